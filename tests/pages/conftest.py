"""Who the page tests may ask for: owners in either language, behind a client that checks every page."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.pages.checked import CheckedClient
from tests.pages.owner import Owner


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    app.test_client_class = CheckedClient
    return app.test_client()


@pytest.fixture
def owner(client: FlaskClient) -> Owner:
    """An English-speaking owner with an empty check open."""
    return Owner(client).start()


@pytest.fixture
def persian_owner(client: FlaskClient) -> Owner:
    return Owner(client, "fa").start()
