"""Bringing candidates as a table: read, looked at with its columns, and only then added; the file stays in the page."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from flask import Response, make_response, request
from werkzeug.exceptions import RequestEntityTooLarge

from readiness.candidates.applicants import HEADINGS, LIMITS, Applicant, applicants_of
from readiness.language import digits
from readiness.records.candidate_imports import count_new, import_candidates
from readiness.records.openings import Opening
from readiness.records.people import Refused
from views.access import STAFF, Missing, member, require_members_form
from views.addresses import openings_address
from views.candidates import OF_OPENING, PART, stage_names
from views.language import SpokenBlueprint, other
from views.opening_page import opening_or_missing, opening_page
from views.pages import file_to_keep, see_other
from views.sent_forms import LONGEST_NAME, brought
from views.site import this_site

if TYPE_CHECKING:
    from readiness.sheets.sheet import Sheet, SheetProblem

blueprint = SpokenBlueprint("candidate_import", __name__, under="/workspace")

MOST_BYTES = LIMITS.bytes
SHOWN, TOLD = 10, 100  # rows of the preview, problems
NO_COLUMN = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A table as it was read: the file itself, its columns, who is in it, and what is wrong with it."""

    name: str
    raw: bytes
    sheet: Sheet
    places: Mapping[str, int]
    applicants: list[Applicant]
    problems: list[SheetProblem]
    trouble: str = ""


@blueprint.get(f"{OF_OPENING}/import", policy=STAFF)
def ask(language: str, opening_id: int) -> str:
    return _ask_page(language, opening_or_missing(opening_id))


@blueprint.post(f"{OF_OPENING}/import", policy=STAFF)
def look(language: str, opening_id: int) -> Response:
    """Read the file that was chosen, and show how; nothing is kept of it."""
    opening = opening_or_missing(opening_id)
    try:
        require_members_form()
        name, raw = brought(MOST_BYTES)
    except RequestEntityTooLarge:
        return _refused(language, opening, "file_large", 413)
    if len(raw) > MOST_BYTES:
        return _refused(language, opening, "file_large", 413)
    return _looked_at(language, opening, name, raw) if raw else _refused(language, opening, "file_missing", 422)


@blueprint.post(f"{OF_OPENING}/import/rows", policy=STAFF)
def take(language: str, opening_id: int) -> Response:
    """Read it anew with the columns that were chosen, and add the candidates if that was pressed."""
    opening = opening_or_missing(opening_id)
    try:
        require_members_form()
        raw = base64.b64decode(request.form.get("kept", ""), validate=True)
    except RequestEntityTooLarge:
        return _refused(language, opening, "file_large", 413)
    except (binascii.Error, ValueError):
        raw = b""
    name = request.form.get("name", "")[-LONGEST_NAME:]
    if not raw:
        return _refused(language, opening, "file_lost", 422)
    return _looked_at(language, opening, name, raw, _chosen(), "add" in request.form)


def _chosen() -> dict[str, int]:
    """Field to column, as chosen in the page; whatever names no column chooses none."""
    sent = {of: request.form.get(f"column_{of}", NO_COLUMN) for of in HEADINGS}
    return {of: int(at) for of, at in sent.items() if at.isascii() and at.isdecimal() and len(at) < 4}


def _looked_at(
    language: str, opening: Opening, name: str, raw: bytes, chosen: Mapping[str, int] | None = None, add: bool = False
) -> Response:
    from readiness.sheets.reading import read_sheet
    from readiness.sheets.sheet import SheetRefused

    try:
        sheet = read_sheet(raw, name, LIMITS)
    except SheetRefused as refused:
        told = _told(list(refused.problems), language)
        return _refused(language, opening, "", 413 if refused.is_bomb else 422, told)
    read = _read(opening, name, raw, sheet, chosen)
    if not add or read.trouble or read.problems or not read.applicants:
        return make_response(_map_page(language, opening, read), 422 if read.trouble or add else 200)
    return _added(language, opening, read)


