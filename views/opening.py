"""The check that is open in this browser, found by the private token in its cookie."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, Response, abort, make_response, request

from forms.csrf import GuardedForm, Visit
from readiness.questionnaire import Role
from readiness.records.checks import KEPT_FOR, Check, find_check
from views.errors import error_answer, is_autosave
from views.language import spoken
from views.pages import page
from views.security import cookie, keep, visit
from views.site import this_site

COOKIE = "check"


class NoCheckOpen(Exception):
    """This browser, or this link, opens no check: unknown, renewed, deleted or past its time, told alike."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open check with the token that opened it and the role it is about."""

    token: str
    check: Check
    role: Role

    @property
    def visit(self) -> Visit:
        """This browser's visit, as far as this check goes."""
        return visit(self.check.id)


def set_up_opening(app: Flask) -> None:
    app.register_error_handler(NoCheckOpen, tell_closed)


def opened() -> Opened:
    """The check open in this browser; raises NoCheckOpen."""
    found = find_open()
    if found is None:
        raise NoCheckOpen
    return found


def find_open() -> Opened | None:
    token = cookie(COOKIE)
    return open_by(token) if token else None


def open_by(token: str) -> Opened | None:
    site = this_site()
    check = find_check(site.database, token)
    role = site.library.roles.get(check.role) if check else None
    return Opened(token, check, role) if check and role else None


def remember(response: Response, token: str) -> Response:
    """Keep the token in this browser as long as the check itself is kept."""
    keep(response, COOKIE, token, KEPT_FOR)
    return response


def require_own_form(found: Opened | None = None) -> None:
    """Refuse a button's form that was not sent from our own page, or not from one of this check."""
    form = GuardedForm(request.form, meta={"csrf_context": found.visit if found else visit()})
    form.validate()
    if form.is_foreign:
        abort(403)


def tell_closed(_: NoCheckOpen) -> Response:
    language = spoken()
    words = this_site().words[language]["link"]
    if is_autosave():
        return error_answer(f"{words['closed_title']}. {words['closed_lead']}", 404)
    return make_response(page("check/closed.html", language, csrf=visit().token()), 404)
