"""Who the tests of a workspace may ask for: the cast, each behind a client that checks every page."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.pages.checked import CheckedClient
from tests.workspace.cast import Cast, Somebody
from tests.workspace.stage import Stage


@pytest.fixture
def cast(app: Flask) -> Cast:
    app.test_client_class = CheckedClient
    return Cast(app)


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return Stage(cast)


@pytest.fixture
def owner(cast: Cast) -> Somebody:
    return cast.sign_in("owner")
