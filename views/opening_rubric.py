"""What is rated in an opening: who runs it drops, weights and adds competencies; everybody else reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import Response, make_response, request

from forms.openings import OwnForm, is_own, next_own_key, read_targets, read_weights
from readiness.candidates.snapshot import TailoringError, read_rubric, tailored, write_rubric
from readiness.language import digits
from readiness.questionnaire import Competency, Role, Rubric
from readiness.records.openings import Opening, Plan, change_opening
from readiness.records.owed import how_far
from readiness.records.people import Refused
from views.access import MEMBERS, STAFF, member, own_visit, require_members_form
from views.addresses import openings_address
from views.language import SpokenBlueprint, other
from views.opening_page import opening_or_missing, opening_page
from views.opening_role import role_of
from views.openings import done, sent_version
from views.pages import see_other
from views.sent_forms import blank_form, sent_form
from views.site import this_site

blueprint = SpokenBlueprint("opening_rubric", __name__, under="/workspace/openings/<int:opening_id>/rubric")

DROPPED = 0  # the weight of what is not counted


@dataclass(frozen=True, slots=True)
class Rated:
    """One competency on the page, with how often it counts; `theirs` is what others saved meanwhile, in words."""

    competency: Competency
    weight: int
    target: str
    must_have: bool
    own: bool
    theirs: str = ""


@blueprint.get("", policy=MEMBERS)
def show(language: str, opening_id: int) -> str:
    return _page(language, opening_or_missing(opening_id))


@blueprint.post("", policy=STAFF)
def save(language: str, opening_id: int) -> Response:
    """Write what counts how often; nothing where too little is left, or the opening has changed, or is closed."""
    require_members_form()
    opening = opening_or_missing(opening_id)
    offered = _offered(opening)
    weights = read_weights(request.form, [one.key for one in offered.competencies])
    try:
        return _written(language, opening, _weighted(offered, weights), "saved", weights)
    except TailoringError:
        return make_response(_page(language, opening, weights, "too_few"), 422)


def _offered(opening: Opening) -> Rubric:
    """All that may be rated: the whole edition where it still is the role's, then what the company added itself."""
    kept, whole = read_rubric(opening.rubric), role_of(opening, this_site()).rubric
    if whole.edition != kept.edition:
        return kept
    there = {one.key for one in whole.competencies}
    own = tuple(one for one in kept.competencies if is_own(one.key) and one.key not in there)
    return replace(whole, competencies=(*whole.competencies, *own))


def _weighted(offered: Rubric, weights: Mapping[str, int]) -> Rubric:
    """The rubric with these weights; raises TailoringError."""
    chosen = {key: weight for key, weight in weights.items() if weight != DROPPED}
    return tailored(offered, chosen)


def _written(
    language: str, opening: Opening, rubric: Rubric, told: str, weights: Mapping[str, int] | None = None
) -> Response:
    try:
        meanwhile = _changed(opening, sent_version(), rubric)
    except Refused:
        return make_response(_page(language, opening, weights, "trouble_closed"), 409)
    if meanwhile:
        return make_response(_page(language, meanwhile, weights, "trouble_meanwhile"), 409)
    return see_other(openings_address(language, opening.id, "rubric", done=told))


def _changed(opening: Opening, version: int, rubric: Rubric) -> Opening | None:
    """Write the rubric and nothing else; the opening as it stands where this is no longer its version."""
    plan = Plan(opening.title, opening.level, write_rubric(rubric), opening.stages, opening.names_hidden)
    return change_opening(this_site().database, member().actor, opening.id, version, plan)


def _page(language: str, opening: Opening, weights: Mapping[str, int] | None = None, trouble: str = "") -> str:
    """What is rated as it stands, or as it was sent; `trouble` is the key of what is in the way."""
    may = STAFF.admits(member().role)
    offered = _offered(opening) if may and opening.closed_at is None else read_rubric(opening.rubric)
    kept = {one.key: one.weight for one in read_rubric(opening.rubric).competencies}
    sent = kept if weights is None else weights
    clash = trouble == "trouble_meanwhile"
    shown = {
        "rated": [_rated(one, opening.level, sent, kept if clash else sent, language) for one in offered.competencies],
        "edition": offered.edition,
        "older": offered.edition != role_of(opening, this_site()).rubric.edition,
        "locked": how_far(this_site().database, member().actor, opening.id).locked if may else 0,
        "may_change": may and opening.closed_at is None,
        "trouble": trouble,
        "done": done(),
        "other_language_url": openings_address(other(language), opening.id, "rubric"),
    }
    return opening_page("openings/rubric.html", language, opening, "rubric", **shown)


def _rated(one: Competency, level: str, sent: Mapping[str, int], kept: Mapping[str, int], language: str) -> Rated:
    weight, now = sent.get(one.key, DROPPED), kept.get(one.key, DROPPED)
    theirs = this_site().words[language]["openings"][f"counts_{now}"] if now != weight else ""
    target = digits(str(one.targets[level]), language)
    return Rated(one, weight, target, level in one.must_have, is_own(one.key), theirs)


# --- a competency of one's own


@blueprint.get("/new", policy=STAFF)
def own(language: str, opening_id: int) -> str:
    return _own_page(language, opening_or_missing(opening_id), blank_form(OwnForm, own_visit()))


@blueprint.post("/new", policy=STAFF)
def add(language: str, opening_id: int) -> Response:
    """Add it to what is rated; told at the field where it can't be taken."""
    opening = opening_or_missing(opening_id)
    form = sent_form(OwnForm, own_visit())
    levels = _level_keys(role_of(opening, this_site()))
    targets = read_targets(request.form, levels)
    must_have = [level for level in levels if level in request.form.getlist("must_have")]
    kept = read_rubric(opening.rubric)
    made = form.competency(next_own_key([one.key for one in kept.competencies]), targets, must_have)
    try:
        rubric = tailored(kept, {one.key: one.weight for one in kept.competencies}, [made])
    except TailoringError as error:
        fall = any(problem.key.endswith(".targets") for problem in error.problems)
        return make_response(_own_page(language, opening, form, "targets_fall" if fall else "sentence_missing"), 422)
    if form.wrong():
        return make_response(_own_page(language, opening, form), 422)
    return _added(language, opening, form, rubric)


def _added(language: str, opening: Opening, form: OwnForm, rubric: Rubric) -> Response:
    try:
        meanwhile = _changed(opening, opening.version, rubric)
    except Refused:
        return make_response(_own_page(language, opening, form, trouble="closed"), 409)
    if meanwhile:  # between two looks at it; what was typed stays to be sent again
        return make_response(_own_page(language, meanwhile, form, trouble="meanwhile"), 409)
    return see_other(openings_address(language, opening.id, "rubric", done="added"))


def _own_page(language: str, opening: Opening, form: OwnForm, targets_error: str = "", trouble: str = "") -> str:
    role = role_of(opening, this_site())
    usual = dict(zip(_level_keys(role), ("2", "3", "4"), strict=False))
    sent = request.form if request.method == "POST" else None
    shown = {
        "form": form,
        "levels": list(role.level_names(language).items()),
        "targets": {key: sent.get(f"target_{key}", "") if sent else usual.get(key, "3") for key in _level_keys(role)},
        "must_have": sent.getlist("must_have") if sent else [],
        "targets_error": targets_error,
        "trouble": trouble,
        "other_language_url": openings_address(other(language), opening.id, "rubric/new"),
    }
    return opening_page("openings/own.html", language, opening, "rubric", **shown)


def _level_keys(role: Role) -> list[str]:
    return [level.key for level in role.levels]
