"""Whether groups fare alike, of one opening or of all together: for owners and HR alone, and whoever looks is noted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import Response

from readiness.candidates.groups import ASKS, group_questions
from readiness.records.audit import note_alone
from readiness.records.openings import Opening, list_openings
from readiness.records.rated import Outcome, outcomes_of
from readiness.records.self_reports import read_all
from views.access import STAFF, member
from views.addresses import openings_address
from views.language import SpokenBlueprint
from views.letterhead import house_of
from views.opening_page import opening_or_missing, opening_page
from views.paper_downloads import ENDINGS, send_paper
from views.site import this_site
from views.workspace_page import member_page

if TYPE_CHECKING:
    from readiness.reports.fairness_report import Asked
    from readiness.reports.paper import Paper

blueprint = SpokenBlueprint("fairness", __name__, under="/workspace")

SELECTED = {"hire": True, "reject": False}  # whoever is kept in mind has not been decided on
NOTES = "fairness_viewed"


@blueprint.get("/fairness", policy=STAFF)
def show_all(language: str) -> str:
    """All openings together, and where the sum tells another story than they do."""
    paper = _paper(language)
    note_alone(this_site().database, member().actor, NOTES)
    base = f"/{language}/workspace/fairness"
    return member_page("fairness/all.html", language, "openings", paper=paper, endings=ENDINGS, base=base)


@blueprint.get("/fairness.<ending>", policy=STAFF)
def download_all(language: str, ending: str) -> Response:
    return send_paper(lambda: _paper(language, with_logo=True), ending, "", language)


@blueprint.get("/openings/<int:opening_id>/fairness", policy=STAFF)
def show(language: str, opening_id: int) -> str:
    opening = opening_or_missing(opening_id)
    paper = _paper(language, opening)
    note_alone(this_site().database, member().actor, NOTES, f"opening:{opening_id}")
    base = openings_address(language, opening_id, "fairness")
    return opening_page("fairness/one.html", language, opening, "fairness", paper=paper, endings=ENDINGS, base=base)


@blueprint.get("/openings/<int:opening_id>/fairness.<ending>", policy=STAFF)
def download(language: str, opening_id: int, ending: str) -> Response:
    opening = opening_or_missing(opening_id)
    return send_paper(lambda: _paper(language, opening, with_logo=True), ending, f"opening:{opening_id}", language)


def _paper(language: str, opening: Opening | None = None, with_logo: bool = False) -> Paper:
    """The report on one opening, or on all. What is hidden is found over all of them either way, so that no page
    gives away what another hides."""
    from readiness.reports.fairness_report import Scope, fairness_paper
    from readiness.reports.seen import Speech

    by, database = member().actor, this_site().database
    known = [each for each, _ in list_openings(database, by)]
    outcomes = outcomes_of(database, by)
    mine = [one for one in outcomes if opening is None or one.opening == opening.id]
    decided = sum(one.decision in SELECTED for one in mine)
    ids = [each.id for each in known]
    scope = Scope([each.title for each in known], None if opening is None else ids.index(opening.id))
    say = Speech(language, this_site().library.words, date.today(), house_of(member(), with_logo))
    return fairness_paper(say, scope, _asked(language, ids, outcomes), decided, len(mine) - decided)


def _asked(language: str, openings: list[int], outcomes: list[Outcome]) -> list[Asked]:
    """Each voluntary question with what was found about its groups."""
    from readiness.candidates.fairness import Person, fairness
    from readiness.reports.fairness_report import Asked

    words = this_site().words[language]["groups"]
    told = {report.candidate: report.groups for report in read_all(this_site().database, member().actor)}
    place = {opening: at for at, opening in enumerate(openings)}
    asked = []
    for key in group_questions(words):
        people = [
            Person(
                place[one.opening],
                told.get(one.candidate, {}).get(key),
                SELECTED.get(one.decision or ""),
                one.mean,
            )
            for one in outcomes
        ]
        asked.append(Asked(key, words[f"{ASKS}{key}"], words, fairness(people)))
    return asked
