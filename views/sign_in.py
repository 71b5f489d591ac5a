"""The door to a workspace: setting up the first one, signing in with one or two steps, signing out."""

from __future__ import annotations

from flask import Flask, Response, make_response, request

from forms.account import AccountForm, CodeForm, SetUpForm, SignInForm
from readiness.language import digits
from readiness.records import passwords, signing_in
from readiness.records.links import look_at_link
from readiness.records.sessions import end_session
from readiness.records.signing_in import SignedIn
from readiness.records.workspaces import Founder, first_codes
from views.access import ANYONE, held_check, require_members_form, signed_in
from views.arriving import arrive, own_page
from views.browsers import this_browser
from views.language import SpokenBlueprint, other, spoken
from views.opening import COOKIE, require_own_form
from views.pace import Account, TooSoon, last_code, slow_code, slow_sign_in
from views.pages import page, see_other
from views.security import cookie, forget, visit
from views.sent_forms import blank_form, sent_form
from views.site import this_site
from views.workspace_page import home_of

blueprint = SpokenBlueprint("sign_in", __name__)

DONE = ("out", "reset", "left")  # what may have been done just before
MINUTE = 60


def door_page(template: str, language: str, at: str, status: int = 200, **shown: object) -> Response:
    """A page for people who aren't signed in; `at` is where its twin in the other language begins."""
    twin = f"/{other(language)}/{at}"
    body = page(template, language, csrf=visit().token(), other_language_url=twin, **shown)
    return make_response(body, status)


# --- the first workspace


@blueprint.get("/set-up", policy=ANYONE)
def ask_set_up(language: str) -> Response:
    if first_codes(this_site().database):
        return see_other(f"/{language}/sign-in")
    return door_page("sign_in/set_up.html", language, "set-up", form=blank_form(SetUpForm, visit()))


@blueprint.post("/set-up", policy=ANYONE)
def set_up(language: str) -> Response:
    """Found the first workspace; whoever comes second is told, and nothing of theirs is kept."""
    database = this_site().database
    if first_codes(database):
        require_own_form()
        return door_page("sign_in/taken.html", language, "sign-in", 409)
    form = sent_form(SetUpForm, visit())
    if form.wrong():
        return door_page("sign_in/set_up.html", language, "set-up", 422, form=form)
    hashed = passwords.hash_password(form.new_password.data or "")
    founder = Founder(form.name.data or "", form.email.data or "", hashed)
    token = signing_in.set_up(database, form.company.data or "", language, founder, this_browser())
    if token is None:
        return door_page("sign_in/taken.html", language, "sign-in", 409)
    return arrive(token, language)


# --- signing in


@blueprint.get("/sign-in", policy=ANYONE)
def ask_sign_in(language: str) -> Response:
    codes, wanted, reader = first_codes(this_site().database), own_page(request.args.get("next", "")), signed_in()
    if reader is not None:
        return see_other(wanted or home_of(reader.role, language))
    if not codes:
        return see_other(f"/{language}/set-up")
    workspace = request.args.get("workspace") or last_code()
    return _sign_in_page(language, blank_form(SignInForm, visit(), {"workspace": workspace, "next": wanted}), codes)


def _sign_in_page(language: str, form: SignInForm, codes: tuple[str, ...], status: int = 200) -> Response:
    query = request.query_string.decode("ascii", "ignore")
    return door_page(
        "sign_in/sign_in.html",
        language,
        f"sign-in?{query}" if query else "sign-in",
        status,
        form=form,
        several=len(codes) > 1,
        done=_just_done(),
    )


def _just_done() -> str | None:
    """What has just happened: as the address says, or as a session in this browser tells that is none any more."""
    done = request.args.get("done")
    if done in DONE:
        return done
    return "ended" if request.method == "GET" and cookie("session") else None


