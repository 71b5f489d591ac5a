"""The checks of a workspace: its people see them all, its owners start, take over, repeat and delete them."""

from __future__ import annotations

import re

from flask import Response, abort, make_response, request

from forms.held_checks import AdoptForm
from readiness.questionnaire import Role
from readiness.records.checks import Held, write_answers
from readiness.records.held_checks import HeldCheck, adopt_check, delete_held, find_held, start_check
from views.access import CHANGING, OWNERS, READERS, Missing, held_check, member, own_visit, require_members_form
from views.comparing import comparison
from views.held_list import listing, named
from views.language import SpokenBlueprint, checks_address, other, step_address
from views.opening import COOKIE, ask_to_replace, private_open, remember
from views.pages import see_other
from views.security import cookie, forget
from views.sent_forms import blank_form, sent_form
from views.site import this_site
from views.workspace_page import member_page

blueprint = SpokenBlueprint("checks", __name__, under="/workspace/checks")

PLACE = "checks"
ID = re.compile("[1-9][0-9]{0,8}")


@blueprint.get("", policy=READERS)
def show(language: str) -> str:
    return _list_page(language)


def _list_page(language: str, form: AdoptForm | None = None, chosen: tuple[str, ...] = ()) -> str:
    """The list; `form` is a taking over that failed, `chosen` what was to be compared and can't be."""
    reader = member()
    shown = listing(reader, language, _number(request.args.get("page", "")) or 1)
    return member_page(
        "held_checks/list.html",
        language,
        PLACE,
        form=form or blank_form(AdoptForm, own_visit()),
        chosen=chosen,
        roles=tuple(this_site().library.roles.values()),
        may_change=reader.role in CHANGING,
        private_open=private_open() is not None,
        done={name for name in ("adopted", "deleted") if name in request.args},
        other_language_url=checks_address(other(language)),
        **shown,
    )


def _number(typed: str) -> int | None:
    return int(typed) if ID.fullmatch(typed) else None


@blueprint.post("", policy=OWNERS)
def start(language: str) -> Response:
    """Begin a check, empty but for the workspace's currency."""
    require_members_form()
    roles, reader = this_site().library.roles, member()
    role = roles.get(request.form.get("role", this_site().first_role.key)) or abort(400)
    if asked := ask_to_replace(language):
        return asked
    return _begun(role, _first_answers(role, reader.currency), language, role.questionnaire.sections[0].key)


def _first_answers(role: Role, currency: str | None) -> dict[str, object]:
    asks = any(question.key == "currency" for question in role.questionnaire.questions())
    return {"currency": currency} if currency and asks else {}


def _begun(role: Role, answers: object, language: str, page: str) -> Response:
    """A check begun with these answers, open in this browser."""
    by = member().actor
    begun = start_check(this_site().database, by, role.key, role.edition, language, write_answers(answers))
    return remember(see_other(step_address(language, page)), Held(by, begun))


@blueprint.post("/adopt", policy=OWNERS)
def adopt(language: str) -> Response:
    """Take over the check of a pasted link, or the private one that is open in this browser."""
    form, by = sent_form(AdoptForm, own_visit()), member().actor
    token = private_open() or "" if "open" in request.form else form.token
    adopted = adopt_check(this_site().database, by, token)
    if adopted is None:
        form.refuse("link", "link_opens_nothing")
        return make_response(_list_page(language, form), 422)
    answer = see_other(f"{checks_address(language)}?adopted=yes")
    return remember(answer, Held(by, adopted)) if cookie(COOKIE) == token else answer


@blueprint.post("/<int:check_id>/open", policy=READERS)
def open_check(language: str, check_id: int) -> Response:
    """Open it in this browser, at its result – or at its answers, as long as some are missing."""
    require_members_form()
    _find(check_id)
    if asked := ask_to_replace(language):
        return asked
    return remember(see_other(step_address(language, "result")), Held(member().actor, check_id))


@blueprint.post("/<int:check_id>/again", policy=OWNERS)
def again(language: str, check_id: int) -> Response:
    """Begin a new check with the answers of this one, which stays as it was."""
    require_members_form()
    found = _find(check_id)
    role = this_site().library.roles.get(found.role) or abort(404)
    if asked := ask_to_replace(language):
        return asked
    return _begun(role, found.answers, language, "review")


@blueprint.get("/<int:check_id>/delete", policy=OWNERS)
def sure(language: str, check_id: int) -> str:
    return member_page("held_checks/delete.html", language, PLACE, check=named(_find(check_id), member(), language))


@blueprint.post("/<int:check_id>/delete", policy=OWNERS)
def delete(language: str, check_id: int) -> Response:
    """Delete it for good; asked on a page of its own first."""
    require_members_form()
    _find(check_id)
    delete_held(this_site().database, member().actor, check_id)
    answer = see_other(f"{checks_address(language)}?deleted=yes")
    if held_check() == check_id:
        forget(answer, COOKIE)
    return answer


@blueprint.get("/compare", policy=READERS)
def compare(language: str) -> str | Response:
    """Two checks side by side, the older one first."""
    chosen = tuple(request.args.get(name, "") for name in ("first", "second"))
    ids = {_number(typed) for typed in chosen}
    if None in ids or len(ids) < 2:
        return make_response(_list_page(language, chosen=chosen), 422)
    older, newer = sorted((_find(found or 0) for found in ids), key=lambda check: (check.changed_at, check.id))
    return member_page("held_checks/compare.html", language, PLACE, **comparison(older, newer, member(), language))


def _find(check_id: int) -> HeldCheck:
    """One of the workspace's own; raises Missing, whether it is another's or nobody's."""
    by = member().actor
    found = find_held(this_site().database, by, check_id) if ID.fullmatch(str(check_id)) else None
    if found is None:
        raise Missing(by, f"check:{check_id}")
    return found
