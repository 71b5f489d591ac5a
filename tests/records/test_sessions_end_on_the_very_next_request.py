"""A session ends by time, by hand and by what happens to the person, and its token opens nothing from then on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from readiness.records import clock, passwords, signing_in
from readiness.records.database import Database, reading, writing
from readiness.records.people import change_role, invite, link_for, remove_person
from readiness.records.scope import EVERY, Actor
from readiness.records.sessions import (
    IDLE,
    LONGEST,
    SEEN_EVERY,
    end_other_sessions,
    end_session,
    find_member,
    list_sessions,
)
from readiness.records.signing_in import change_password, join, reset_password, sign_in
from readiness.records.tables import people, sessions
from tests.records.company import Company

BROWSER, PASSWORD = "Firefox on Linux", "seven brown kettles sing"
HASH, OTHER_HASH = passwords.hash_password(PASSWORD), passwords.hash_password("another one altogether")
EMAIL = "person@mehr.example"
Shift = Callable[[int], None]


@pytest.fixture
def company(database: Database) -> Company:
    return Company(database)


@pytest.fixture
def somebody(company: Company) -> Actor:
    person, token = invite(company.database, company.owner, EMAIL, "viewer")
    assert join(company.database, token, "Person", HASH, BROWSER)
    return Actor(company.owner.workspace, person, "viewer")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Shift:
    """Let so many seconds pass."""
    passed, begun = [0], clock.now()
    monkeypatch.setattr(clock, "now", lambda: begun + passed[0])

    def shift(seconds: int) -> None:
        passed[0] += seconds

    return shift


def test_it_ends_when_it_is_not_used(company: Company, somebody: Actor, later: Shift) -> None:
    token = company.signs_in(somebody)
    later(IDLE - 1)
    assert find_member(company.database, token)
    later(IDLE - 1)
    assert find_member(company.database, token)
    later(IDLE)
    assert find_member(company.database, token) is None


def test_it_ends_in_any_case_after_its_longest_time(company: Company, somebody: Actor, later: Shift) -> None:
    token = company.signs_in(somebody)
    for _ in range(LONGEST // (IDLE // 2) - 1):
        later(IDLE // 2)
        assert find_member(company.database, token)
    later(IDLE // 2)
    assert find_member(company.database, token) is None
    assert token not in [session.id for session in list_sessions(company.database, somebody)]


def test_being_seen_is_written_now_and_then_only(company: Company, somebody: Actor, later: Shift) -> None:
    token = company.signs_in(somebody)
    begun = clock.now()
    later(SEEN_EVERY - 1)
    find_member(company.database, token)
    assert list_sessions(company.database, somebody)[0].seen_at == begun
    later(1)
    find_member(company.database, token)
    assert list_sessions(company.database, somebody)[0].seen_at == begun + SEEN_EVERY


def test_what_is_over_is_swept_up(company: Company, somebody: Actor, later: Shift) -> None:
    company.signs_in(somebody)
    later(LONGEST)
    company.signs_in(somebody)
    with reading(company.database) as connection:
        mine = select(sessions.c.id).where(sessions.c.workspace_id == somebody.workspace)
        assert len(connection.execute(mine).all()) == 1


def by_role(company: Company, somebody: Actor) -> None:
    change_role(company.database, company.owner, somebody.person or 0, "hr")


def by_removal(company: Company, somebody: Actor) -> None:
    remove_person(company.database, company.owner, somebody.person or 0)


def by_password(company: Company, somebody: Actor) -> None:
    change_password(company.database, somebody, HASH, session=0)


def by_reset(company: Company, somebody: Actor) -> None:
    token = link_for(company.database, company.owner, somebody.person or 0)[1]
    assert reset_password(company.database, token, OTHER_HASH)


def by_hand(company: Company, somebody: Actor) -> None:
    for session in list_sessions(company.database, somebody):
        assert end_session(company.database, somebody, session.id)


def by_hand_all(company: Company, somebody: Actor) -> None:
    end_other_sessions(company.database, somebody, but=0)


@pytest.mark.parametrize("end", [by_role, by_removal, by_password, by_reset, by_hand, by_hand_all])
def test_it_ends_with_what_happens(company: Company, somebody: Actor, end: Callable[[Company, Actor], None]) -> None:
    token, owners = company.signs_in(somebody), company.signs_in(company.owner)
    assert find_member(company.database, token)
    end(company, somebody)
    assert find_member(company.database, token) is None
    assert find_member(company.database, owners)


def test_a_new_password_leaves_this_browser_in_under_a_new_token(company: Company, somebody: Actor) -> None:
    stolen, other = company.signs_in(somebody), company.signs_in(somebody)
    here = find_member(company.database, stolen)
    assert here
    fresh = change_password(company.database, somebody, HASH, here.session)
    assert find_member(company.database, stolen) is None
    assert find_member(company.database, other) is None
    assert find_member(company.database, fresh) == here


def test_nobody_ends_the_session_of_another(company: Company, somebody: Actor) -> None:
    token = company.signs_in(company.owner)
    owners = list_sessions(company.database, company.owner)[0].id
    assert not end_session(company.database, somebody, owners)
    elsewhere = Actor(company.owner.workspace + 1, company.owner.person, "owner")
    assert not end_session(company.database, elsewhere, owners)
    assert find_member(company.database, token)


def test_signing_in_again_ends_the_session_that_the_browser_had(company: Company, somebody: Actor) -> None:
    earlier = company.signs_in(somebody)
    found = sign_in(company.database, company.code, EMAIL.upper(), PASSWORD, BROWSER, earlier)
    assert found.token
    assert found.token != earlier
    assert find_member(company.database, earlier) is None
    assert find_member(company.database, found.token)


@pytest.mark.parametrize("meanwhile", [by_removal, by_reset, by_role])
def test_what_changes_while_the_password_is_compared_counts(
    company: Company,
    somebody: Actor,
    meanwhile: Callable[[Company, Actor], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A session that began just after all of them were ended would outlive it all."""

    def slowly(kept: str | None, password: str) -> bool:
        meanwhile(company, somebody)
        return passwords_fit(kept, password)

    passwords_fit = passwords.password_fits
    monkeypatch.setattr(signing_in.passwords, "password_fits", slowly)
    found = sign_in(company.database, company.code, EMAIL, PASSWORD, BROWSER)
    assert (found.token, found.half) == (None, None)
    assert not list_sessions(company.database, somebody)


def test_whoever_has_not_joined_or_was_removed_signs_in_with_nothing(company: Company, somebody: Actor) -> None:
    person, _ = company.is_invited("viewer")
    with writing(company.database) as connection:
        connection.execute(
            update(people).where(people.c.id == person).values(password_hash=HASH).execution_options(**EVERY)
        )
        email = connection.execute(
            select(people.c.email).where(people.c.id == person).execution_options(**EVERY)
        ).scalar()
    assert sign_in(company.database, company.code, email or "", PASSWORD, BROWSER).token is None
    by_removal(company, somebody)
    assert sign_in(company.database, company.code, EMAIL, PASSWORD, BROWSER).token is None


def test_the_same_person_in_another_workspace_is_somebody_else(company: Company, somebody: Actor) -> None:
    other = Company(company.database)
    assert sign_in(company.database, other.code, EMAIL, PASSWORD, BROWSER).token is None
    assert sign_in(company.database, company.code, EMAIL, PASSWORD, BROWSER).token
