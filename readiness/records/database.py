"""The one door to the database: it opens SQLite or PostgreSQL and hands out connections for reading and writing."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from readiness.records.scope import watch

BEGIN = "BEGIN IMMEDIATE"  # takes the write lock at once: a read that turns into a write later fails without waiting
PATIENCE = 5.0  # seconds to wait for another writer before giving up


class DatabaseUnavailable(Exception):
    """The database can't answer now (locked, full, read-only, away); trying again later may help."""


class WrongAddress(ValueError):
    """DATABASE_URL names no database that this program can open; the message doesn't repeat it, for its password."""


@dataclass(frozen=True, slots=True)
class Database:
    """Two views of one pool of connections: reads open no transaction, writes always do.

    `own` holds the connection that each thread keeps to itself (driver.py).
    """

    readers: Engine
    writers: Engine

    on_sqlite: bool
    own: threading.local = field(default_factory=threading.local)

    @property
    def away(self) -> tuple[type[Exception], ...]:
        """What is raised when the database can't answer, by the engine or by the driver itself."""
        driver = self.readers.dialect.loaded_dbapi
        return OperationalError, InterfaceError, PoolTimeout, driver.OperationalError, driver.InterfaceError


def open_database(url: str | URL, patience: float = PATIENCE) -> Database:
    """A database by its URL, or WrongAddress; parameters (answers, tokens) never show up in errors or logs."""
    place = read_url(url)
    return _open_sqlite(place, patience) if place.get_backend_name() == "sqlite" else _open_server(place, patience)


def read_url(url: str | URL) -> URL:
    """The URL with its driver: `postgres://` and `postgresql://` mean psycopg 3."""
    try:
        place = make_url(url)
    except ArgumentError:
        place = URL.create("unknown")
    if place.drivername in ("postgres", "postgresql"):
        return place.set(drivername="postgresql+psycopg")
    if place.drivername not in ("sqlite", "postgresql+psycopg"):
        raise WrongAddress("DATABASE_URL must begin with sqlite:/// and a path, or with postgresql://.")
    return place


def _open_server(place: URL, patience: float) -> Database:
    settings = {"connect_timeout": max(2, round(patience)), "options": f"-c lock_timeout={round(patience * 1000)}"}
    engine = create_engine(place, hide_parameters=True, pool_pre_ping=True, connect_args=settings)
    watch(engine)
    return Database(engine.execution_options(isolation_level="AUTOCOMMIT"), engine, on_sqlite=False)


def _open_sqlite(place: URL, patience: float) -> Database:
    if not place.database or place.database == ":memory:":
        raise WrongAddress("DATABASE_URL must name a file, as in sqlite:///checks.sqlite3: memory would keep nothing.")
    Path(place.database).parent.mkdir(parents=True, exist_ok=True)
    if not Path(place.database).exists():
        Path(place.database).touch(mode=0o600)  # SQLite gives its journal the same rights
    # Both views end what they begin, so a connection needs no rollback on its way back to the pool.
    settings: dict[str, Any] = {"paramstyle": "named", "connect_args": {"timeout": patience}}
    engine = create_engine(place, hide_parameters=True, pool_reset_on_return=None, **settings)
    event.listen(engine, "connect", partial(_prepare_sqlite, patience))
    watch(engine)
    writers = engine.execution_options(writes=True)
    event.listen(writers, "begin", _begin_write)
    return Database(engine, writers, on_sqlite=True)


def _prepare_sqlite(patience: float, connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver opens no transaction of its own; see _begin_write
    _keep_a_log(connection, until=time.monotonic() + patience)
    for setting in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {setting}").close()


def _keep_a_log(connection: sqlite3.Connection, until: float) -> None:
    """Switch to a write-ahead log; where others do so at the same moment, SQLite itself wouldn't wait for them."""
    while True:
        try:
            return connection.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)


def _begin_write(connection: Connection) -> None:
    connection.exec_driver_sql(BEGIN)


@contextmanager
def reading(database: Database) -> Iterator[Connection]:
    """A connection outside any transaction; raises DatabaseUnavailable."""
    try:
        with database.readers.connect() as connection:
            yield connection
    except database.away as problem:
        raise DatabaseUnavailable(cause(problem)) from problem


@contextmanager
def writing(database: Database) -> Iterator[Connection]:
    """A connection inside one write transaction, committed at the end; raises DatabaseUnavailable."""
    try:
        with database.writers.begin() as connection:
            yield connection
    except database.away as problem:
        raise DatabaseUnavailable(cause(problem)) from problem


def cause(problem: Exception) -> str:
    return str(getattr(problem, "orig", None) or problem)
