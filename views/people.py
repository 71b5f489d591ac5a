"""The people of a workspace: who is here, inviting, one-time links, roles, and removing."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Response, make_response, request

from forms.people import InviteForm, RemoveForm, RoleForm
from forms.plain import PlainForm
from readiness.language import day, moment
from readiness.records import clock, people
from readiness.records.audit import note_alone
from readiness.records.links import LIFETIMES
from readiness.records.people import ROLES, Person, Refused, may_invite
from views import mail
from views.access import OWNERS, STAFF, Missing, NotSignedIn, member, own_visit, require_members_form
from views.language import SpokenBlueprint, other
from views.pace import may_mail
from views.pages import page, see_other
from views.sent_forms import blank_form, sent_form
from views.site import this_site
from views.workspace_page import member_page

blueprint = SpokenBlueprint("people", __name__, under="/workspace/people")

HERE = "people"
ONE = "/<int:person_id>"
PURPOSES = {"invite": "invitation", "reset": "reset"}  # of a one-time link: its address, and the mail that brings it
DONE = ("role_changed", "role_same", "switched_off", "removed")


def _place(language: str, person_id: int | None = None) -> str:
    return f"/{language}/workspace/people" + ("" if person_id is None else f"/{person_id}")


def _whom(person_id: int) -> Person:
    """Whom it is about; raises Missing for ids of other workspaces, of people removed and of nobody alike."""
    by = member().actor
    found = people.find_person(this_site().database, by, person_id)
    if found is None:
        raise Missing(by, f"person:{person_id}"[:80])
    return found


def _told(refused: Refused, about: str) -> str:
    """The key of the words for what the records refused; raises where a page of its own tells it."""
    by = member().actor
    if refused.code == "nobody":
        raise Missing(by, about) from None
    if refused.code == "no_longer":
        raise NotSignedIn from None
    if refused.code == "outranks":
        note_alone(this_site().database, by, "denied", about)
    return refused.code


# --- all of them, and inviting


@blueprint.get("", policy=STAFF)
def index(language: str) -> str:
    return _all_page(language, blank_form(InviteForm, own_visit()))


@blueprint.post("", policy=STAFF)
def invite(language: str) -> Response:
    """The answer is the only page that ever shows the link, so it isn't one to be opened again."""
    form = sent_form(InviteForm, own_visit())
    if form.wrong():
        return make_response(_all_page(language, form), 422)
    email, role = str(form.email.data), str(form.role.data)
    try:
        _, token = people.invite(this_site().database, member().actor, email, role)
    except Refused as refused:
        form.refuse("email" if refused.code == "already_here" else "role", _told(refused, "people.invite"))
        return make_response(_all_page(language, form), 422)
    return _link_page(language, "invite", email, token)


def _all_page(language: str, form: InviteForm) -> str:
    found = people.list_people(this_site().database, member().actor)
    return member_page(
        "people/all.html",
        language,
        HERE,
        groups=[(role, [person for person in found if person.role == role]) for role in ROLES],
        form=form,
        roles=may_invite(member().role),
        done=_done(),
        **_times(language),
    )


def _done() -> str:
    """What has just been done, as the address says after a button was pressed."""
    done = request.args.get("done", "")
    return done if done in DONE else ""


def _times(language: str) -> dict[str, object]:
    """What the templates tell times with."""
    calendar = member().calendar
    return {
        "now": clock.now(),
        "day": lambda seconds: day(datetime.fromtimestamp(seconds, UTC), language, calendar),
        "moment": lambda seconds: moment(seconds, language, calendar),
    }


# --- one of them


@blueprint.get(ONE, policy=STAFF)
def show(language: str, person_id: int) -> str:
    return _one_page(language, _whom(person_id))


@blueprint.post(f"{ONE}/role", policy=STAFF)
def change_role(language: str, person_id: int) -> Response:
    whom, form = _whom(person_id), sent_form(RoleForm, own_visit())
    if form.wrong():
        return make_response(_one_page(language, whom, form), 422)
    try:
        people.change_role(this_site().database, member().actor, whom.id, str(form.role.data))
    except Refused as refused:
        return _refused(language, whom, refused, form, "role")
    if form.role.data == whom.role:
        return see_other(f"{_place(language, whom.id)}?done=role_same")
    if whom.id == member().person and form.role.data != whom.role:
        return make_response(page("people/over.html", language, other_language_url=_place(other(language))))
    return see_other(f"{_place(language, whom.id)}?done=role_changed")


