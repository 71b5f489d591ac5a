"""Tries are counted in the database: for all workers together, exactly, and forgotten once they are paid off."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from readiness.records import clock
from readiness.records.database import Database, open_database, reading
from readiness.records.tables import attempts
from readiness.records.throttle import Pace, hashed, may_try

PACE, WIDE = Pace(burst=3, every=10), Pace(burst=100, every=1)


class Time:
    def __init__(self) -> None:
        self.moment = 1_800_000_000


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    found = Time()
    monkeypatch.setattr(clock, "now", lambda: found.moment)
    return found


def keys(database: Database) -> set[str]:
    with reading(database) as connection:
        return set(connection.execute(select(attempts.c.key)).scalars())


def test_some_at_once_then_one_at_a_time(database: Database, time: Time) -> None:
    assert [may_try(database, [("a", PACE)]) for _ in range(4)] == [0, 0, 0, 10]
    time.moment += 9
    assert may_try(database, [("a", PACE)]) == 1
    time.moment += 1
    assert [may_try(database, [("a", PACE)]) for _ in range(2)] == [0, 10]


def test_a_refused_try_costs_nothing(database: Database, time: Time) -> None:
    for _ in range(50):
        may_try(database, [("a", PACE)])
    time.moment += 10
    assert may_try(database, [("a", PACE)]) == 0


def test_one_key_that_must_wait_holds_back_the_try_for_all(database: Database, time: Time) -> None:
    for _ in range(3):
        may_try(database, [("account", PACE)])
    assert may_try(database, [("account", PACE), ("address", WIDE)]) == 10
    assert "address" not in keys(database)


def test_nobody_is_held_back_by_another(database: Database, time: Time) -> None:
    for _ in range(5):
        may_try(database, [("a", PACE)])
    assert may_try(database, [("b", PACE)]) == 0


def test_whoever_has_waited_is_forgotten(database: Database, time: Time) -> None:
    may_try(database, [("a", PACE)])
    time.moment += 11
    may_try(database, [("b", PACE)])
    assert keys(database) == {"b"}


def test_of_thirty_at_once_as_many_pass_as_may(database: Database, time: Time) -> None:
    with ThreadPoolExecutor(15) as crowd:
        waits = list(crowd.map(lambda _: may_try(database, [("a", PACE), ("b", WIDE)]), range(30)))
    assert waits.count(0) == 3


def test_two_workers_count_together(database: Database, time: Time) -> None:
    url = database.readers.url.render_as_string(hide_password=False)
    other = open_database(url, patience=1)
    assert [may_try(each, [("a", PACE)]) for each in (database, other, database, other)] == [0, 0, 0, 10]
    other.writers.dispose()


def test_from_a_key_nobody_can_tell_who_tried() -> None:
    key = hashed(b"secret", "account", "mehr", "mina@mehr.example")
    assert "mina" not in key
    assert key != hashed(b"another", "account", "mehr", "mina@mehr.example")
    assert key != hashed(b"secret", "account", "mehr\x00", "mina@mehr.example")
    assert hashed(b"secret", "a", "bc") != hashed(b"secret", "ab", "c")
