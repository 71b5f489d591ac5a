"""What a journey needs: the site served on a free port of this machine, and a real Chromium to walk it in."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect
from waitress.server import create_server

from tests.browser import chromium
from tests.conftest import SECRET_KEY
from tests.databases import Databases, close
from tests.journeys.owner import Owner, entering
from views.site import NAME, Site

expect.set_options(timeout=20_000)  # a busy machine must not decide


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def served_app(databases: Databases, template: str) -> Iterator[Flask]:
    """The whole site, on a database that all journeys of its kind share."""
    from app import create_app

    with databases.make(like=template) as url:
        app = create_app({"TESTING": True, "SECRET_KEY": SECRET_KEY, "DATABASE_URL": url})
        yield app
        close(app.extensions[NAME].database)


@pytest.fixture(scope="session")
def live_server(served_app: Flask) -> Iterator[str]:
    """The address at which the site is served."""
    server = create_server(served_app, host="127.0.0.1", port=0, threads=4)
    serving = threading.Thread(target=server.run, daemon=True)
    serving.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    server.task_dispatcher.shutdown()
    serving.join(timeout=10)


@pytest.fixture(scope="session")
def base_url(live_server: str) -> str:
    """Lets a journey say page.goto("/en/")."""
    return live_server


@pytest.fixture(scope="session")
def site(served_app: Flask) -> Site:
    """What is being served: its words, its role, its database."""
    found = served_app.extensions[NAME]
    assert isinstance(found, Site)
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Our Chromium; without one a journey is left out, and in CI it fails."""
    if (path := chromium.find()) is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(chromium.LEFT_OUT)
    return {**browser_type_launch_args, "executable_path": path, "args": chromium.flags()}


@pytest.fixture
def enter(browser: Browser, live_server: str, site: Site) -> Iterator[Callable[..., Owner]]:
    """A function that lets an owner in with a browser of their own; what goes wrong in one fails the test."""
    with ExitStack() as browsers:
        yield lambda **how: browsers.enter_context(entering(browser, live_server, site, **how))
