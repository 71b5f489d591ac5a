"""When the database can't write, the reader is told to wait and when to come back; reading goes on meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from tests.conftest import SECRET_KEY
from tests.pages.owner import Owner, say


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    settings = {"SECRET_KEY": SECRET_KEY, "DATABASE_URL": f"sqlite:///{tmp_path / 'readiness.db'}"}
    return create_app({**settings, "TESTING": True, "DATABASE_PATIENCE": "0.1"})


@pytest.fixture
def locked(owner: Owner, tmp_path: Path) -> Iterator[Owner]:
    """An owner whose site finds the database locked by someone else."""
    other = sqlite3.connect(tmp_path / "readiness.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield owner
    other.close()


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_save_is_refused_with_a_word_on_when_to_try_again(locked: Owner, language: str) -> None:
    locked.language = language
    answer = locked.answer("clients", unowned="3")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert say("errors.text_503", language) in answer.get_data(as_text=True)
    assert "database is locked" not in answer.get_data(as_text=True)


def test_the_script_that_saves_hears_it_too(locked: Owner) -> None:
    answer = locked.autosave("clients", unowned="3")
    assert answer.status_code == 503
    assert answer.json is not None


def test_pages_are_read_meanwhile(locked: Owner) -> None:
    for page in ("clients", "review", "link"):
        assert locked.open(page).status_code == 200


def test_afterwards_all_is_well_unaided(owner: Owner, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "readiness.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert owner.answer("clients", unowned="3").status_code == 503
    other.execute("ROLLBACK")
    other.close()
    assert owner.answer("clients", unowned="3").status_code == 303
