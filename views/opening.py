"""The check that is open in this browser: by the private token in its cookie, or as one that a workspace holds."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, Response, make_response, request
from markupsafe import Markup

from forms.csrf import NAME as CSRF
from forms.csrf import GuardedForm, Visit
from readiness.questionnaire import Role
from readiness.records.audit import note_alone
from readiness.records.checks import KEPT_FOR, Check, Held, find_check
from readiness.records.sessions import Member
from views.access import CHANGING, READING, held_check, held_cookie, held_in, own_visit, signed_in
from views.errors import error_answer, is_autosave
from views.language import checks_address, other, spoken
from views.pages import page
from views.security import cookie, keep, visit
from views.sent_forms import sent_form
from views.site import this_site

COOKIE, REPLACES = "check", "replaces"


class NoCheckOpen(Exception):
    """This browser, or this link, opens no check: unknown, renewed, deleted or past its time, told alike."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open check, what opened it, and the role it is about; `member` is who opened a workspace's check."""

    key: str | Held
    check: Check
    role: Role
    member: Member | None = None

    @property
    def token(self) -> str:
        """The private token; raises NoCheckOpen for a check that a workspace holds, which has none."""
        if isinstance(self.key, Held):
            raise NoCheckOpen
        return self.key

    @property
    def may_change(self) -> bool:
        return self.member is None or self.member.role in CHANGING

    @property
    def visit(self) -> Visit:
        """This browser's visit, as far as this check goes."""
        return visit(f"check {self.check.id}")


def set_up_opening(app: Flask) -> None:
    app.register_error_handler(NoCheckOpen, tell_closed)


def opened() -> Opened:
    """The check open in this browser; raises NoCheckOpen."""
    found = find_open()
    if found is None:
        raise NoCheckOpen
    return found


def find_open() -> Opened | None:
    kept = cookie(COOKIE)
    if kept is None or (held := held_in(kept)) is None:
        return open_by(kept) if kept else None
    reader = signed_in()
    return open_held(reader, held) if reader and reader.role in READING else None


def private_open() -> str | None:
    """The token of the private check that is open in this browser; None if none is, or a workspace's."""
    found = find_open()
    return found.key if found and isinstance(found.key, str) else None


def open_by(token: str) -> Opened | None:
    """The check of a private link."""
    return _opened(token)


def open_held(reader: Member, check_id: int) -> Opened | None:
    """A check that the member's workspace holds."""
    return _opened(Held(reader.actor, check_id), reader)


def _opened(key: str | Held, reader: Member | None = None) -> Opened | None:
    site = this_site()
    check = find_check(site.database, key)
    role = site.library.roles.get(check.role) if check else None
    return Opened(key, check, role, reader) if check and role else None


def remember(response: Response, key: str | Held) -> Response:
    """Keep in this browser which check is open: a private one as long as it is kept itself."""
    if isinstance(key, Held):
        keep(response, COOKIE, held_cookie(key.check))
    else:
        keep(response, COOKIE, key, KEPT_FOR)
    return response


def ask_to_replace(language: str) -> Response | None:
    """Where a private check is open here, whose key nobody else may have, ask before another takes its place."""
    if request.form.get(REPLACES) == "yes" or private_open() is None:
        return None
    again = {name: value for name, value in request.form.items() if name != CSRF} | {REPLACES: "yes"}
    shown = {"action": request.path, "replaces": True, "fields": again, "csrf": own_visit().token()}
    there = checks_address(other(language))
    return make_response(page("check/switch.html", language, other_language_url=there, **shown))


def require_own_form(found: Opened | None = None) -> None:
    """Refuse a button's form that was not sent from our own page, or not from one of this check."""
    sent_form(GuardedForm, found.visit if found else visit())


def held_line(found: Opened, language: str) -> Markup:
    """Whose check it is, and the way back to the workspace's others; nothing for a private one."""
    if found.member is None:
        return Markup("")
    words = this_site().words[language]["checks"]
    before, after = words["one_of"].split("{workspace}")
    return Markup('<p class="quiet">{}<bdi>{}</bdi>{} <a href="{}">{}</a></p>').format(
        before, found.member.workspace_name, after, checks_address(language), words["all_checks"]
    )


def tell_closed(_: NoCheckOpen) -> Response:
    """Nothing is open here; of a workspace's check, that it is not there, be it another's, deleted or nobody's."""
    language, held = spoken(), held_check()
    reader = signed_in() if held is not None else None
    if reader is not None:
        note_alone(this_site().database, reader.actor, "denied", f"check:{held}")
    kind = "link" if reader is None else "checks"
    words = this_site().words[language][kind]
    if is_autosave():
        return error_answer(f"{words['closed_title']}. {words['closed_lead']}", 404)
    shown = {"title": words["closed_title"], "lead": words["closed_lead"], "is_held": reader is not None}
    return make_response(page("check/closed.html", language, csrf=visit().token(), **shown), 404)
