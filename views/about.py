"""How the verdict is made, what it rests on, and what happens to the answers."""

from __future__ import annotations

from flask import Blueprint

from views.language import IN_ADDRESS
from views.pages import page

blueprint = Blueprint("about", __name__, url_prefix=IN_ADDRESS)


@blueprint.get("/about")
def about(language: str) -> str:
    return page("about/about.html", language)
