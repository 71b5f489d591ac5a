"""An empty database gets its schema in one transaction, once, whoever starts first; a newer one is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from readiness.records import schema
from readiness.records.database import Database, WrongAddress, open_database, read_url, reading, writing
from readiness.records.schema import MIGRATIONS, SCHEMA, NewerDatabase, prepare_database
from readiness.records.tables import metadata


def test_the_migrations_make_what_the_queries_expect(database: Database) -> None:
    with reading(database) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_newest_migration_is_the_schema_that_is_looked_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [SCHEMA]


def test_processes_that_start_at_once_make_the_schema_once(tmp_path: Path) -> None:
    databases = [open_database(f"sqlite:///{tmp_path / 'new.db'}") for _ in range(4)]
    with ThreadPoolExecutor(4) as starts:
        list(starts.map(prepare_database, databases))
    for database in databases:
        with reading(database) as connection:
            assert schema.schema_of(connection) == SCHEMA
        database.writers.dispose()


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'failing.db'}")
    monkeypatch.setattr("alembic.operations.Operations.create_index", lambda *_args, **_kwargs: 1 / 0, raising=False)
    with pytest.raises(ZeroDivisionError):
        prepare_database(database)
    with reading(database) as connection:
        assert inspect(connection).get_table_names() == []
    monkeypatch.undo()
    prepare_database(database)
    with reading(database) as connection:
        assert schema.schema_of(connection) == SCHEMA
    database.writers.dispose()


def test_a_newer_database_is_refused(sqlite: Database) -> None:
    with writing(sqlite) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match="9999"):
        prepare_database(sqlite)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_usual_spelling_of_postgresql_is_understood(scheme: str) -> None:
    assert read_url(f"{scheme}://me@there/db").drivername == "postgresql+psycopg"


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://me@there/db", "nonsense", ""])
def test_a_database_that_would_keep_nothing_or_is_unknown_is_refused(url: str) -> None:
    with pytest.raises(WrongAddress, match="DATABASE_URL"):
        open_database(url)


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'deep' / 'down' / 'checks.db'}")
    prepare_database(database)
    assert (tmp_path / "deep" / "down" / "checks.db").exists()
    database.writers.dispose()
