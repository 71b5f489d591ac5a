"""A one-time link opens for the first who uses it, for its own purpose, in time; a copy of the database opens none."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from readiness.records import clock, passwords
from readiness.records.database import Database, reading, writing
from readiness.records.links import LIFETIMES, look_at_link, make_link
from readiness.records.people import change_email, invite, link_for, remove_person
from readiness.records.scope import EVERY, Actor
from readiness.records.sessions import find_member
from readiness.records.signing_in import change_password, forgotten, join, reset_password, sign_in_with_code
from readiness.records.tables import metadata
from tests.records.company import Company

BROWSER, KEYS = "Firefox on Linux", (b"a key",)
HASH = passwords.hash_password("seven brown kettles sing")


@pytest.fixture
def company(database: Database) -> Company:
    return Company(database)


def reset_link(company: Company, somebody: Actor) -> str:
    return link_for(company.database, company.owner, somebody.person or 0)[1]


def at_once(job: Callable[[int], object], times: int = 20) -> list[object]:
    with ThreadPoolExecutor(times) as crowd:
        return list(crowd.map(job, range(times)))


def test_of_twenty_who_reset_by_one_link_one_does(company: Company) -> None:
    token = reset_link(company, company.joins("viewer"))
    done = at_once(lambda _: reset_password(company.database, token, HASH))
    assert sorted(map(bool, done)) == [False] * 19 + [True]


def test_of_twenty_who_join_by_one_invitation_one_does(company: Company) -> None:
    person, token = company.is_invited("hr")
    sessions = at_once(lambda n: join(company.database, token, f"Joiner {n}", HASH, BROWSER))
    assert len([session for session in sessions if session]) == 1
    assert company.role_of(Actor(company.owner.workspace, person, "hr")) == "hr"


PURPOSES = ("invite", "reset", "second_step")


@pytest.mark.parametrize("made_for", PURPOSES)
@pytest.mark.parametrize("used_for", PURPOSES)
def test_a_link_opens_only_what_it_was_made_for(company: Company, made_for: str, used_for: str) -> None:
    somebody = company.joins("viewer")
    with writing(company.database) as connection:
        token = make_link(connection, somebody.workspace, somebody.person or 0, made_for)
    opens = look_at_link(company.database, token, used_for) is not None
    assert opens == (made_for == used_for)
    if not opens:
        assert not {
            "invite": lambda: join(company.database, token, "X", HASH, BROWSER),
            "reset": lambda: reset_password(company.database, token, HASH),
            "second_step": lambda: sign_in_with_code(company.database, token, "1", KEYS, BROWSER).half,
        }[used_for]()
        assert look_at_link(company.database, token, made_for)  # and it still opens what it was made for


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_link_ends_in_time(company: Company, monkeypatch: pytest.MonkeyPatch, purpose: str) -> None:
    somebody = company.joins("viewer")
    with writing(company.database) as connection:
        token = make_link(connection, somebody.workspace, somebody.person or 0, purpose)
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment + LIFETIMES[purpose] - 5)
    assert look_at_link(company.database, token, purpose)
    monkeypatch.setattr(clock, "now", lambda: moment + LIFETIMES[purpose] + 1)
    assert look_at_link(company.database, token, purpose) is None
    assert not reset_password(company.database, token, HASH)


def test_a_link_with_a_slip_opens_nothing(company: Company) -> None:
    token = reset_link(company, company.joins("viewer"))
    for slip in (token[:-1], token + "A", token.swapcase(), "", "\0", "é", "\udcff"):
        assert look_at_link(company.database, slip, "reset") is None
    assert len(token) >= 43  # 256 bits in base 64


def test_a_newer_link_ends_the_one_before_it(company: Company) -> None:
    somebody = company.joins("viewer")
    first, second = reset_link(company, somebody), reset_link(company, somebody)
    assert look_at_link(company.database, first, "reset") is None
    assert look_at_link(company.database, second, "reset")


def test_a_stranger_who_asks_for_mails_spoils_no_link(company: Company) -> None:
    somebody = company.joins("viewer")
    email = look_at_link(company.database, reset_link(company, somebody), "reset").email  # type: ignore[union-attr]
    first = forgotten(company.database, company.code, email) or ""
    for _ in range(3):
        assert forgotten(company.database, company.code, email)
    assert look_at_link(company.database, first, "reset")
    assert forgotten(company.database, company.code, "nobody@mehr.example") is None


def by_removal(company: Company, somebody: Actor) -> None:
    remove_person(company.database, company.owner, somebody.person or 0)


def by_new_email(company: Company, somebody: Actor) -> None:
    change_email(company.database, somebody, "elsewhere@mehr.example")


def by_new_password(company: Company, somebody: Actor) -> None:
    change_password(company.database, somebody, HASH, 0)


def by_another_link(company: Company, somebody: Actor) -> None:
    other = forgotten(company.database, company.code, "person@mehr.example")
    assert other
    assert reset_password(company.database, other, HASH)


@pytest.mark.parametrize("end", [by_removal, by_new_email, by_new_password, by_another_link])
def test_links_end_with_what_they_were_made_for(company: Company, end: Callable[[Company, Actor], None]) -> None:
    person, invitation = invite(company.database, company.owner, "person@mehr.example", "viewer")
    assert join(company.database, invitation, "Person", HASH, BROWSER)
    somebody = Actor(company.owner.workspace, person, "viewer")
    token = reset_link(company, somebody)
    with writing(company.database) as connection:
        half = make_link(connection, somebody.workspace, person, "second_step")
    end(company, somebody)
    assert look_at_link(company.database, token, "reset") is None
    assert look_at_link(company.database, half, "second_step") is None
    assert not reset_password(company.database, token, HASH)


def test_a_copy_of_the_database_opens_nothing(company: Company) -> None:
    """Whatever stands in it, used as a token, lets nobody in."""
    somebody = company.joins("viewer")
    session, token = company.signs_in(somebody), reset_link(company, somebody)
    company.is_invited("hr")
    with reading(company.database) as connection:
        rows = [
            row
            for table in metadata.tables.values()
            for row in connection.execute(select(table).execution_options(**EVERY))
        ]
    kept = {value for row in rows for value in row if isinstance(value, str)}
    assert session not in kept
    assert token not in kept
    assert find_member(company.database, session)
    for value in kept:
        assert find_member(company.database, value) is None
        assert not [purpose for purpose in PURPOSES if look_at_link(company.database, value, purpose)]
