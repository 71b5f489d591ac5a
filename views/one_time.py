"""One-time links: asking for one when the password is forgotten, and using one to reset it or to join."""

from __future__ import annotations

import secrets
import time

from flask import Response

from forms.account import ForgottenForm, JoinForm, ResetForm
from readiness.records import passwords, signing_in
from readiness.records.links import LinkHolder, look_at_link
from readiness.records.workspaces import first_codes
from views import mail
from views.access import ANYONE, LINK_HOLDERS
from views.arriving import arrive
from views.browsers import this_browser
from views.language import SpokenBlueprint
from views.pace import Account, know_browser, last_code, slow_forgotten
from views.pages import see_other
from views.security import cookie, visit
from views.sent_forms import blank_form, sent_form
from views.sign_in import account_of, door_page
from views.site import Site, this_site

blueprint = SpokenBlueprint("one_time", __name__)

LONGEST_WAIT = 3.0  # seconds


@blueprint.get("/forgotten", policy=ANYONE)
def ask_forgotten(language: str) -> Response:
    return _forgotten_page(language, blank_form(ForgottenForm, visit(), {"workspace": last_code()}))


def _forgotten_page(language: str, form: ForgottenForm, status: int = 200) -> Response:
    several = len(first_codes(this_site().database)) > 1
    by_mail = mail.is_set_up()
    return door_page(
        "sign_in/forgotten.html", language, "forgotten", status, form=form, several=several, by_mail=by_mail
    )


@blueprint.post("/forgotten", policy=ANYONE)
def forgotten(language: str) -> Response:
    """Always the same answer; whether there is such an account is looked up, and mailed to, in the background."""
    form, site = sent_form(ForgottenForm, visit()), this_site()
    codes = first_codes(site.database)
    if not (codes and mail.is_set_up()):
        return see_other(f"/{language}/forgotten")
    account = account_of(form, codes)
    if form.wrong():
        return _forgotten_page(language, form, 422)
    slow_forgotten(account)
    mail.later(lambda: _mail_link(site, account, language))
    return door_page("sign_in/mailed.html", language, "forgotten", email=account.email)


def _mail_link(site: Site, account: Account, language: str) -> None:
    """After a wait that nobody can foresee: how busy the site is just now must not tell whether there is somebody."""
    time.sleep(secrets.SystemRandom().uniform(0, LONGEST_WAIT))
    token = signing_in.forgotten(site.database, account.code, account.email)
    holder = look_at_link(site.database, token, "reset") if token else None
    if holder is not None:
        path = f"/{language}/reset/{token}"
        mail.deliver(site, "reset", account.email, language, path, workspace=holder.workspace_name)


# --- a new password


@blueprint.get("/reset/<token>", policy=LINK_HOLDERS)
def ask_password(language: str, token: str) -> Response:
    holder = look_at_link(this_site().database, token, "reset")
    form = blank_form(ResetForm, visit())
    return _no_link(language) if holder is None else _reset_page(language, holder, token, form)


def _reset_page(language: str, holder: LinkHolder, token: str, form: ResetForm, status: int = 200) -> Response:
    return door_page("sign_in/reset.html", language, f"reset/{token}", status, holder=holder, form=form)


@blueprint.post("/reset/<token>", policy=LINK_HOLDERS)
def reset(language: str, token: str) -> Response:
    """Change the password; the first to send the form is the only one."""
    site = this_site()
    holder = look_at_link(site.database, token, "reset")
    if holder is None:
        return _no_link(language)
    form = sent_form(ResetForm, visit(), about=(holder.name, holder.email, holder.workspace_name))
    if form.wrong():
        return _reset_page(language, holder, token, form, 422)
    if not signing_in.reset_password(site.database, token, passwords.hash_password(form.new_password.data or "")):
        return _no_link(language)
    mail.send("password_changed", holder.email, language, f"/{language}/forgotten", workspace=holder.workspace_name)
    answer = see_other(f"/{language}/sign-in?done=reset")
    if not holder.has_second_step:  # else another link would give other tries at its code
        know_browser(answer, Account(holder.code, holder.email))
    return answer


# --- joining


@blueprint.get("/invitation/<token>", policy=LINK_HOLDERS)
def ask_name(language: str, token: str) -> Response:
    holder = look_at_link(this_site().database, token, "invite")
    if holder is None:
        return _no_link(language)
    return _join_page(language, holder, token, blank_form(JoinForm, visit(), {"name": holder.name}))


def _join_page(language: str, holder: LinkHolder, token: str, form: JoinForm, status: int = 200) -> Response:
    return door_page("sign_in/join.html", language, f"invitation/{token}", status, holder=holder, form=form)


@blueprint.post("/invitation/<token>", policy=LINK_HOLDERS)
def join(language: str, token: str) -> Response:
    """Join the workspace and be signed in; the first to send the form is the only one."""
    site = this_site()
    holder = look_at_link(site.database, token, "invite")
    if holder is None:
        return _no_link(language)
    form = sent_form(JoinForm, visit(), about=(holder.email, holder.workspace_name))
    if form.wrong():
        return _join_page(language, holder, token, form, 422)
    hashed, earlier = passwords.hash_password(form.new_password.data or ""), cookie("session") or ""
    session = signing_in.join(site.database, token, form.name.data or "", hashed, this_browser(), earlier)
    return _no_link(language) if session is None else arrive(session, language)


def _no_link(language: str) -> Response:
    """Used, ended, mistyped, or for something else: one page for all."""
    return door_page("sign_in/no_link.html", language, "sign-in", 404)