def _read(opening: Opening, name: str, raw: bytes, sheet: Sheet, chosen: Mapping[str, int] | None) -> Read:
    from readiness.sheets.columns import match_columns

    places = match_columns(sheet.headings, _known()) if chosen is None else dict(chosen)
    places = {of: place for of, place in places.items() if place < len(sheet.headings)}
    trouble = "map_no_name" if "name" not in places else ""
    if len(set(places.values())) < len(places):
        trouble = "map_twice"
    found, problems = ([], []) if trouble else applicants_of(sheet, places, _stages(opening))
    return Read(name, raw, sheet, places, found, problems, trouble)


def _known() -> dict[str, tuple[str, ...]]:
    """By field, what its column may be called: as the page calls it in either language, or as elsewhere."""
    words = this_site().library.words["candidates"]
    labels = {of: words[f"field_{of}"] for of in HEADINGS}
    return {of: (labels[of].en, labels[of].fa, *names) for of, names in HEADINGS.items()}


def _stages(opening: Opening) -> dict[str, str]:
    """The opening's stages by key and by either language's name, the first one first."""
    names = {stage: stage for stage in opening.stages}
    for language in ("en", "fa"):
        names.update({name: stage for stage, name in stage_names(opening, language).items()})
    return names


def _added(language: str, opening: Opening, read: Read) -> Response:
    try:
        done = import_candidates(this_site().database, member().actor, opening.id, read.applicants)
    except Refused as refused:
        if refused.code == "nobody":
            raise Missing(member().actor, f"opening:{opening.id}") from None
        if refused.code == "already_here":
            return _refused(language, opening, "import_meanwhile", 409)
        return _refused(language, opening, "", 422, [this_site().words[language]["errors"]["opening_closed"]])
    query = {"done": "imported", "added": done.added, "same": done.same}
    return see_other(openings_address(language, opening.id, PART, **query))


def _told(problems: list[SheetProblem], language: str) -> list[str]:
    """One line a problem, the first hundred of them."""
    from readiness.sheets.wording import told

    words = this_site().library.words
    known = {**words["sheets"], **words["candidates"]}
    return [told(problem, known, language) for problem in problems[:TOLD]]


# --- the pages


def _ask_page(language: str, opening: Opening, problem: str = "", lines: list[str] | None = None) -> str:
    return opening_page(
        "candidates/import.html",
        language,
        opening,
        PART,
        problem=problem,
        lines=lines or [],
        most_bytes=MOST_BYTES,
        other_language_url=_place(other(language), opening),
    )


def _place(language: str, opening: Opening) -> str:
    return openings_address(language, opening.id, f"{PART}/import")


def _refused(language: str, opening: Opening, problem: str, status: int, lines: list[str] | None = None) -> Response:
    return make_response(_ask_page(language, opening, problem, lines), status)


def _map_page(language: str, opening: Opening, read: Read) -> str:
    new = count_new(this_site().database, member().actor, opening.id, read.applicants)
    counts = {"rows": len(read.sheet.rows), "new": new, "same": len(read.applicants) - new, "bad": len(read.problems)}
    return opening_page(
        "candidates/map.html",
        language,
        opening,
        PART,
        read=read,
        kept=base64.b64encode(read.raw).decode(),
        fields=list(HEADINGS),
        preview=[_previewed(each, opening, language) for each in islice(read.applicants, SHOWN)],
        lines=_told(read.problems, language),
        more=max(len(read.problems) - TOLD, 0),
        counts={key: digits(str(count), language) for key, count in counts.items()},
        new=new,
        other_language_url=_place(other(language), opening),
    )


def _previewed(applicant: Applicant, opening: Opening, language: str) -> dict[str, str]:
    """An applicant's fields in words, as they would be kept."""
    words = this_site().words[language]["candidates"]
    plain = {key: getattr(applicant, key) for key in ("name", "email", "phone", "owned_evidence")}
    stage = stage_names(opening, language).get(applicant.stage, applicant.stage)
    return {**plain, **applicant.background, "owned": words[f"owned_{applicant.owned}"], "stage": stage}


@blueprint.get(f"{OF_OPENING}/template.csv", policy=STAFF)
def template(language: str, opening_id: int) -> Response:
    """An empty table whose headings are recognised."""
    from readiness.reports.cells import csv_lines

    opening_or_missing(opening_id)
    words = this_site().words[language]["candidates"]
    made = b"".join(csv_lines([[words[f"field_{of}"] for of in HEADINGS]]))
    return file_to_keep(made, "text/csv; charset=utf-8", f"candidates-{language}.csv")
