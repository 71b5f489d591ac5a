"""Takes a person's decision on a candidate, with its reason; against the scorecards only where that is meant."""

from __future__ import annotations

from flask import Response, make_response

from forms.deciding import DecisionForm
from readiness.records.decisions import decide
from readiness.records.people import Refused
from views.access import STAFF, member, own_visit
from views.addresses import candidate_address
from views.candidate_names import candidate_or_missing
from views.language import SpokenBlueprint
from views.pages import see_other
from views.panel import panel_page
from views.sent_forms import sent_form
from views.site import this_site

blueprint = SpokenBlueprint("deciding", __name__, under="/workspace/candidates")


@blueprint.post("/<int:candidate_id>/decision", policy=STAFF)
def decided(language: str, candidate_id: int) -> Response:
    """Keep it; where something is missing, or it goes against the scorecards unsaid, ask again with what was typed."""
    form = sent_form(DecisionForm, own_visit())
    candidate, opening = candidate_or_missing(candidate_id)
    if candidate.owes:
        return see_other(candidate_address(language, candidate_id))
    refused = "" if form.wrong() else _kept(form, candidate_id)
    if form.wrong() or refused == "override":
        return make_response(panel_page(language, candidate, opening, form, against=bool(refused)), 422)
    return see_other(candidate_address(language, candidate_id) + ("" if refused else "?decided=yes#decide"))


def _kept(form: DecisionForm, candidate_id: int) -> str:
    """The reason for which it was not kept; "" if it was."""
    told = str(form.decision.data), str(form.reason.data)
    try:
        decide(this_site().database, member().actor, candidate_id, *told, override=form.is_meant)
    except Refused as problem:
        return problem.code
    return ""
