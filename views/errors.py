"""Tells of errors once, in the reader's language, with what to do next; nothing of the inside shows."""

from __future__ import annotations

from traceback import format_tb
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, current_app, g, jsonify, make_response, request
from werkzeug.exceptions import HTTPException

from readiness.records.audit import note_alone
from readiness.records.database import DatabaseUnavailable
from views.access import Denied, Missing, NotSignedIn, signed_in
from views.language import spoken
from views.pages import page, see_other
from views.site import this_site
from views.workspace_page import home_of

TOLD = (400, 401, 403, 404, 405, 413, 500, 503)
TRY_AGAIN = "10"  # seconds
MOST_CAUSES = 10


class QuietFlask(Flask):
    """Flask whose log of an error tells the view and the place in the program, and nothing that was asked or typed."""

    def log_exception(self, exc_info: Any) -> None:
        self.logger.error("Error in %s [%s]\n%s", request.endpoint, request.method, told_quietly(exc_info[1]))


def told_quietly(problem: BaseException | None) -> str:
    """Where it went wrong, and of what kind it is; its words are left out, for a database quotes whole rows in them."""
    told: list[str] = []
    while problem is not None and len(told) < MOST_CAUSES:
        told.insert(0, "".join(format_tb(problem.__traceback__)) + _kind(problem))
        problem = problem.__cause__ or problem.__context__
    return "\nwhich led to:\n".join(told)


def _kind(problem: BaseException) -> str:
    """Its class, with the number or name by which a system or a database tells its errors apart."""
    codes = (getattr(problem, name, None) for name in ("errno", "sqlstate", "sqlite_errorname"))
    return " ".join([type(problem).__name__, *(str(code) for code in codes if code)])


def set_up_errors(app: Flask) -> None:
    app.register_error_handler(HTTPException, tell)
    app.register_error_handler(DatabaseUnavailable, tell_unavailable)
    app.register_error_handler(NotSignedIn, send_to_sign_in)
    app.register_error_handler(Denied, tell_denied)
    app.register_error_handler(Missing, tell_missing)


def tell(problem: HTTPException) -> Response | HTTPException:
    if problem.code is None or problem.code < 400:
        return problem
    answer = error_page(problem.code)
    for name, value in problem.get_headers():
        if name == "Allow":
            answer.headers[name] = value
    return answer


def tell_unavailable(problem: DatabaseUnavailable) -> Response:
    current_app.logger.warning("Database unavailable: %s", problem)
    answer = error_page(503)
    answer.headers["Retry-After"] = TRY_AGAIN
    return answer


def send_to_sign_in(_: NotSignedIn) -> Response:
    """A page is shown once signed in; what was sent is not done, and stays in the browser to be sent again."""
    address = f"/{spoken()}/sign-in"
    if request.method not in ("GET", "HEAD"):
        return error_page(401)
    query = request.query_string.decode("ascii", "ignore")
    return see_other(f"{address}?next={quote(request.path + (f'?{query}' if query else ''), safe='/')}")


def tell_denied(problem: Denied) -> Response:
    note_alone(this_site().database, problem.by, "denied", problem.about)
    return error_page(403, "denied")


def tell_missing(problem: Missing) -> Response:
    """The same page as for an address that never was; the trail knows that somebody asked."""
    note_alone(this_site().database, problem.by, "denied", problem.about)
    return error_page(404)


def error_page(status: int, kind: int | str | None = None) -> Response:
    """The page of one status; to a script that saves as you type, the same sentence as JSON."""
    kind = kind or (status if status in TOLD else (500 if status >= 500 else 400))
    language = spoken()
    words = this_site().words[language]["errors"]
    title, text = words[f"title_{kind}"], words[f"text_{kind}"]
    if is_autosave():
        return error_answer(words.get(f"typing_{kind}", f"{title}. {text}"), status)
    shown = {"title": title, "text": text, "status": status, "way_on": _way_on(language, status)}
    return make_response(page("errors/error.html", language, **shown), status)


def _way_on(language: str, status: int) -> tuple[str, str]:
    """The key of the words, and the address, of where to go on: for who is signed in, back to their workspace."""
    reader = signed_in() if status in (403, 404) else g.get("member")  # not where the database is away
    if reader is not None:
        return "to_workspace", home_of(reader.role, language)
    return ("to_sign_in", f"/{language}/sign-in") if status == 401 else ("to_start", f"/{language}/")


def told_page(text: str, language: str) -> Response:
    """A page for what the server lacks, in its own words."""
    title = this_site().words[language]["errors"]["title_503"]
    shown = {"title": title, "text": text, "status": 503, "way_on": _way_on(language, 503)}
    return make_response(page("errors/error.html", language, **shown), 503)


def is_autosave() -> bool:
    """Whether a script that saves as you type is asking, and not a reader."""
    return "X-Autosave" in request.headers


def error_answer(sentence: str, status: int) -> Response:
    """What a script that saves as you type is told."""
    return make_response(jsonify(error=sentence), status)
