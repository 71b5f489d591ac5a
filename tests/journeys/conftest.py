"""What a journey needs: the site served on a free port of this machine, and a real Chromium to walk it in."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from waitress.server import create_server

from tests.browser import chromium
from tests.conftest import SECRET_KEY


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the whole site, on a database that all journeys share."""
    from app import create_app

    database = tmp_path_factory.mktemp("journeys") / "readiness.db"
    site = create_app({"TESTING": True, "SECRET_KEY": SECRET_KEY, "DATABASE_URL": f"sqlite:///{database}"})
    server = create_server(site, host="127.0.0.1", port=0, threads=4)
    serving = threading.Thread(target=server.run, daemon=True)
    serving.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    serving.join(timeout=10)


@pytest.fixture(scope="session")
def base_url(live_server: str) -> str:
    """Lets a journey say page.goto("/en/")."""
    return live_server


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Our Chromium; without one a journey is left out, and in CI it fails."""
    if (path := chromium.find()) is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(chromium.LEFT_OUT)
    return {**browser_type_launch_args, "executable_path": path, "args": chromium.flags()}
