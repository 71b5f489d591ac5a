"""What the law asks for about a candidate: the notice, who looked, a copy, erasing, and the link to their own page."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from flask import Response, make_response, request

from forms.candidates import EraseForm
from readiness.language import day, moment
from readiness.records import candidate_privacy as privacy
from readiness.records import self_reports
from readiness.records.candidates import Candidate
from readiness.records.openings import Opening
from readiness.records.people import Refused, list_people
from readiness.records.workspaces import read_workspace
from views.access import MEMBERS, STAFF, Missing, member, own_visit, require_members_form
from views.addresses import candidate_address, openings_address
from views.candidate_names import called, candidate_or_missing
from views.candidates import OF_OPENING, ONE, PART
from views.errors import told_page
from views.language import SpokenBlueprint, other
from views.mail import full_address
from views.notice import notice
from views.opening_page import opening_or_missing, opening_page
from views.pages import file_to_keep, see_other
from views.sent_forms import blank_form, sent_form
from views.site import this_site
from views.trail_words import Teller

blueprint = SpokenBlueprint("candidate_privacy", __name__, under="/workspace")


@blueprint.get(f"{OF_OPENING}/notice", policy=MEMBERS)
def show_notice(language: str, opening_id: int) -> str:
    """The text that candidates are given, in both languages."""
    opening = opening_or_missing(opening_id)
    workspace = read_workspace(this_site().database, member().actor)
    told = (workspace.name, opening.title, workspace.retention_months)
    languages = (language, other(language))
    notices = [notice(each, *told) for each in languages]
    return opening_page("candidates/notice.html", language, opening, PART, notices=notices)


def _page(template: str, language: str, candidate: Candidate, opening: Opening, at: str, **shown: Any) -> str:
    return opening_page(
        f"candidates/{template}.html",
        language,
        opening,
        PART,
        candidate=candidate,
        name=called(candidate, language),
        place=candidate_address(language, candidate.id),
        other_language_url=candidate_address(other(language), candidate.id, at),
        **shown,
    )


def _missing(candidate_id: int) -> Missing:
    return Missing(member().actor, f"candidate:{candidate_id}")


# --- who looked


@blueprint.get(f"{ONE}/log", policy=STAFF)
def log(language: str, candidate_id: int) -> str:
    candidate, opening = candidate_or_missing(candidate_id)
    database, by = this_site().database, member().actor
    teller = Teller(language, list_people(database, by, with_removed=True))
    until = privacy.kept_until(database, by, candidate_id)
    acts = [
        {"when": moment(entry.at, language, member().calendar), "who": teller.who(entry), "did": teller.action(entry)}
        for entry in privacy.access_log(database, by, candidate_id)
    ]
    return _page("log", language, candidate, opening, "log", acts=acts, until=_day(until, language))


def _day(seconds: int | None, language: str) -> str:
    return "" if seconds is None else day(datetime.fromtimestamp(seconds, UTC).date(), language, member().calendar)


# --- a copy


@blueprint.get(f"{ONE}/export", policy=STAFF)
def ask_export(language: str, candidate_id: int) -> str:
    candidate, opening = candidate_or_missing(candidate_id)
    return _page("export", language, candidate, opening, "export")


@blueprint.post(f"{ONE}/export", policy=STAFF)
def export(language: str, candidate_id: int) -> Response:
    """Everything held on the candidate, as a file called by number; nothing for whoever has yet to rate them."""
    require_members_form()
    candidate, opening = candidate_or_missing(candidate_id)
    try:
        held = privacy.export_candidate(this_site().database, member().actor, candidate_id)
    except Refused as refused:
        if refused.code == "nobody":
            raise _missing(candidate_id) from None
        return make_response(_page("export", language, candidate, opening, "export"), 409)
    stem = f"candidate-{opening.id}-{candidate.number}"
    if request.form.get("format") == "pdf":
        return _as_pdf(held, opening, language, stem)
    return file_to_keep(json.dumps(held, ensure_ascii=False, indent=1).encode(), "application/json", f"{stem}.json")


def _as_pdf(held: dict[str, Any], opening: Opening, language: str, stem: str) -> Response:
    from readiness.reports.paper_pdf import render_pdf
    from readiness.reports.press import PdfUnavailable
    from views.candidate_copy import copy_of

    site = this_site()
    try:
        made = render_pdf(copy_of(held, opening, member(), language, stem), site.library.words)
    except PdfUnavailable as problem:
        return told_page(site.words[language]["pdf"][problem.reason], language)
    return file_to_keep(made, "application/pdf", f"{stem}.pdf")


# --- erasing


@blueprint.get(f"{ONE}/erase", policy=STAFF)
def sure(language: str, candidate_id: int) -> str:
    return _erase_page(language, candidate_id, blank_form(EraseForm, own_visit()))


@blueprint.post(f"{ONE}/erase", policy=STAFF)
def erase(language: str, candidate_id: int) -> Response:
    form = sent_form(EraseForm, own_visit())
    _, opening = candidate_or_missing(candidate_id)
    if form.wrong():
        return make_response(_erase_page(language, candidate_id, form), 422)
    try:
        privacy.erase_candidate(this_site().database, member().actor, candidate_id)
    except Refused:
        raise _missing(candidate_id) from None
    return see_other(openings_address(language, opening.id, PART, done="erased"))


def _erase_page(language: str, candidate_id: int, form: EraseForm) -> str:
    return _page("erase", language, *candidate_or_missing(candidate_id), "erase", form=form)


# --- the link to their own page


@blueprint.get(f"{ONE}/link", policy=STAFF)
def link(language: str, candidate_id: int) -> str:
    return _link_page(language, candidate_id)


@blueprint.post(f"{ONE}/link", policy=STAFF)
def make_link(language: str, candidate_id: int) -> Response:
    """Make a link, which no other page ever shows, or end the one that is out."""
    require_members_form()
    candidate_or_missing(candidate_id)
    database, by = this_site().database, member().actor
    try:
        if request.form.get("act") == "end":
            self_reports.end_own_link(database, by, candidate_id)
            return see_other(candidate_address(language, candidate_id, "link", done="ended"))
        token = self_reports.make_own_link(database, by, candidate_id)
    except Refused:
        raise _missing(candidate_id) from None
    return make_response(_link_page(language, candidate_id, full_address(f"/{language}/candidate/{token}")))


def _link_page(language: str, candidate_id: int, made: str = "") -> str:
    candidate, opening = candidate_or_missing(candidate_id)
    until = self_reports.link_ends(this_site().database, member().actor, candidate_id)
    told = {"made": made, "until": _day(until, language), "ended": request.args.get("done") == "ended"}
    return _page("link", language, candidate, opening, "link", **told)
