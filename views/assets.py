"""The typeface, served from where the set-up step put it."""

from __future__ import annotations

from flask import abort, send_from_directory
from werkzeug.wrappers import Response

from readiness.reports import typeface
from views.access import ANYONE, PolicedBlueprint
from views.security import YEAR

blueprint = PolicedBlueprint("assets", __name__)


@blueprint.get("/typeface/<name>.ttf", policy=ANYONE)
def font(name: str) -> Response:
    """One of the two weights; where the set-up step found none, pages fall back to the system's font."""
    file = f"{name}.ttf"
    if file not in (typeface.REGULAR, typeface.BOLD):
        abort(404)
    return send_from_directory(typeface.folder(), file, max_age=YEAR, mimetype="font/ttf")
