"""Whatever is done, and however close together, an owner who is here stays."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from readiness.records.database import Database, open_database
from readiness.records.people import Refused, change_role, list_people, remove_person
from readiness.records.scope import Actor
from tests.records.company import Company

ROUNDS = 5


def owners(company: Company) -> list[int]:
    """Those who are here."""
    found = list_people(company.database, company.owner)
    return [person.id for person in found if person.role == "owner" and person.joined_at is not None]


def test_the_only_owner_can_neither_go_nor_become_something_else(database: Database) -> None:
    company = Company(database)
    owner = company.owner
    company.is_invited("owner")  # who isn't here yet
    former = company.joins("owner")
    remove_person(database, owner, former.person or 0)
    for attempt in (
        lambda: remove_person(database, owner, owner.person or 0),
        lambda: change_role(database, owner, owner.person or 0, "hr"),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.code == "last_owner"
    assert owners(company) == [owner.person]


def test_an_owner_may_go_while_another_is_here(database: Database) -> None:
    company = Company(database)
    second = company.joins("owner")
    remove_person(database, company.owner, company.owner.person or 0)
    assert [person.id for person in list_people(database, second)] == [second.person]


def at_once(company: Company, *acts: Callable[[Database], None]) -> list[str]:
    """Do all at the same moment, each by a connection of its own: how each ended."""
    url, together = company.database.writers.url.render_as_string(hide_password=False), Barrier(len(acts))

    def attempt(act: Callable[[Database], None]) -> str:
        own = open_database(url, patience=20)
        together.wait()
        try:
            act(own)
        except Refused as refused:
            return refused.code
        finally:
            own.writers.dispose()
        return "done"

    with ThreadPoolExecutor(len(acts)) as several:
        return sorted(several.map(attempt, acts))


@pytest.mark.parametrize("way", ["remove each other", "demote each other", "leave together"])
def test_two_owners_at_once_leave_one(database: Database, way: str) -> None:
    for _ in range(ROUNDS):
        company = Company(database)
        pair = company.owner, company.joins("owner")

        def act(by: Actor, whom: Actor) -> Callable[[Database], None]:
            if way == "demote each other":
                return lambda own: change_role(own, by, whom.person or 0, "viewer")
            return lambda own: remove_person(own, by, (by if way == "leave together" else whom).person or 0)

        ended = at_once(company, act(*pair), act(*reversed(pair)))
        assert ended in (["done", "last_owner"], ["done", "no_longer"])
        assert len(owners(company)) == 1


def test_whoever_was_removed_meanwhile_changes_nothing_more(database: Database) -> None:
    """As a page that was asked for before, and is answered after."""
    company = Company(database)
    second, viewer = company.joins("owner"), company.joins("viewer")
    remove_person(database, company.owner, second.person or 0)
    before = company.rows(with_trail=True)
    for attempt in (
        lambda: remove_person(database, second, viewer.person or 0),
        lambda: change_role(database, second, viewer.person or 0, "owner"),
        lambda: change_role(database, second, second.person or 0, "owner"),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.code == "no_longer"
    assert company.rows(with_trail=True) == before
