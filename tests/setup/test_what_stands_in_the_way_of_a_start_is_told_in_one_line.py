"""`python app.py` with a setting that can't be: one line says which and what to do, and no traceback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def start(database_url: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A start that ends by itself, because something stands in its way."""
    environ = {**os.environ, "DATABASE_URL": database_url, "PYTHONUTF8": "1", **settings}
    return subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, env=environ, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "abc", "PORT must be a whole number"),
        ("DATABASE_URL", "mysql://root:secret@here/db", "DATABASE_URL must begin with sqlite:/// and a path"),
        ("DATABASE_URL", "::", "DATABASE_URL must begin with sqlite:/// and a path"),
        ("DATABASE_PATIENCE", "soon", "DATABASE_PATIENCE must be a number of seconds"),
        ("SECRET_KEY", "password", "SECRET_KEY is too easy to guess"),
        ("CONTENT", "/no/such/folder", "no role found"),
    ],
)
def test_a_wrong_setting(database_url: str, name: str, value: str, said: str) -> None:
    ended = start(database_url, **{name: value})
    assert ended.returncode == 1
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "secret@" not in ended.stderr


def test_a_port_that_is_taken(database_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = start(database_url, PORT=str(taken.getsockname()[1]))
    assert ended.returncode == 1
    assert "Set another PORT." in ended.stderr
    assert "Traceback" not in ended.stderr
