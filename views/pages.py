"""Renders a page: the words of its language, the way it runs, and the link to its twin in the other language."""

from __future__ import annotations

from flask import Flask, Response, render_template
from jinja2 import StrictUndefined

from readiness.language import day, digits, direction, number, percent
from views.language import same_page_in_other
from views.site import this_site


def set_up_pages(app: Flask) -> None:
    """Undefined words are errors; numbers and dates have filters that take the language."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update(digits=digits, number=number, percent=percent, day=day)


def see_other(address: str) -> Response:
    """Go on to another page of ours, by GET."""
    return Response(status=303, headers={"Location": address})


def file_to_keep(made: bytes, kind: str, name: str) -> Response:
    """A file that the browser keeps under this name; `kind` is its content type."""
    return Response(made, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def page(template: str, language: str, **shown: object) -> str:
    """The template in one language; besides `shown` it gets language, direction, w and other_language_url."""
    frame = {"language": language, "direction": direction(language), "w": this_site().words[language]}
    if "other_language_url" not in shown:
        frame["other_language_url"] = same_page_in_other()
    return render_template(template, **frame, **shown)
