"""What a panel saw of one candidate: the page, who is still rating, and the same as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from forms.deciding import DecisionForm
from readiness.language import number
from readiness.records.candidate_privacy import note_view
from readiness.records.candidates import HIRING, Candidate
from readiness.records.openings import Opening
from readiness.records.rated import waiting_for
from views.access import MEMBERS, STAFF, member, own_visit
from views.addresses import candidate_address
from views.candidate_names import called, candidate_or_missing
from views.language import SpokenBlueprint
from views.opening_page import opening_page
from views.pages import see_other
from views.paper_downloads import ENDINGS, send_paper
from views.seen_candidates import ground_for, seen_candidates
from views.sent_forms import blank_form
from views.site import this_site

if TYPE_CHECKING:
    from readiness.reports.paper import Paper

blueprint = SpokenBlueprint("panel", __name__, under="/workspace/candidates")


@blueprint.get("/<int:candidate_id>", policy=MEMBERS)
def show(language: str, candidate_id: int) -> str:
    """Where the candidate stands; whoever has yet to rate them sees how far the panel is, and the way to their card."""
    candidate, opening = candidate_or_missing(candidate_id)
    note_view(this_site().database, member().actor, candidate_id)
    return panel_page(language, candidate, opening, blank_form(DecisionForm, own_visit()))


def panel_page(language: str, candidate: Candidate, opening: Opening, form: DecisionForm, against: bool = False) -> str:
    """The page, with the form as it was sent; `against`: what was decided goes against the scorecards."""
    waiting, may_manage = waiting_for(this_site().database, member().actor, candidate.id), STAFF.admits(member().role)
    shown: dict[str, object] = {
        "candidate": candidate,
        "called": called(candidate, language),
        "waiting": waiting,
        "on_panel": any(one.person == member().person for one in waiting),
        "may_manage": may_manage,
        "give_back": candidate_address(language, candidate.id, "card/reopen")
        if may_manage and not opening.closed_at
        else "",
        "counts": _counts(language, sum(one.locked for one in waiting), len(waiting)),
    }
    if candidate.owes:
        return opening_page("panel/owed.html", language, opening, "candidates", **shown)
    shown |= _seen(language, candidate, opening) | _deciding(form, against)
    return opening_page("panel/panel.html", language, opening, "candidates", **shown, endings=ENDINGS)


def _seen(language: str, candidate: Candidate, opening: Opening) -> dict[str, object]:
    """What the panel saw, for whoever may see it."""
    from readiness.reports.panel_report import candidate_paper
    from readiness.reports.panel_words import headline, placed_name

    ground = ground_for(opening, language)
    (seen,) = seen_candidates(opening, [candidate], language)
    return {
        "paper": candidate_paper(ground, seen),
        "headline": headline(ground, seen.placement(ground)),
        "placed": placed_name(ground, candidate.placed),
    }


def _deciding(form: DecisionForm, against: bool) -> dict[str, object]:
    return {"form": form, "against": against, "choices": HIRING, "decided": "decided" in request.args}


def _counts(language: str, locked: int, asked: int) -> dict[str, str]:
    return {"locked": number(locked, language), "asked": number(asked, language)}


@blueprint.get("/<int:candidate_id>/summary.<ending>", policy=MEMBERS)
def download(language: str, candidate_id: int, ending: str) -> Response:
    """The same as a file; nothing for whoever has yet to rate."""
    candidate, opening = candidate_or_missing(candidate_id)
    if candidate.owes:
        return see_other(candidate_address(language, candidate_id))
    return send_paper(lambda: _summary(opening, candidate, language), ending, f"candidate:{candidate_id}", language)


def _summary(opening: Opening, candidate: Candidate, language: str) -> Paper:
    from readiness.reports.panel_report import candidate_paper

    (seen,) = seen_candidates(opening, [candidate], language)
    return candidate_paper(ground_for(opening, language, with_logo=True), seen)
