"""How the verdict is made, what it rests on, and what happens to the answers."""

from __future__ import annotations

from views.access import ANYONE
from views.language import SpokenBlueprint
from views.pages import page

blueprint = SpokenBlueprint("about", __name__)


@blueprint.get("/about", policy=ANYONE)
def about(language: str) -> str:
    return page("about/about.html", language)
