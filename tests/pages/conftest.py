"""Who the page tests may ask for: owners in either language, behind a client that checks every page."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

pytest.register_assert_rewrite("tests.pages.checked")

from tests.pages.checked import CheckedClient  # noqa: E402 -- once its asserts can tell what they found
from tests.pages.owner import Owner  # noqa: E402


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
