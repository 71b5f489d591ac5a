"""The first page, in the language that the reader prefers."""

from __future__ import annotations

from flask import redirect, url_for
from werkzeug.wrappers import Response

from readiness.reports.example import example
from views.access import ANYONE, PolicedBlueprint
from views.language import SpokenBlueprint, preferred, step_address
from views.opening import find_open
from views.pages import page
from views.security import visit
from views.site import this_site

start = PolicedBlueprint("start", __name__)
blueprint = SpokenBlueprint("home", __name__)


@start.get("/", policy=ANYONE)
def root() -> Response:
    answer = redirect(url_for("home.home", language=preferred()))
    answer.headers["Vary"] = "Accept-Language"
    return answer


@blueprint.get("/", policy=ANYONE)
def home(language: str) -> str:
    site, continuing = this_site(), find_open() is not None
    return page(
        "home/home.html",
        language,
        csrf=visit().token(),
        roles=tuple(site.library.roles.values()),
        example=example(site.words[language]["home"], language),
        continue_url=step_address(language, "review") if continuing else None,
    )
