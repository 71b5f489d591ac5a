"""Saving a card at every pause in typing neither fills the trail nor keeps the others waiting."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from readiness.records import clock, scorecards
from readiness.records.audit import Wanted, entries
from readiness.records.clock import HOUR
from readiness.records.database import Database, writing
from readiness.records.openings import share_out
from readiness.records.schema import prepare_database
from readiness.records.scope import Actor
from readiness.records.scorecards import lock_card, own_card, reopen_card, save_card
from tests.databases import Databases, opened
from tests.records.company import Company
from tests.records.hiring import KEYS, Hiring, rated

OTHERS = 8


@pytest.fixture
def hiring(database: Database) -> Hiring:
    return Hiring(Company(database))


def writes(on: Hiring, somebody: Actor, score: int) -> None:
    version = own_card(on.database, somebody, on.candidate).version
    assert save_card(on.database, somebody, on.candidate, version, rated(score)).version == version + 1


def noted(on: Hiring) -> list[tuple[str, int | None]]:
    found = reversed(entries(on.database, on.owner, Wanted()))
    return [(entry.action, entry.person) for entry in found if entry.action.startswith("card_")]


def test_the_trail_tells_of_writing_once_an_hour(hiring: Hiring, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = hiring.raters
    for score in (1, 2, 3):
        writes(hiring, first, score)
    writes(hiring, second, 5)
    saved = [("card_saved", first.person), ("card_saved", second.person)]
    assert noted(hiring) == saved
    later = clock.now() + HOUR
    monkeypatch.setattr(clock, "now", lambda: later)
    writes(hiring, first, 4)
    assert noted(hiring) == [*saved, ("card_saved", first.person)]


def test_what_is_written_after_a_card_was_given_back_is_told_at_once(hiring: Hiring) -> None:
    first = hiring.raters[0]
    hiring.rates(first)
    reopen_card(hiring.database, hiring.owner, hiring.candidate, first.person or 0)
    for score in (1, 2):
        writes(hiring, first, score)
    lock_card(hiring.database, first, hiring.candidate, own_card(hiring.database, first, hiring.candidate).version)
    assert noted(hiring) == [
        ("card_saved", first.person),
        ("card_locked", first.person),
        ("card_reopened", hiring.owner.person),
        ("card_saved", first.person),
        ("card_locked", first.person),
    ]


def test_on_a_server_raters_of_other_candidates_need_not_wait(postgresql_url: str, tmp_path: Path) -> None:
    """While one card is being written, and not committed yet, another candidate's is saved all the same."""
    with Databases(tmp_path, postgresql_url).make() as url, opened(url, patience=0.5) as server:
        prepare_database(server)
        hiring = Hiring(Company(server))
        other = hiring.adds("Amir")
        with writing(server) as connection:
            scorecards._hold(connection, hiring.raters[0], hiring.candidate)
            save_card(server, hiring.raters[1], other, 0, rated())
        assert own_card(server, hiring.raters[1], other).version == 1


def test_everybody_locks_at_once_and_all_count(hiring: Hiring) -> None:
    everybody = [*hiring.raters, *(hiring.company.joins("interviewer") for _ in range(OTHERS))]
    share_out(hiring.database, hiring.owner, hiring.opening, {one.person or 0: KEYS for one in everybody})
    with ThreadPoolExecutor(len(everybody)) as crowd:
        list(crowd.map(hiring.rates, everybody))
    assert hiring.seen_by(hiring.owner).name == "Nora Vale"
    assert (hiring.seen_by(hiring.owner).standing or {})["counts"]["renewal"] == len(everybody)
