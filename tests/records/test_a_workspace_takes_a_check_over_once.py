"""A check taken over belongs to one workspace, whoever else tries at the same moment, and its link opens nothing."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import select

from readiness.records import clock
from readiness.records.audit import Wanted, entries
from readiness.records.checks import (
    KEPT_FOR,
    Held,
    create_check,
    delete_check,
    find_check,
    purge_checks,
    renew_token,
    save_answers,
)
from readiness.records.clock import DAY
from readiness.records.database import Database, open_database, reading
from readiness.records.held_checks import (
    adopt_check,
    count_checks,
    delete_held,
    find_held,
    list_checks,
    start_check,
)
from readiness.records.scope import Actor
from readiness.records.tables import workspaces
from readiness.records.workspaces import found_another

ROLE = ("account_manager", "1", "en")
ANSWERS = {"fit": "repeat", "company": "کاوه"}


@pytest.fixture
def mehr(database: Database) -> Actor:
    return founded(database, "Mehr")


@pytest.fixture
def rival(database: Database) -> Actor:
    return founded(database, "Rival")


def founded(database: Database, name: str) -> Actor:
    code, _ = found_another(database, name, f"owner@{name.lower()}.example", "en")
    with reading(database) as connection:
        return Actor(
            connection.execute(select(workspaces.c.id).where(workspaces.c.code == code)).scalar_one(), None, "owner"
        )


def answered(database: Database) -> str:
    token = create_check(database, *ROLE)
    assert save_answers(database, token, ANSWERS, "1", "en")
    return token


@contextmanager
def another(database: Database) -> Iterator[Database]:
    """The same database as another process opens it."""
    opened = open_database(database.writers.url.render_as_string(hide_password=False), patience=30)
    yield opened
    opened.writers.dispose()


def test_its_answers_come_along_and_its_link_opens_nothing(database: Database, mehr: Actor) -> None:
    token = answered(database)
    before = clock.now()
    taken = adopt_check(database, mehr, token)
    assert taken is not None
    held = find_check(database, Held(mehr, taken))
    assert held is not None
    assert (held.answers, held.expires_on) == (ANSWERS, None)
    assert find_check(database, token) is None
    assert save_answers(database, token, {"fit": "mixed"}, "1", "en") is None
    assert not renew_token(database, token, "fresh")
    assert not delete_check(database, token)
    found = find_held(database, mehr, taken)
    assert found is not None
    assert found.answers == ANSWERS
    assert found.changed_at <= before  # as old as its answers are


def test_twenty_that_take_it_over_at_once_are_one(database: Database, mehr: Actor, rival: Actor) -> None:
    token = answered(database)
    with another(database) as theirs, ThreadPoolExecutor(20) as together:
        jobs = [together.submit(adopt_check, theirs, by, token) for by in (mehr, rival) * 10]
        taken = [job.result() for job in jobs]
    assert len([check for check in taken if check is not None]) == 1
    owners = [by for by in (mehr, rival) if count_checks(database, by)]
    assert len(owners) == 1
    assert [entry.action for entry in entries(database, owners[0], Wanted(action="check_adopted"))] == ["check_adopted"]


def test_a_save_beside_the_taking_over_is_kept_or_refused(database: Database, mehr: Actor) -> None:
    """Whoever still types while the check is taken over either gets their answer in, or is told that it is gone."""
    token = answered(database)
    with another(database) as theirs, ThreadPoolExecutor(8) as together:
        saves = {n: together.submit(save_answers, theirs, token, {f"kept{n}": str(n)}, "1", "en") for n in range(12)}
        taken = together.submit(adopt_check, theirs, mehr, token).result()
        kept = {f"kept{n}": str(n) for n, save in saves.items() if save.result() is not None}
    assert taken is not None
    held = find_check(database, Held(mehr, taken))
    assert held is not None
    assert held.answers == ANSWERS | kept


@pytest.mark.parametrize("state", ["unknown", "expired", "renewed", "deleted", "taken"])
def test_a_link_that_opens_nothing_brings_nothing(
    database: Database, mehr: Actor, rival: Actor, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    token = answered(database)
    if state == "unknown":
        token = token[:-1] + ("a" if token[-1] != "a" else "b")
    elif state == "expired":
        later = clock.now() + KEPT_FOR + 2 * DAY
        monkeypatch.setattr(clock, "now", lambda: later)
    elif state == "renewed":
        assert renew_token(database, token, "fresh")
    elif state == "deleted":
        assert delete_check(database, token)
    else:
        assert adopt_check(database, rival, token)
    assert adopt_check(database, mehr, token) is None
    assert count_checks(database, mehr) == 0
    assert not entries(database, mehr, Wanted(action="check_adopted"))


def test_a_workspaces_check_stays_its_own(database: Database, mehr: Actor, rival: Actor) -> None:
    check = start_check(database, mehr, *ROLE)
    assert find_check(database, Held(rival, check)) is None
    assert find_held(database, rival, check) is None
    assert save_answers(database, Held(rival, check), {"fit": "mixed"}, "1", "en") is None
    assert not delete_held(database, rival, check)
    assert list_checks(database, rival) == []
    assert [found.id for found in list_checks(database, mehr)] == [check]


def test_it_outlives_the_year_of_private_checks(
    database: Database, mehr: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = adopt_check(database, mehr, answered(database))
    later = clock.now() + 3 * KEPT_FOR
    monkeypatch.setattr(clock, "now", lambda: later)
    assert purge_checks(database) == 0
    assert taken is not None
    assert find_check(database, Held(mehr, taken)) is not None


def test_saves_are_merged_and_leave_their_trail(database: Database, mehr: Actor) -> None:
    check = start_check(database, mehr, *ROLE)
    with another(database) as theirs, ThreadPoolExecutor(4) as together:
        saves = [
            together.submit(save_answers, theirs, Held(mehr, check), {f"n{n}": str(n)}, "1", "en") for n in range(12)
        ]
        assert all(save.result() for save in saves)
    found = find_check(database, Held(mehr, check))
    assert found is not None
    assert found.answers == {f"n{n}": str(n) for n in range(12)}
    changed = entries(database, mehr, Wanted(action="check_changed"))
    assert sorted(key for entry in changed for key in entry.details["questions"]) == sorted(found.answers)
    assert {entry.about for entry in changed} == {f"check:{check}"}


def test_a_deleted_check_is_gone_for_good(database: Database, mehr: Actor) -> None:
    check = start_check(database, mehr, *ROLE, '{"company":"Kaveh"}')
    assert delete_held(database, mehr, check)
    assert not delete_held(database, mehr, check)
    assert find_check(database, Held(mehr, check)) is None
    assert [entry.about for entry in entries(database, mehr, Wanted(action="check_deleted"))] == [f"check:{check}"]


def test_the_last_changed_comes_first(database: Database, mehr: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = clock.now()
    for later in range(3):
        monkeypatch.setattr(clock, "now", lambda later=later: begun + later)
        start_check(database, mehr, *ROLE)
    first, second, third = (found.id for found in reversed(list_checks(database, mehr)))
    monkeypatch.setattr(clock, "now", lambda: begun + 9)
    save_answers(database, Held(mehr, first), {"fit": "repeat"}, "1", "en")
    assert [found.id for found in list_checks(database, mehr)] == [first, third, second]
    assert [found.id for found in list_checks(database, mehr, page=2, most=2)] == [second]
    assert count_checks(database, mehr) == 3