@blueprint.post(f"{ONE}/link", policy=STAFF)
def make_link(language: str, person_id: int) -> Response:
    """Another invitation, or a link for a new password."""
    require_members_form()
    whom = _whom(person_id)
    try:
        purpose, token = people.link_for(this_site().database, member().actor, whom.id)
    except Refused as refused:
        return _refused(language, whom, refused)
    return _link_page(language, purpose, whom.email, token)


@blueprint.post(f"{ONE}/second-step", policy=OWNERS)
def take_second_step(language: str, person_id: int) -> Response:
    require_members_form()
    whom = _whom(person_id)
    try:
        people.take_second_step(this_site().database, member().actor, whom.id)
    except Refused as refused:
        return _refused(language, whom, refused)
    if whom.has_second_step:
        _mail("second_step_off", whom.email, "account")
    return see_other(f"{_place(language, whom.id)}?done=switched_off")


@blueprint.post(f"{ONE}/remove", policy=STAFF)
def remove(language: str, person_id: int) -> Response:
    whom, form = _whom(person_id), sent_form(RemoveForm, own_visit())
    if whom.id == member().person:
        return _refused(language, whom, Refused("yourself"))  # leaving asks for one's password
    if form.wrong():
        return make_response(_one_page(language, whom, form), 422)
    try:
        people.remove_person(this_site().database, member().actor, whom.id)
    except Refused as refused:
        return _refused(language, whom, refused, form, "sure")
    return see_other(f"{_place(language)}?done=removed")


def _refused(language: str, whom: Person, refused: Refused, form: PlainForm | None = None, field: str = "") -> Response:
    """Told at the field where there is one: whoever stands above the reader has none on their page."""
    code, now = _told(refused, f"person:{whom.id}"), _whom(whom.id)
    if form is None or code == "outranks":
        return make_response(_one_page(language, now, trouble=code), 422)
    form.refuse(field, code)
    return make_response(_one_page(language, now, form), 422)


def _one_page(language: str, whom: Person, form: PlainForm | None = None, trouble: str = "") -> str:
    """One person, with what failed: a `form` with its problems, or a `trouble` that belongs to no field."""
    reader = member()
    roles = may_invite(reader.role)
    return member_page(
        "people/one.html",
        language,
        HERE,
        whom=whom,
        is_oneself=whom.id == reader.person,
        may_change=whom.role in roles,
        roles=roles,
        role_form=form if isinstance(form, RoleForm) else blank_form(RoleForm, own_visit(), {"role": whom.role}),
        remove_form=form if isinstance(form, RemoveForm) else blank_form(RemoveForm, own_visit()),
        trouble=trouble,
        done=_done(),
        other_language_url=_place(other(language), whom.id),
        **_times(language),
    )


# --- what is shown once, or last


def _link_page(language: str, purpose: str, email: str, token: str) -> Response:
    """The one-time link, told and mailed in the workspace's language: who will open it is not who reads this page."""
    reader, kind = member(), PURPOSES[purpose]
    path = f"{kind}/{token}"
    mailed = _mail(kind, email, path)
    shown = member_page(
        "people/link.html",
        language,
        HERE,
        purpose=purpose,
        email=email,
        link=mail.full_address(f"/{reader.language}/{path}"),
        ends=moment(clock.now() + LIFETIMES[purpose], language, reader.calendar),
        mailed=mailed,
        other_language_url=_place(other(language)),
    )
    return make_response(shown)


def _mail(kind: str, email: str, path: str) -> bool:
    """Send a mail in the workspace's language, leading to one of our pages; False where none is sent."""
    reader = member()
    if not mail.is_set_up() or not may_mail(reader.workspace, email):
        return False
    return mail.send(kind, email, reader.language, f"/{reader.language}/{path}", workspace=reader.workspace_name)
