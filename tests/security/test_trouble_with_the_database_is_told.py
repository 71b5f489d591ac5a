"""When the database can't write, the reader is told to wait and when to come back; reading goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.databases import locking, lose
from tests.pages.owner import Owner, say


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(DATABASE_PATIENCE="0.1")


@pytest.fixture
def locked(owner: Owner, database_url: str) -> Iterator[Owner]:
    """An owner whose site finds the database locked by someone else."""
    with locking(database_url):
        yield owner


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


def test_a_database_that_is_gone_is_told_on_every_page(owner: Owner, database_url: str) -> None:
    lose(database_url)
    for page in ("clients", "review", "link"):
        answer = owner.open(page)
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0


def test_afterwards_all_is_well_unaided(owner: Owner, database_url: str) -> None:
    with locking(database_url):
        assert owner.answer("clients", unowned="3").status_code == 503
    assert owner.answer("clients", unowned="3").status_code == 303
