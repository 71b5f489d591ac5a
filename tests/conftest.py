"""What every test may ask for: the app on an empty database of its own, and a client that talks to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

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
