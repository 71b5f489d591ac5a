"""Openings: the list of them, beginning one, what stands at its head, its settings, closing and deleting it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Response, abort, make_response, request

from forms.openings import FIRST_STAGE, DeleteForm, PlanForm
from readiness.candidates.snapshot import write_rubric
from readiness.questionnaire import Role
from readiness.records.openings import (
    STAGES,
    Opening,
    Plan,
    begin_opening,
    change_opening,
    close_opening,
    delete_opening,
    list_openings,
)
from readiness.records.owed import how_far, owed_by_opening
from readiness.records.people import Refused
from views.access import MEMBERS, STAFF, member, own_visit, require_members_form
from views.addresses import openings_address
from views.language import SpokenBlueprint, other
from views.level_proposal import Proposal, proposal_for
from views.opening_overview import overview
from views.opening_page import opening_or_missing, opening_page
from views.opening_role import role_of
from views.pages import see_other
from views.sent_forms import blank_form, sent_form
from views.site import this_site
from views.workspace_page import member_page

blueprint = SpokenBlueprint("openings", __name__, under="/workspace/openings")

PLACE = "openings"
ONE = "/<int:opening_id>"
VERSION = re.compile("[1-9][0-9]{0,8}")
DONE = ("begun", "saved", "shared", "closed", "reopened", "added", "deleted")
USUAL_STAGES = ("applied", "screening", "work_sample", "interview", "decision")


def done() -> str:
    """What has just been done, as the address says after a button was pressed."""
    told = request.args.get("done", "")
    return told if told in DONE else ""


# --- the list


@dataclass(frozen=True, slots=True)
class Row:
    opening: Opening
    level: str
    role: str
    candidates: int
    owed: int


@blueprint.get("", policy=MEMBERS)
def show(language: str) -> str:
    by, database = member().actor, this_site().database
    owed = owed_by_opening(database, by)
    rows = [_row(each, many, owed.get(each.id, 0), language) for each, many in list_openings(database, by)]
    groups = [("open", [row for row in rows if row.opening.closed_at is None])]
    groups.append(("closed", [row for row in rows if row.opening.closed_at is not None]))
    may = STAFF.admits(by.role)
    shown = {"groups": groups, "roles": tuple(this_site().library.roles.values()), "may_begin": may, "done": done()}
    return member_page(
        "openings/list.html", language, PLACE, other_language_url=openings_address(other(language)), **shown
    )


def _row(opening: Opening, many: int, owed: int, language: str) -> Row:
    role = role_of(opening, this_site())
    levels = role.level_names(language)
    return Row(opening, levels.get(opening.level, opening.level), role.name[language], many, owed)


# --- beginning one


@blueprint.get("/new", policy=STAFF)
def begin(language: str) -> str:
    role = _role(request.args.get("role"))
    proposed = proposal_for(role, member(), language)
    standing = {"level": proposed.level, "names_hidden": "yes", "stages": USUAL_STAGES}
    return _new_page(language, role, blank_form(PlanForm, own_visit(), standing), proposed)


@blueprint.post("/new", policy=STAFF)
def begun(language: str) -> Response:
    role = _role(request.form.get("role"))
    form = _sent_plan(role)
    if form.wrong():
        return make_response(_new_page(language, role, form, proposal_for(role, member(), language)), 422)
    plan = _plan(form, write_rubric(role.rubric))
    opening_id = begin_opening(this_site().database, member().actor, role.key, plan)
    return see_other(openings_address(language, opening_id, done="begun"))


def _role(key: str | None) -> Role:
    return this_site().library.roles.get(key or this_site().first_role.key) or abort(404)


def _sent_plan(role: Role) -> PlanForm:
    return sent_form(PlanForm, own_visit(), levels=tuple(level.key for level in role.levels))


def _plan(form: PlanForm, rubric: str) -> Plan:
    hidden = form.names_hidden.data == "yes"
    return Plan(str(form.title.data), str(form.level.data), rubric, form.wanted_stages, hidden)


def _new_page(language: str, role: Role, form: PlanForm, proposed: Proposal) -> str:
    shown = {"role": role, "proposed": proposed, **_choices(role, form, language)}
    back = f"{openings_address(other(language))}/new?role={role.key}"
    return member_page("openings/new.html", language, PLACE, other_language_url=back, **shown)


def _choices(role: Role, form: PlanForm, language: str) -> dict[str, object]:
    """What the fields of a plan are filled from."""
    words = this_site().words[language]["openings"]
    stages = [(stage, words[f"stage_{stage}"]) for stage in STAGES]
    levels = list(role.level_names(language).items())
    return {"form": form, "stages": stages, "levels": levels, "first_stage": FIRST_STAGE}


# --- one of them


@blueprint.get(ONE, policy=MEMBERS)
def one(language: str, opening_id: int) -> str:
    opening = opening_or_missing(opening_id)
    shown = overview(opening, member(), language)
    return opening_page("openings/overview.html", language, opening, "overview", done=done(), **shown)


@blueprint.get(f"{ONE}/plan", policy=STAFF)
def plan(language: str, opening_id: int) -> str:
    return _plan_page(language, opening_or_missing(opening_id))


@blueprint.post(f"{ONE}/plan", policy=STAFF)
def save_plan(language: str, opening_id: int) -> Response:
    """Write the settings; nothing where a field can't be read, or the opening has changed meanwhile, or is closed."""
    opening = opening_or_missing(opening_id)
    role = role_of(opening, this_site())
    form = _sent_plan(role)
    if form.wrong():
        return make_response(_plan_page(language, opening, form), 422)
    try:
        wanted = _plan(form, opening.rubric)
        meanwhile = change_opening(this_site().database, member().actor, opening_id, sent_version(), wanted)
    except Refused:
        return make_response(_plan_page(language, opening, form, trouble="closed"), 409)
    if meanwhile:
        return make_response(_plan_page(language, meanwhile, form, trouble="meanwhile"), 409)
    return see_other(openings_address(language, opening_id, "plan", done="saved"))


