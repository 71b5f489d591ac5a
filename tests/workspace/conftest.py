"""Who the tests of a workspace may ask for: the cast, each behind a client that checks every page."""

from __future__ import annotations

import pytest
from flask import Flask

pytest.register_assert_rewrite("tests.pages.checked")

from tests.pages.checked import CheckedClient  # noqa: E402 -- once its asserts can tell what they found
from tests.workspace.cast import Cast, Somebody  # noqa: E402
from tests.workspace.stage import Stage  # noqa: E402


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
