"""An empty or older database gets today's schema in one transaction, once, whoever starts first; nothing is lost."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, inspect, text

from readiness.records.checks import create_check, find_check, purge_checks, save_answers
from readiness.records.database import Database, WrongAddress, open_database, read_url, reading, writing
from readiness.records.schema import MIGRATIONS, SCHEMA, NewerDatabase, prepare_database, schema_of
from readiness.records.tables import metadata
from tests.databases import close, opened
from tests.first_version import CHECKS, COLUMNS, TOKEN, fill


@pytest.fixture(params=["empty", "first version"])
def earlier(request: pytest.FixtureRequest, empty_database_url: str) -> Iterator[Database]:
    """A database from before today: without any table, or as the first version left it."""
    with opened(empty_database_url) as database:
        if request.param == "first version":
            fill(database)
        yield database


@pytest.fixture
def of_first_version(empty_database_url: str) -> Iterator[Database]:
    with opened(empty_database_url) as database:
        fill(database)
        yield database


def everything(database: Database) -> dict[str, Any]:
    """All tables with their columns and rows, read past the program's own idea of them."""
    with reading(database) as connection:
        look = inspect(connection)
        return {
            table: (
                [column["name"] for column in look.get_columns(table)],
                sorted(map(repr, connection.execute(text(f"SELECT * FROM {table}")))),
            )
            for table in look.get_table_names()
        }


def test_the_migrations_make_what_the_queries_expect(earlier: Database) -> None:
    prepare_database(earlier)
    with reading(earlier) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert schema_of(connection) == SCHEMA


def test_the_newest_migration_is_the_schema_that_is_looked_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [SCHEMA]


def test_checks_of_the_first_version_are_as_they_were(of_first_version: Database) -> None:
    prepare_database(of_first_version)
    with reading(of_first_version) as connection:
        rows = connection.execute(text(f"SELECT {COLUMNS} FROM checks ORDER BY id"))
        assert [tuple(row) for row in rows] == CHECKS
        assert connection.execute(text("SELECT max(workspace_id) FROM checks")).scalar() is None


def test_checks_of_the_first_version_are_used_as_before(of_first_version: Database) -> None:
    prepare_database(of_first_version)
    found = find_check(of_first_version, TOKEN)
    assert found is not None
    assert (found.id, found.edition, found.language, found.has_drafts) == (1, "2026.1", "fa", True)
    assert found.answers["company"] == "آوند رسانه"
    saved = save_answers(of_first_version, TOKEN, {"book": None}, "2026.1", "fa")
    assert saved is not None
    assert saved.answers["grr"] == {"value": "87", "sure": "about"}
    assert find_check(of_first_version, "ended") is None
    started = find_check(of_first_version, create_check(of_first_version, "account_manager", "2026.1", "en"))
    assert started is not None
    assert started.id not in {row[0] for row in CHECKS[:2]}
    assert purge_checks(of_first_version) == 0  # the one that ended went when another began


def test_starts_at_once_make_the_schema_once(earlier: Database, empty_database_url: str) -> None:
    with ExitStack() as stack:
        databases = [stack.enter_context(opened(empty_database_url, patience=30)) for _ in range(4)]
        with ThreadPoolExecutor(4) as starts:
            assert list(starts.map(prepare_database, databases)) == [None] * 4
        assert find_check(databases[0], create_check(databases[1], "account_manager", "1", "fa")) is not None


class Mishap(Exception):
    """What the world does to a program that upgrades."""


def mishap() -> None:
    raise Mishap


@contextmanager
def at_statement(database: Database, number: int, happen: Callable[[], None]) -> Iterator[None]:
    """Let something happen just before the upgrade's statement of this number."""
    statements = count(1)

    def look(*_: object) -> None:
        if next(statements) == number:
            happen()

    event.listen(database.writers, "before_cursor_execute", look)
    try:
        yield
    finally:
        event.remove(database.writers, "before_cursor_execute", look)


def test_an_upgrade_that_fails_at_any_step_leaves_everything_as_it_was(earlier: Database) -> None:
    before, failed = everything(earlier), 0
    for number in count(1):
        try:
            with at_statement(earlier, number, mishap):
                prepare_database(earlier)
        except Mishap:
            failed += 1
            assert everything(earlier) == before
        else:
            break
    assert failed > 20
    with reading(earlier) as connection:
        assert schema_of(connection) == SCHEMA


def killed_at(url: str, number: int) -> None:
    """A process that doesn't live to see its upgrade done."""
    database = open_database(url)
    with at_statement(database, number, lambda: os.kill(os.getpid(), signal.SIGKILL)):
        prepare_database(database)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal here")
@pytest.mark.parametrize("number", [8, 20])
def test_an_upgrade_that_is_killed_leaves_everything_as_it_was(
    of_first_version: Database, empty_database_url: str, number: int
) -> None:
    before = everything(of_first_version)
    close(of_first_version)
    victim = multiprocessing.get_context("spawn").Process(target=killed_at, args=(empty_database_url, number))
    victim.start()
    victim.join()
    assert victim.exitcode == -signal.SIGKILL
    assert everything(of_first_version) == before
    prepare_database(of_first_version)
    assert find_check(of_first_version, TOKEN) is not None


def test_a_newer_database_is_refused(database: Database) -> None:
    with writing(database) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match="9999"):
        prepare_database(database)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_usual_spelling_of_postgresql_is_understood(scheme: str) -> None:
    assert read_url(f"{scheme}://me@there/db").drivername == "postgresql+psycopg"


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://me@there/db", "nonsense", ""])
def test_a_database_that_would_keep_nothing_or_is_unknown_is_refused(url: str) -> None:
    with pytest.raises(WrongAddress, match="DATABASE_URL"):
        open_database(url)


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path / 'deep' / 'down' / 'checks.db'}") as database:
        prepare_database(database)
    assert (tmp_path / "deep" / "down" / "checks.db").exists()
