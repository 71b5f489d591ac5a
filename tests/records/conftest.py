"""Both kinds of database, each empty: what holds for one must hold for the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from readiness.records.database import Database, open_database, writing
from readiness.records.schema import prepare_database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path / 'checks.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql_url")
    opened = open_database(url, patience=1)
    prepare_database(opened)
    with writing(opened) as connection:
        connection.execute(text("DELETE FROM checks"))
    yield opened
    opened.writers.dispose()


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    return tmp_path / "checks.db"


@pytest.fixture
def sqlite(sqlite_file: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{sqlite_file}", patience=0.2)
    prepare_database(opened)
    yield opened
    opened.writers.dispose()