def sent_version() -> int:
    """The version of the opening that the form was filled in for; 0 fits none."""
    typed = request.form.get("version", "")
    return int(typed) if VERSION.fullmatch(typed) else 0


def _plan_page(language: str, opening: Opening, form: PlanForm | None = None, trouble: str = "") -> str:
    """The settings as they stand, or as they were sent; in `trouble` what others saved stands beside each field."""
    role = role_of(opening, this_site())
    standing = {
        "title": opening.title,
        "level": opening.level,
        "stages": opening.stages,
        "names_hidden": "yes" if opening.names_hidden else "",
    }
    filled = form or blank_form(PlanForm, own_visit(), standing)
    theirs = _theirs(opening, filled, language) if trouble == "meanwhile" else {}
    shown = {"trouble": trouble, "theirs": theirs, "done": done(), **_choices(role, filled, language)}
    back = openings_address(other(language), opening.id, "plan")
    return opening_page("openings/plan.html", language, opening, "plan", other_language_url=back, **shown)


def _theirs(opening: Opening, form: PlanForm, language: str) -> dict[str, str]:
    """In words, what stands in the records where it is not what was sent."""
    words = this_site().words[language]["openings"]
    sent = _plan(form, opening.rubric)
    levels = role_of(opening, this_site()).level_names(language)
    stages = (", " if language == "en" else "، ").join(words[f"stage_{stage}"] for stage in opening.stages)
    told = {
        "title": opening.title,
        "level": levels.get(opening.level, opening.level),
        "stages": stages,
        "names_hidden": words["names_are_hidden" if opening.names_hidden else "names_shown"],
    }
    return {key: value for key, value in told.items() if getattr(opening, key) != getattr(sent, key)}


@blueprint.post(f"{ONE}/close", policy=STAFF)
def close(language: str, opening_id: int) -> Response:
    """Close it, or open it again, as the button says."""
    require_members_form()
    opening = opening_or_missing(opening_id)
    wanted = request.form.get("closed")
    if wanted not in ("yes", "no"):
        abort(400)
    close_opening(this_site().database, member().actor, opening.id, closed=wanted == "yes")
    return see_other(openings_address(language, opening_id, done="closed" if wanted == "yes" else "reopened"))


@blueprint.get(f"{ONE}/delete", policy=STAFF)
def sure(language: str, opening_id: int) -> str:
    return _delete_page(language, opening_or_missing(opening_id), blank_form(DeleteForm, own_visit()))


@blueprint.post(f"{ONE}/delete", policy=STAFF)
def delete(language: str, opening_id: int) -> Response:
    """Delete it for good, with its candidates; asked on a page of its own first."""
    opening = opening_or_missing(opening_id)
    form = sent_form(DeleteForm, own_visit())
    if form.wrong():
        return make_response(_delete_page(language, opening, form), 422)
    delete_opening(this_site().database, member().actor, opening.id)
    return see_other(openings_address(language, done="deleted"))


def _delete_page(language: str, opening: Opening, form: DeleteForm) -> str:
    far = how_far(this_site().database, member().actor, opening.id)
    back = openings_address(other(language), opening.id, "delete")
    shown = {"form": form, "candidates": far.candidates, "other_language_url": back}
    return opening_page("openings/delete.html", language, opening, "plan", **shown)
