"""Puts the site together; `python app.py` serves it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from readiness.library import ContentError, load_library
from readiness.records.database import DatabaseUnavailable, WrongAddress, open_database
from readiness.records.schema import NewerDatabase, prepare_database
from readiness.reports import typeface
from views import (
    about,
    account,
    assets,
    assumptions,
    audit,
    candidate_import,
    candidate_own,
    candidate_privacy,
    candidates,
    check,
    comparing_candidates,
    deciding,
    fairness,
    held_checks,
    home,
    interview_kit,
    link,
    one_time,
    opening_panel,
    opening_rubric,
    openings,
    panel,
    people,
    result,
    scorecards,
    screening,
    second_step,
    sign_in,
    workspace_settings,
)
from views.access import set_up_access
from views.candidate_own import set_up_own_pages
from views.commands import set_up_commands
from views.errors import QuietFlask, set_up_errors
from views.job_runner import RUNNER, set_up_jobs
from views.mail import set_up_mail
from views.opening import set_up_opening
from views.pages import set_up_pages
from views.security import LARGEST_BODY, set_up_security
from views.settings import SettingsError, read_settings
from views.sign_in import set_up_sign_in
from views.site import NAME, make_site, open_site

SET_UPS = (set_up_pages, set_up_errors, set_up_opening, set_up_own_pages, set_up_sign_in, set_up_mail, set_up_commands)
VIEWS = (
    *(home, check, link, result, about, assets),
    *(sign_in, one_time, account, second_step),
    *(held_checks, people, audit, workspace_settings, assumptions),
    *(openings, opening_rubric, opening_panel, interview_kit, fairness, screening),
    *(candidates, candidate_import, candidate_privacy, candidate_own),
    *(scorecards, panel, deciding, comparing_candidates),
)


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """The site, with settings from `config`, else from the environment (docs/operating.md lists them)."""
    given = dict(config or {})
    app = QuietFlask(__name__)
    app.config["TESTING"] = bool(given.pop("TESTING", False))
    settings = read_settings(os.environ, given, Path(app.instance_path))
    database = open_database(settings.database_url, settings.patience)
    prepare_database(database)
    site = make_site(settings, load_library(settings.content), database)
    open_site(app, site)
    set_up_jobs(app, site, {screening.KIND: screening.screen_file})
    for set_up in SET_UPS:
        set_up(app)
    set_up_security(app, settings.proxies, settings.https)
    app.register_blueprint(home.start)
    for view in VIEWS:
        app.register_blueprint(view.blueprint)
    set_up_access(app)
    return app


def serve() -> None:
    """Serve at HOST and PORT; what stands in the way of a start is told in one line."""
    from waitress.server import create_server

    try:
        app = create_app()
    except (SettingsError, WrongAddress, ContentError, NewerDatabase, DatabaseUnavailable, OSError) as problem:
        sys.exit(f"Readiness can't start: {problem}")
    fetch_typeface()
    settings = app.extensions[NAME].settings
    limits: Any = {
        "max_request_body_size": LARGEST_BODY,
        "clear_untrusted_proxy_headers": not settings.proxies,
        "threads": 12,  # saves that wait for another writer leave some for readers
        "connection_limit": 1000,
        "channel_timeout": 30,  # seconds that a silent connection is kept
    }
    try:
        server = create_server(app, host=settings.host, port=settings.port, ident=None, **limits)
    except OSError as problem:
        sys.exit(
            f"Readiness can't listen at {settings.host}, port {settings.port}: {problem.strerror}. Set another PORT."
        )
    port = getattr(server, "effective_port", settings.port)
    app.extensions[RUNNER].wake()  # for what an earlier server left undone
    print(f"Readiness is at {settings.address_at(port)} (Ctrl+C stops it).", flush=True)
    server.run()


def fetch_typeface() -> None:
    """The site runs without its typeface, but makes no PDF."""
    try:
        typeface.install()
    except typeface.TypefaceMissing as missing:
        print(missing, file=sys.stderr)


if __name__ == "__main__":
    serve()
