"""A site with something to lose: a company's people and checks, an owner's private check, a logo, and the trail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select, update

from readiness.records.database import Database, reading, writing
from readiness.records.held_checks import start_check
from readiness.records.people import invite
from readiness.records.scope import EVERY
from readiness.records.tables import metadata, workspaces
from tests.databases import Databases
from tests.pages.owner import Owner
from tests.workspace.cast import Cast
from views.site import NAME

LOGO = bytes(range(256)) * 40
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Kept:
    """A site and what is known of it: the token of a private check, of a session, and of an invitation."""

    app: Flask
    cast: Cast
    private: str
    session: str
    invitation: str
    held: int


@pytest.fixture
def kept(app: Flask) -> Kept:
    cast = Cast(app)
    private = Owner(app.test_client(), "fa").start().answer_everything()
    session = cast.sign_in("owner").client.get_cookie("session")
    assert session
    held = start_check(cast.database, cast.actors["owner"], "account_manager", "2026.1", "en", '{"company":"مهر"}')
    _, invitation = invite(cast.database, cast.actors["owner"], "new@mehr.example", "viewer")
    with writing(cast.database) as connection:
        connection.execute(update(workspaces).where(workspaces.c.id == 1).values(logo=LOGO))
    return Kept(app, cast, private.token, session.value, invitation, held)


@pytest.fixture
def elsewhere(
    make_app: Callable[..., Flask], database_kind: str, postgresql_url: str, tmp_path: Path
) -> Iterator[Flask]:
    """Another site, with nothing in it, on the other kind of database."""
    with Databases(tmp_path, postgresql_url if database_kind == "sqlite" else None).make() as url:
        yield make_app(DATABASE_URL=url)


@pytest.fixture
def fresh(make_app: Callable[..., Flask], empty_database_url: str) -> Flask:
    """Another site, with nothing in it, on the same kind of database."""
    return make_app(DATABASE_URL=empty_database_url)


def database_of(app: Flask) -> Database:
    found: Database = app.extensions[NAME].database
    return found


def rows_of(app: Flask, *but: str) -> Rows:
    """All that is kept, table by table."""
    with reading(database_of(app)) as connection:
        return {
            name: sorted(tuple(row) for row in connection.execute(select(table), execution_options=EVERY))
            for name, table in metadata.tables.items()
            if name not in but
        }


def run(app: Flask, *arguments: object) -> Result:
    """A command, as it would be typed."""
    return app.test_cli_runner().invoke(args=[str(argument) for argument in arguments])


def done(app: Flask, *arguments: object) -> str:
    """What a command says that succeeds."""
    ended = run(app, *arguments)
    assert ended.exit_code == 0, ended.output
    return ended.output


def refused(app: Flask, *arguments: object) -> str:
    """What a command says that is refused: one line, whatever went wrong."""
    ended = run(app, *arguments)
    assert ended.exit_code == 1, ended.output
    assert isinstance(ended.exception, SystemExit)
    assert len(ended.output.splitlines()) == 1, ended.output
    return ended.output
