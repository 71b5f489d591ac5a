"""What guards every request and answer: known hosts, own forms, small bodies, headers on whatever goes out."""

from __future__ import annotations

import secrets

from flask import Flask, Response, abort, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

from forms.csrf import Visit
from views.site import this_site

MOST_BODY = 64 * 1024  # bytes; the longest step is a few kB
SAFE = ("GET", "HEAD", "OPTIONS")
OURS = ("same-origin", "none")
YEAR = 365 * 24 * 60 * 60
PUBLIC = ("home", "about")

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
PRIVATE = (("Cache-Control", "no-store"), ("X-Robots-Tag", "noindex, nofollow"))


def set_up_security(app: Flask, proxies: int) -> None:
    app.config["MAX_CONTENT_LENGTH"] = MOST_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = MOST_BODY
    app.before_request(guard)
    app.after_request(protect)
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]


def guard() -> None:
    """Refuse what comes for another host, from another site, or is too big, before any view sees it."""
    if _host_name(request.environ.get("HTTP_HOST", "")) not in this_site().settings.hosts:
        abort(400)
    if request.method in SAFE:
        return
    if not sent_from_here():
        abort(403)
    if (request.content_length or 0) > MOST_BODY:
        abort(413)


def _host_name(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower()


def sent_from_here() -> bool:
    """True unless the browser says that another site sent this; a browser that says nothing is held to its token."""
    headers = request.headers
    if (site := headers.get("Sec-Fetch-Site")) is not None:
        return site in OURS
    origin = headers.get("Origin")
    return origin is None or origin.partition("://")[2] == request.host


def protect(response: Response) -> Response:
    """Put the headers on whatever goes out, error pages included."""
    headers, settings = response.headers, this_site().settings
    headers.extend(ALWAYS)
    headers["Referrer-Policy"] = "strict-origin" if request.endpoint == "link.resume" else "same-origin"
    if settings.https:
        headers.add(*STRICT_TRANSPORT)
    if request.endpoint != "static" and "Cache-Control" not in headers:
        headers.extend(PRIVATE if request.blueprint not in PUBLIC else PRIVATE[:1])
    if "new_visit" in g:
        keep(response, "visit", g.new_visit)
    return response


# --- cookies: Secure and bound to this host where HTTPS is on; always out of reach of scripts and other sites


def cookie_name(name: str) -> str:
    return f"__Host-{name}" if this_site().settings.https else name


def cookie(name: str) -> str | None:
    return request.cookies.get(cookie_name(name))


def keep(response: Response, name: str, value: str, seconds: int | None = None) -> None:
    secure = this_site().settings.https
    response.set_cookie(cookie_name(name), value, max_age=seconds, httponly=True, samesite="Lax", secure=secure)


def forget(response: Response, name: str) -> None:
    secure = this_site().settings.https
    response.delete_cookie(cookie_name(name), httponly=True, samesite="Lax", secure=secure)


def visit() -> Visit:
    """This browser's visit; a new one gets its cookie with the answer."""
    value = cookie("visit") or g.get("new_visit")
    if not value:
        value = g.new_visit = secrets.token_urlsafe(24)
    return Visit(value, this_site().settings.secrets)
