"""An owner to be attacked, and a look into the database that tells whether anything changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from readiness.records.database import reading
from tests.databases import opened
from tests.pages.owner import Owner


@pytest.fixture
def owner(client: FlaskClient) -> Owner:
    return Owner(client).start()


@pytest.fixture
def rows(database_url: str) -> Callable[[], list[Any]]:
    """All that is stored of checks, read past the site."""

    def read() -> list[Any]:
        with opened(database_url) as database, reading(database) as connection:
            return [tuple(row) for row in connection.execute(text("SELECT * FROM checks ORDER BY id"))]

    return read
