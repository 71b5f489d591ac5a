"""Papers to print for interviews: each interviewer's kit, and work sample and judgement test with and without key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from flask import Response, request

from readiness.candidates.snapshot import read_rubric
from readiness.records.openings import Opening, Share, panel_of
from views.access import RATERS, STAFF, Missing, member
from views.language import SpokenBlueprint
from views.letterhead import house_of
from views.opening_page import opening_or_missing
from views.opening_role import role_of
from views.paper_downloads import send_paper
from views.site import this_site

if TYPE_CHECKING:
    from readiness.reports.kit_report import Kit
    from readiness.reports.paper import Paper

blueprint = SpokenBlueprint("interview_kit", __name__, under="/workspace/openings/<int:opening_id>")


@blueprint.get("/kit.pdf", policy=RATERS)
def kit(language: str, opening_id: int) -> Response:
    """One's own kit; whoever runs the opening may take everybody's, and one with all competencies if on no panel."""
    from readiness.reports.kit_report import interview_kit

    opening = opening_or_missing(opening_id)
    share = _share(opening)
    keys = share.competencies if share else [one.key for one in read_rubric(opening.rubric).competencies]
    name = share.name if share else ""
    return _download(opening, language, "kit", lambda made: interview_kit(made, name, keys))


def _share(opening: Opening) -> Share | None:
    """Whose kit is asked for; raises Missing for who isn't on the panel, or whose kit isn't the asker's to see."""
    by, asked = member().actor, request.args.get("person")
    found = {str(share.person): share for share in panel_of(this_site().database, by, opening.id)}
    own = str(by.person)
    if asked in (None, own):
        return found.get(own)
    if asked not in found or not STAFF.admits(by.role):
        raise Missing(by, f"opening:{opening.id}")
    return found[asked]


@blueprint.get("/work-sample.pdf", policy=RATERS)
def work_sample(language: str, opening_id: int) -> Response:
    return _sheet(language, opening_id, "work_sample")


@blueprint.get("/work-sample-key.pdf", policy=RATERS)
def work_sample_key(language: str, opening_id: int) -> Response:
    return _sheet(language, opening_id, "work_sample_key")


@blueprint.get("/judgement.pdf", policy=RATERS)
def judgement(language: str, opening_id: int) -> Response:
    return _sheet(language, opening_id, "judgement")


@blueprint.get("/judgement-key.pdf", policy=RATERS)
def judgement_key(language: str, opening_id: int) -> Response:
    return _sheet(language, opening_id, "judgement_key")


def _sheet(language: str, opening_id: int, sheet: str) -> Response:
    """Work sample or judgement test, with its key or without; Missing where nothing is left of it in the rubric."""
    from readiness.reports import kit_report

    opening = opening_or_missing(opening_id)
    rubric, with_key = read_rubric(opening.rubric), sheet.endswith("_key")
    of_work = sheet.startswith("work_sample")
    if not (rubric.work_sample.tasks if of_work else rubric.judgement):
        raise Missing(member().actor, f"opening:{opening_id}")
    make = kit_report.work_sample if of_work else kit_report.judgement_test
    return _download(opening, language, sheet, lambda made: make(made, with_key))


def _download(opening: Opening, language: str, sheet: str, make: Callable[[Kit], Paper]) -> Response:
    return send_paper(lambda: make(_kit(opening, language)), "pdf", f"opening:{opening.id}", language, sheet=sheet)


def _kit(opening: Opening, language: str) -> Kit:
    from readiness.reports.kit_report import Kit

    site = this_site()
    levels = role_of(opening, site).level_names(language)
    level_name = levels.get(opening.level, opening.level)
    house, words = house_of(member(), with_logo=True), site.library.words
    rubric = read_rubric(opening.rubric)
    return Kit(rubric, opening.title, opening.level, level_name, words, language, date.today(), house)
