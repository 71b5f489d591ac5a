"""An owner to be attacked, and a look into the database that tells whether anything changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.pages.owner import Owner


@pytest.fixture
def owner(client: FlaskClient) -> Owner:
    return Owner(client).start()


@pytest.fixture
def rows(tmp_path: Path) -> Callable[[], list[Any]]:
    """All that is stored, read past the site."""

    def read() -> list[Any]:
        connection = sqlite3.connect(tmp_path / "readiness.db")
        found = connection.execute("SELECT * FROM checks ORDER BY id").fetchall()
        connection.close()
        return found

    return read
