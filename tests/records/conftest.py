"""A database without the site around it, of each kind: what holds for one must hold for the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from readiness.records.database import Database
from readiness.records.schema import prepare_database
from tests.databases import opened


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with opened(database_url) as database:
        yield database


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    """Where the database lies of a test that is about SQLite alone."""
    return tmp_path / "checks.db"


@pytest.fixture
def sqlite(sqlite_file: Path) -> Iterator[Database]:
    """For what only SQLite can do, or fail at; impatient."""
    with opened(f"sqlite:///{sqlite_file}", patience=0.2) as database:
        prepare_database(database)
        yield database
