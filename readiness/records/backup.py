"""Backups: all that is kept, in one SQLite file, whichever database it comes from or goes back to."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from sqlalchemy import URL, Connection, Table, func, insert, literal, select, text
from sqlalchemy.exc import SQLAlchemyError

from readiness.records.database import (
    PATIENCE,
    Database,
    DatabaseUnavailable,
    cause,
    open_database,
    reading,
    writing,
)
from readiness.records.schema import SCHEMA, NewerDatabase, prepare_database, schema_of
from readiness.records.scope import EVERY
from readiness.records.tables import links, metadata, sessions

TABLES = metadata.sorted_tables  # those that others refer to come first
ENDED = (sessions, links)  # who was signed in or had a link when the backup was made isn't let in by it later
AT_ONCE = 500  # rows that stand in memory together


class BackupRefused(Exception):
    """A backup that can't be made, or can't be used; the message says why in one line."""


def back_up(database: Database, file: Path, overwrite: bool = False) -> None:
    """Copy all that is kept into a file, whole or not at all, while others go on writing. Raises BackupRefused."""
    _refuse_existing(file, overwrite)
    try:
        with TemporaryDirectory(dir=file.parent, prefix=f".{file.name}.") as folder:
            draft = Path(folder) / "backup"
            os.close(os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600))
            (_copy_file if database.on_sqlite else _copy_server)(database, draft)
            _seal(draft)
            _refuse_existing(file, overwrite)
            draft.replace(file)
        _sync(file.parent)
    except (OSError, sqlite3.Error, SQLAlchemyError, DatabaseUnavailable) as problem:
        raise BackupRefused(f"{file} was not written: {_reason(problem)}.") from problem


def restore(database: Database, file: Path, replace: bool = False, patience: float = PATIENCE) -> None:
    """Put what a backup holds, which may be of an older schema, in the place of all that is kept, in one step.

    Raises BackupRefused, DatabaseUnavailable; then nothing was changed.
    """
    if not replace and _holds_anything(database):
        raise BackupRefused("This database holds something already. Say --replace to put the backup in its place.")
    with TemporaryDirectory() as folder:
        place = Path(folder) / "restored"
        _read_backup(file, Path(folder) / "copy", place)
        with _opened(place) as restored:
            if database.on_sqlite:
                _into_file(restored, database, patience)
            else:
                _into_server(restored, database)


def _holds_anything(database: Database) -> bool:
    def first(table: Table) -> object:
        return connection.execute(select(literal(1)).select_from(table).limit(1), execution_options=EVERY).first()

    with reading(database) as connection:
        return any(first(table) for table in TABLES)


# --- making one


def _refuse_existing(file: Path, overwrite: bool) -> None:
    if file.exists() and not (overwrite and file.is_file()):
        raise BackupRefused(f"{file} exists already. Name another file, or say --overwrite.")


def _copy_file(database: Database, draft: Path) -> None:
    """Page by page, by SQLite's own way to copy a database that is in use."""
    with reading(database) as source, closing(sqlite3.connect(draft)) as copy:
        _driver(source).backup(copy)


def _copy_server(database: Database, draft: Path) -> None:
    """Row by row, all as they stood at one moment."""
    still = database.writers.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with _opened(draft) as copy, writing(copy) as target, still.begin() as source:
        if schema_of(source) != SCHEMA:
            raise BackupRefused("A newer version of this program has changed the database meanwhile. Use that one.")
        _copy_rows(source, target)


def _seal(draft: Path) -> None:
    """See that the copy is sound, needs no other file beside it, and has reached the disk."""
    with closing(sqlite3.connect(draft)) as copy:
        copy.execute("PRAGMA journal_mode=DELETE")
        if flaw := _flaw(copy):
            raise BackupRefused(f"No backup was made: the database is damaged ({flaw}).")
    _sync(draft)


def _sync(place: Path) -> None:
    """Have a file reach the disk; a folder too, where the system can do that."""
    with suppress(PermissionError):
        opened = os.open(place, os.O_RDONLY if place.is_dir() else os.O_RDWR)
        os.fsync(opened)
        os.close(opened)


# --- using one


