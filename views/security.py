"""What guards every request and answer: known hosts, own forms, small bodies, headers on whatever goes out."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from flask import Flask, Request, Response, abort, after_this_request, g, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

from forms.csrf import Visit
from readiness.candidates.applicants import LIMITS as OF_CANDIDATES
from readiness.reports.logo import MOST_BYTES
from readiness.sheets.sheet import Limits
from views.site import this_site

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BODY = 64 * 1024  # bytes; the longest step is a few kB
CANDIDATE_LIST = OF_CANDIDATES.bytes
UPLOADS = {  # whose views say themselves what is too large
    "workspace_settings.keep_logo": MOST_BYTES + MOST_BODY,
    "screening.start": Limits().bytes + MOST_BODY,
    "candidate_import.look": CANDIDATE_LIST + MOST_BODY,
    "candidate_import.take": 4 * CANDIDATE_LIST // 3 + 2 * MOST_BODY,  # the file travels in the form, as text
    "scorecards.save": 8 * MOST_BODY,  # a dozen fields, each full of evidence in an alphabet of several bytes a letter
}
CARRYING = ("candidate_import.take", "scorecards.save")  # which read so much as a field
LARGEST_BODY = max(UPLOADS.values()) + MOST_BODY  # a little more than any view takes, so that the view says so itself
SAFE = ("GET", "HEAD", "OPTIONS")
OURS = ("same-origin", "none")
YEAR = 365 * 24 * 60 * 60
PUBLIC = ("start", "home", "about", "assets", "static")
PORT = re.compile("[0-9]{1,5}")
CONDITIONS = ("if_modified_since", "if_unmodified_since", "if_range")
ASSETS = ("assets.font", "static")
HOLDS_TOKEN = (  # in the address, which must not go on as a Referer
    *("link.resume", "link.redeem", "candidate_own.arrive"),
    *("one_time.ask_password", "one_time.reset", "one_time.ask_name", "one_time.join"),
)

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
ALWAYS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)
STRICT_TRANSPORT = ("Strict-Transport-Security", f"max-age={2 * YEAR}; includeSubDomains")


def set_up_security(app: Flask, proxies: int, https: bool) -> None:
    app.config["MAX_CONTENT_LENGTH"] = MOST_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = MOST_BODY
    app.request_class = Received
    app.url_map.converters["int"] = RowId
    app.url_map.redirect_defaults = False  # no rule's defaults make another's address
    app.before_request(guard)
    app.wsgi_app = Headed(app.wsgi_app, https)  # type: ignore[method-assign]
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]


class Received(Request):
    """A request whose files stay in memory, which the limits on bodies keep small: none is ever written to a disk."""

    def _get_file_stream(self, *_: Any, **__: Any) -> BytesIO:
        return BytesIO()


class RowId(IntegerConverter):
    """A number in an address: the id of a row, which no database here counts beyond nine digits."""

    regex = "[0-9]{1,9}"


def guard() -> None:
    """Refuse what comes for another host, from another site, or is too big, before any view sees it."""
    environ = request.environ
    if _host_name(environ.get("HTTP_HOST", "")) not in this_site().settings.hosts:
        abort(400)
    if request.endpoint in ASSETS:
        _refuse_impossible_dates()
    if environ["REQUEST_METHOD"] in SAFE:
        return
    if not sent_from_here():
        abort(403)
    if request.endpoint in UPLOADS:
        request.max_content_length = UPLOADS[request.endpoint]
        request.max_form_memory_size = 4 * MOST_BODY  # the parser counts what it has in hand of a file too
        if request.endpoint in CARRYING:
            request.max_form_memory_size = request.max_content_length
    elif (request.content_length or 0) > MOST_BODY:
        abort(413)


def _refuse_impossible_dates() -> None:
    """Conditions on a date that no calendar holds, over which the sending of files would stumble."""
    try:
        for condition in CONDITIONS:
            getattr(request, condition)
    except (OverflowError, ValueError):
        abort(400)


def _host_name(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return (name if colon and PORT.fullmatch(port) else host).lower()


def sent_from_here() -> bool:
    """True unless the browser says that another site sent this; a browser that says nothing is held to its token."""
    headers = request.headers
    if (site := headers.get("Sec-Fetch-Site")) is not None:
        return site in OURS
    origin = headers.get("Origin")
    return origin is None or origin.partition("://")[2] == request.host


class Headed:
    """Puts the headers on whatever goes out, error pages included, at the last door before the server."""

    def __init__(self, app: WSGIApplication, https: bool) -> None:
        self.app, self.https = app, https

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, headers + _headers(request.endpoint or "", self.https), *rest)

        return self.app(environ, start)


@lru_cache(maxsize=256)
def _headers(endpoint: str, https: bool) -> list[tuple[str, str]]:
    """The headers of an answer by its view; what is private says so to caches and search engines."""
    referrer = "strict-origin" if endpoint in HOLDS_TOKEN else "same-origin"
    headers = [*ALWAYS, ("Referrer-Policy", referrer), *([STRICT_TRANSPORT] if https else [])]
    if endpoint not in ASSETS:
        headers.append(("Cache-Control", "no-store"))
    if endpoint.partition(".")[0] not in PUBLIC:
        headers.append(("X-Robots-Tag", "noindex, nofollow"))
    return headers


# --- cookies: Secure and bound to this host where HTTPS is on; always out of reach of scripts and other sites


def cookie(name: str) -> str | None:
    """The value of one of our own cookies, which never need quoting."""
    sent = "; " + request.environ.get("HTTP_COOKIE", "")
    return str(sent.partition(f"; {this_site().cookies[name]}=")[2].partition(";")[0]) or None


def keep(response: Response, name: str, value: str, seconds: int | None = None) -> None:
    site = this_site()
    secure = site.settings.https
    response.set_cookie(site.cookies[name], value, max_age=seconds, httponly=True, samesite="Lax", secure=secure)


def forget(response: Response, name: str) -> None:
    site = this_site()
    response.delete_cookie(site.cookies[name], httponly=True, samesite="Lax", secure=site.settings.https)


def visit(about: str = "") -> Visit:
    """This browser's visit, as far as one check or person goes or none; a new one gets its cookie with the answer."""
    value = cookie("visit") or g.get("new_visit") or _new_visit()
    return Visit(value, this_site().settings.secrets, about)


def _new_visit() -> str:
    value: str = g.setdefault("new_visit", secrets.token_urlsafe(24))

    @after_this_request
    def send(response: Response) -> Response:
        keep(response, "visit", value)
        return response

    return value