@blueprint.post("/sign-in", policy=ANYONE)
def sign_in(language: str) -> Response:
    """Sign in by password; where there is no such account, the same is done and told as where the password is wrong."""
    form, site = sent_form(SignInForm, visit()), this_site()
    codes = first_codes(site.database)
    if not codes:
        return see_other(f"/{language}/set-up")
    account = account_of(form, codes)
    if form.wrong():
        return _sign_in_page(language, form, codes, 422)
    slow_sign_in(account)
    password, earlier = form.password.data or "", cookie("session") or ""
    found = signing_in.sign_in(site.database, account.code, account.email, password, this_browser(), earlier)
    if found.token or found.half:
        return _go_on(found, language, form.next.data or "")
    form.refuse("password", "sign_in_wrong")
    return _sign_in_page(language, form, codes, 422)


def account_of(form: AccountForm, codes: tuple[str, ...]) -> Account:
    """What the form names; where the site has only one workspace, nobody need know its code."""
    code = form["workspace"].data if len(codes) > 1 else codes[0]
    if not code and not form["workspace"].errors:
        form.refuse("workspace", "workspace_missing")
    return Account(code or "", form["email"].data or "")


def _go_on(found: SignedIn, language: str, wanted: str) -> Response:
    if found.token:
        return arrive(found.token, language, wanted)
    return _code_page(language, blank_form(CodeForm, visit(), {"half": found.half or "", "next": wanted}))


def _code_page(language: str, form: CodeForm, status: int = 200) -> Response:
    return door_page("sign_in/code.html", language, "sign-in", status, form=form)


@blueprint.post("/sign-in/code", policy=ANYONE)
def second_step(language: str) -> Response:
    """Sign in by the code of an app, or of the paper, once the password was right."""
    form, site = sent_form(CodeForm, visit()), this_site()
    half = form.half.data or ""
    holder = look_at_link(site.database, half, "second_step")
    if holder is None:
        return _too_late(language)
    if form.wrong():
        return _code_page(language, form, 422)
    slow_code(Account(holder.code, holder.email))
    code, earlier = form.code.data or "", cookie("session") or ""
    found = signing_in.sign_in_with_code(site.database, half, code, site.settings.secrets, this_browser(), earlier)
    if found.token:
        return arrive(found.token, language, form.next.data or "")
    if found.half is None:
        return _too_late(language)
    form.refuse("code", "code_wrong")
    return _code_page(language, form, 422)


def _too_late(language: str) -> Response:
    """The password was given too long ago, or for another time: it is asked for again."""
    standing = {"workspace": last_code(), "next": own_page(request.form.get("next", ""))}
    form = blank_form(SignInForm, visit(), standing)
    form.refuse("password", "code_late")
    return _sign_in_page(language, form, first_codes(this_site().database), 422)


# --- signing out


@blueprint.post("/sign-out", policy=ANYONE)
def sign_out(language: str) -> Response:
    """End the session on the server and forget it here; once more does no harm."""
    reader = signed_in()
    if reader is not None:
        require_members_form()
        end_session(this_site().database, reader.actor, reader.session, "signed_out")
    return gone(language, "out")


def gone(language: str, done: str) -> Response:
    """To the sign-in page, with nothing of the workspace left in this browser."""
    answer = see_other(f"/{language}/sign-in?done={done}")
    forget(answer, "session")
    if held_check() is not None:
        forget(answer, COOKIE)
    return answer


# --- too many tries


def set_up_sign_in(app: Flask) -> None:
    app.register_error_handler(TooSoon, tell_too_soon)


def tell_too_soon(problem: TooSoon) -> Response:
    """How long to wait, in words; the same for accounts that there are and that there aren't."""
    language, seconds = spoken(), problem.seconds
    words = this_site().words[language]["sign_in"]
    minutes = -(-seconds // MINUTE)
    key = "wait_seconds" if seconds < MINUTE else ("wait_minute" if minutes == 1 else "wait_minutes")
    wait = words[key].format(n=digits(str(seconds if seconds < MINUTE else minutes), language))
    answer = door_page("sign_in/too_soon.html", language, "sign-in", 429, wait=wait)
    answer.headers["Retry-After"] = str(seconds)
    return answer
