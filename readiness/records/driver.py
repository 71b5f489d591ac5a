"""The short way to the database: what every page runs goes straight to the driver, on the thread's own connection.

SQLAlchemy still writes the statements and opens the connections; its pool and its execution would cost more than all
the rest of a question page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from typing import Any, cast

from sqlalchemy import ClauseElement, Dialect, Executable

from readiness.records.database import BEGIN, Database, DatabaseUnavailable, cause
from readiness.records.scope import demand_scope

Row = tuple[Any, ...]
Run = Callable[[Executable, Mapping[str, object]], Row | None]


def look_up(database: Database, statement: Executable, values: Mapping[str, object]) -> Row | None:
    """The one row of a statement, or None; raises DatabaseUnavailable."""
    try:
        return _one(_begin_with(database, _written(statement, database.readers.dialect), values))
    except database.away as problem:
        raise DatabaseUnavailable(cause(problem)) from problem


@contextmanager
def changing(database: Database) -> Iterator[Run]:
    """A write transaction, committed at the end: gives a function that runs a statement and returns its one row.

    Raises DatabaseUnavailable.
    """
    try:
        _begin_with(database, BEGIN if database.on_sqlite else "BEGIN")
        driver = _own(database)
        try:
            yield partial(_run, database.readers.dialect, driver)
            driver.execute("COMMIT")
        except BaseException:
            with suppress(*database.away):
                driver.execute("ROLLBACK")
            raise
    except database.away as problem:
        raise DatabaseUnavailable(cause(problem)) from problem


def _run(dialect: Dialect, driver: Any, statement: Executable, values: Mapping[str, object]) -> Row | None:
    return _one(driver.execute(_written(statement, dialect), values))


def _one(cursor: Any) -> Row | None:
    rows = cursor.fetchall() if cursor.description else ()
    return rows[0] if rows else None


def _begin_with(database: Database, sql: str, values: Mapping[str, object] | None = None) -> Any:
    """Run a first statement; on a fresh connection if this thread's own was lost, as after a server's restart."""
    try:
        return _own(database).execute(sql, values or {})
    except database.away:
        if database.on_sqlite:
            raise
        vars(database.own).pop("connection", None)
        return _own(database).execute(sql, values or {})


class _Own:
    """A connection outside the pool that begins no transaction unasked; closed with the thread that it belongs to."""

    def __init__(self, database: Database) -> None:
        pooled = database.readers.raw_connection()
        self.driver = cast(Any, pooled.dbapi_connection)
        pooled.detach()
        if not database.on_sqlite:
            self.driver.autocommit = True

    def __del__(self) -> None:
        with suppress(Exception):
            self.driver.close()


def _own(database: Database) -> Any:
    """This thread's connection, opened at its first use."""
    if not hasattr(database.own, "connection"):
        database.own.connection = _Own(database)
    return database.own.connection.driver


@lru_cache(maxsize=32)
def _written(statement: Executable, dialect: Dialect) -> str:
    """The statement as text, its parameters by name in the driver's style; raises UnscopedQuery."""
    demand_scope(statement)
    return str(cast(ClauseElement, statement).compile(dialect=dialect))