def _read_backup(file: Path, copy: Path, place: Path) -> None:
    """Make a database at `place` with what the backup holds; only rows come from it, the schema is our own."""
    try:
        _copy_backup(file, copy)
        with _opened(copy) as old, _opened(place) as new, reading(old) as source, writing(new) as target:
            _copy_rows(source, target, but=ENDED)
    except (OSError, sqlite3.Error, SQLAlchemyError, NewerDatabase, DatabaseUnavailable) as problem:
        raise BackupRefused(f"{file} can't be used: {_reason(problem)}. Nothing was changed.") from problem


def _copy_backup(file: Path, copy: Path) -> None:
    """Copy it without touching it, and see that it is sound and one of ours."""
    if not file.is_file():
        raise FileNotFoundError("it is no file")
    with (
        closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        if flaw := _flaw(target):
            raise sqlite3.DatabaseError(f"it is damaged ({flaw})")
        if not target.execute("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'").fetchone():
            raise sqlite3.DatabaseError("it is no backup of this site")


def _into_file(restored: Database, database: Database, patience: float) -> None:
    """Page by page in one transaction of SQLite's; what was there before is overwritten on the disk too."""
    until = time.monotonic() + patience

    def give_up(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise DatabaseUnavailable("someone else is writing; stop the site first")

    with reading(database) as now, writing(restored) as following:
        _number_on(now, following)
    with reading(restored) as source, reading(database) as target:
        _driver(source).backup(_driver(target), progress=give_up)
        target.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").close()


def _into_server(restored: Database, database: Database) -> None:
    """Row by row in one transaction."""
    try:
        with reading(restored) as source, writing(database) as target:
            target.execute(text(f"TRUNCATE {', '.join(table.name for table in TABLES)}"))
            _copy_rows(source, target)
    except SQLAlchemyError as problem:
        raise BackupRefused(f"The database doesn't take it: {_reason(problem)}. Nothing was changed.") from problem


# --- both


@contextmanager
def _opened(place: Path) -> Iterator[Database]:
    """A SQLite file with today's schema, brought up to it or made."""
    database = open_database(URL.create("sqlite", database=str(place)))
    try:
        prepare_database(database)
        yield database
    finally:
        database.writers.dispose()


def _copy_rows(source: Connection, target: Connection, but: tuple[Table, ...] = ()) -> None:
    streaming = {**EVERY, "yield_per": AT_ONCE}
    for table in TABLES:
        if table not in but:
            for some in source.execute(select(table), execution_options=streaming).mappings().partitions():
                target.execute(insert(table), [dict(row) for row in some], execution_options=EVERY)
    _number_on(source, target)


def _number_on(source: Connection, target: Connection) -> None:
    """Let no table of the target give an id that it or the source's has given before, to a row long gone maybe."""
    for table in TABLES:
        if table.autoincrement_column is not None:
            _number_from(target, table, max(_last_number(source, table), _last_number(target, table)))


def _last_number(connection: Connection, table: Table) -> int:
    highest = connection.execute(select(func.max(table.c.id)), execution_options=EVERY).scalar()
    said = "SELECT pg_sequence_last_value(pg_get_serial_sequence(:table, 'id')::regclass)"
    if connection.dialect.name == "sqlite":
        said = "SELECT seq FROM sqlite_sequence WHERE name = :table"
    return max(highest or 0, connection.execute(text(said), {"table": table.name}).scalar() or 0)


def _number_from(connection: Connection, table: Table, last: int) -> None:
    values = {"table": table.name, "last": last}
    if connection.dialect.name == "postgresql":
        following = "SELECT setval(pg_get_serial_sequence(:table, 'id'), :last + 1, false)"
        connection.execute(text(following), values)
    elif table.dialect_options["sqlite"]["autoincrement"]:
        connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :table"), values)
        connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)"), values)


def _flaw(copy: sqlite3.Connection) -> str:
    """What is wrong inside a SQLite file, "" if it is sound."""
    found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    return "" if found == "ok" else str(found).splitlines()[-1]


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.connection.driver_connection)


def _reason(problem: Exception) -> str:
    """Why it failed, on one line and without what the rows hold."""
    said = getattr(problem, "strerror", None) or cause(problem)
    return said.strip().partition("\n")[0].rstrip(".")
