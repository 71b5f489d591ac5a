"""One's own account: name, e-mail, password, the browsers one is signed in with, and leaving the workspace."""

from __future__ import annotations

from typing import TypeVar

from flask import Response, make_response, request

from forms.account import AccountForm, ConfirmForm, EmailForm, LeaveForm, NameForm, PasswordForm
from readiness.language import moment
from readiness.records import passwords, people, signing_in
from readiness.records.people import Refused
from readiness.records.sessions import Session, end_other_sessions, end_session, list_sessions
from readiness.records.workspaces import first_codes
from views import mail
from views.access import MEMBERS, NotSignedIn, member, own_visit, require_members_form
from views.browsers import browser_and_system
from views.language import SpokenBlueprint, other
from views.pace import Account, know_browser, slow_confirming
from views.pages import see_other
from views.security import keep
from views.sent_forms import blank_form, sent_form
from views.sign_in import gone
from views.site import this_site
from views.workspace_page import member_page

blueprint = SpokenBlueprint("account", __name__, under="/account")

HERE = "account"
DONE = ("name", "email", "password", "step_off", "ended", "others_ended")
OTHERS = "others"

Sent = TypeVar("Sent", bound=AccountForm)


def own_sent(kind: type[Sent]) -> Sent:
    """What was sent, with what a new password may not be made of."""
    me = member()
    return sent_form(kind, own_visit(), about=(me.name, me.email, me.workspace_name))


def confirmed(form: ConfirmForm) -> bool:
    """Whether all is right, one's own password too; guessing it is slowed down."""
    if form.wrong():
        return False
    me = member()
    slow_confirming(me.person)
    if signing_in.confirm_password(this_site().database, me.actor, form.password.data or ""):
        return True
    form.refuse("password", "password_wrong")
    return False


def account_page(template: str, language: str, status: int = 200, at: str = "", **shown: object) -> Response:
    """A page of the account; its twin in the other language stands `at` the same place below /account."""
    twin = f"/{other(language)}/account{at}"
    body = member_page(f"account/{template}.html", language, HERE, other_language_url=twin, **shown)
    return make_response(body, status)


def done(language: str, what: str) -> Response:
    return see_other(f"/{language}/account?done={what}")


@blueprint.get("", policy=MEMBERS)
def show(language: str) -> Response:
    me, what, database = member(), request.args.get("done"), this_site().database
    return account_page(
        "account",
        language,
        sessions=[_session(each, language) for each in list_sessions(database, me.actor)],
        several=len(first_codes(database)) > 1,
        done=what if what in DONE else None,
    )


def _session(session: Session, language: str) -> dict[str, object]:
    """One browser in words: which, since when, seen when, and whether it is this one."""
    browser, system = browser_and_system(session.browser)
    me = member()
    started, seen = (moment(when, language, me.calendar) for when in (session.started_at, session.seen_at))
    told = {"browser": browser, "system": system, "started": started, "seen": seen}
    return {**told, "id": session.id, "is_this": session.id == me.session}


@blueprint.post("/sessions/end", policy=MEMBERS)
def end(language: str) -> Response:
    """End another of one's own sessions, or all others; one that is no more, or isn't one's own, is left alone."""
    require_members_form()
    me, which, database = member(), request.form.get("session", ""), this_site().database
    if which == OTHERS:
        end_other_sessions(database, me.actor, but=me.session)
        return done(language, "others_ended")
    if which.isascii() and which.isdigit() and int(which) <= people.LAST_ID:
        end_session(database, me.actor, int(which))
    return done(language, "ended")


@blueprint.get("/name", policy=MEMBERS)
def ask_name(language: str) -> Response:
    return account_page("name", language, at="/name", form=blank_form(NameForm, own_visit(), {"name": member().name}))


@blueprint.post("/name", policy=MEMBERS)
def change_name(language: str) -> Response:
    form = own_sent(NameForm)
    if form.wrong():
        return account_page("name", language, 422, "/name", form=form)
    try:
        people.rename(this_site().database, member().actor, form.name.data or "")
    except Refused as refused:
        raise NotSignedIn from refused
    return done(language, "name")


@blueprint.get("/email", policy=MEMBERS)
def ask_email(language: str) -> Response:
    form = blank_form(EmailForm, own_visit(), {"email": member().email})
    return account_page("email", language, at="/email", form=form)


@blueprint.post("/email", policy=MEMBERS)
def change_email(language: str) -> Response:
    """Another e-mail to sign in with; the old address is told."""
    form, me = own_sent(EmailForm), member()
    email = form.email.data or ""
    if not (confirmed(form) and _email_changed(form, email)):
        return account_page("email", language, 422, "/email", form=form)
    if email != me.email:
        mail.send("email_changed", me.email, me.language, workspace=me.workspace_name)
    answer = done(language, "email")
    know_browser(answer, Account(me.code, email))
    return answer


def _email_changed(form: EmailForm, email: str) -> bool:
    try:
        people.change_email(this_site().database, member().actor, email)
    except Refused as refused:
        if refused.code != "taken":
            raise NotSignedIn from refused
        form.refuse("email", "email_taken")
        return False
    return True


@blueprint.get("/password", policy=MEMBERS)
def ask_password(language: str) -> Response:
    return account_page("password", language, at="/password", form=blank_form(PasswordForm, own_visit()))


@blueprint.post("/password", policy=MEMBERS)
def change_password(language: str) -> Response:
    """A new password: all other sessions end, and this one gets a new token."""
    form, me, database = own_sent(PasswordForm), member(), this_site().database
    if not confirmed(form):
        return account_page("password", language, 422, "/password", form=form)
    fresh = passwords.hash_password(form.new_password.data or "")
    token = signing_in.change_password(database, me.actor, fresh, me.session)
    forgotten = f"/{me.language}/forgotten"
    mail.send("password_changed", me.email, me.language, forgotten, workspace=me.workspace_name)
    answer = done(language, "password")
    keep(answer, "session", token)
    return answer


@blueprint.get("/leave", policy=MEMBERS)
def ask_leave(language: str) -> Response:
    return account_page("leave", language, at="/leave", form=blank_form(LeaveForm, own_visit()))


@blueprint.post("/leave", policy=MEMBERS)
def leave(language: str) -> Response:
    """Go for good; the last owner can't."""
    form, me = own_sent(LeaveForm), member()
    if not confirmed(form):
        return account_page("leave", language, 422, "/leave", form=form)
    try:
        people.remove_person(this_site().database, me.actor, me.person)
    except Refused as refused:
        if refused.code != "last_owner":
            raise NotSignedIn from refused
        form.refuse("sure", "only_owner")
        return account_page("leave", language, 422, "/leave", form=form)
    return gone(language, "left")
