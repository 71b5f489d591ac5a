"""Puts the site together; `python app.py` serves it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from flask import Flask

from readiness.library import load_library
from readiness.records.database import open_database
from readiness.records.schema import prepare_database
from views import about, assets, check, home, link, result
from views.commands import set_up_commands
from views.errors import QuietFlask, set_up_errors
from views.opening import set_up_opening
from views.pages import set_up_pages
from views.security import set_up_security
from views.settings import read_settings
from views.site import make_site, open_site, this_site


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """The site, with settings from `config`, else from the environment (docs/operating.md lists them)."""
    given = dict(config or {})
    app = QuietFlask(__name__)
    app.config["TESTING"] = bool(given.pop("TESTING", False))
    settings = read_settings(os.environ, given, Path(app.instance_path))
    database = open_database(settings.database_url, settings.patience)
    prepare_database(database)
    open_site(app, make_site(settings, load_library(settings.content), database))
    for set_up in (set_up_pages, set_up_errors, set_up_opening, set_up_commands):
        set_up(app)
    set_up_security(app, settings.proxies, settings.https)
    app.register_blueprint(home.start)
    for view in (home, check, link, result, about, assets):
        app.register_blueprint(view.blueprint)
    return app


def serve() -> None:
    from waitress.server import create_server

    app = create_app()
    with app.app_context():
        settings = this_site().settings
    server = create_server(app, host=settings.host, port=settings.port, ident=None, max_request_body_size=1024 * 1024)
    print(f"Readiness is at {settings.address} (Ctrl+C stops it).", flush=True)
    server.run()


if __name__ == "__main__":
    serve()
