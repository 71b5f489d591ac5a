"""Who may do what to whom, rank by rank: nobody makes or touches someone above them, and only owners and HR lead."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from readiness.records import clock
from readiness.records.clock import DAY
from readiness.records.database import Database, open_database, writing
from readiness.records.links import look_at_link
from readiness.records.people import (
    LAST_ID,
    ROLES,
    Refused,
    change_person,
    change_role,
    find_person,
    invite,
    link_for,
    list_people,
    may_invite,
    remove_person,
    take_second_step,
)
from readiness.records.scope import Actor
from readiness.records.sessions import find_member
from readiness.records.signing_in import join
from tests.records.company import PASSWORD_HASH, Company

LED_BY = {"owner": set(ROLES), "hr": {"hr", "interviewer", "viewer"}, "interviewer": set(), "viewer": set()}
Act = Callable[[Database, Actor, int], object]
ACTS: dict[str, Act] = {
    "another role": lambda database, by, whom: change_role(database, by, whom, "interviewer"),
    "a new link": link_for,
    "the second step": take_second_step,
    "removing": remove_person,
}


def refusal(act: Callable[..., object], *of: object) -> str | None:
    """Why the records refuse it; None if they do it."""
    try:
        act(*of)
    except Refused as refused:
        return refused.code
    return None


def test_roles_are_handed_out_downwards() -> None:
    assert {role: set(may_invite(role)) for role in ROLES} == LED_BY


@pytest.mark.parametrize("role", ROLES)
def test_nobody_invites_above_themselves(database: Database, role: str) -> None:
    company = Company(database)
    by = company.joins(role)
    for number, wanted in enumerate(ROLES):
        before = company.rows(with_trail=True)
        found = refusal(invite, database, by, f"new{number}@mehr.example", wanted)
        assert found == (None if wanted in LED_BY[role] else "outranks")
        assert (company.rows(with_trail=True) == before) == (found is not None)


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
@pytest.mark.parametrize("role", ROLES)
def test_nobody_touches_someone_whose_role_they_may_not_hand_out(database: Database, role: str, act: Act) -> None:
    company = Company(database)
    by = company.joins(role)
    for theirs in ROLES:
        whom = company.joins(theirs).person or 0
        before = company.rows(with_trail=True)
        found = refusal(act, database, by, whom)
        may = theirs in LED_BY[role] and (act is not take_second_step or role == "owner")
        assert found == (None if may else "outranks")
        if found:
            assert company.rows(with_trail=True) == before


def test_nobody_gets_a_role_above_the_one_who_gives_it(database: Database) -> None:
    company = Company(database)
    hr, viewer = company.joins("hr"), company.joins("viewer")
    for whom in (viewer, hr):
        assert refusal(change_role, database, hr, whom.person or 0, "owner") == "outranks"
        assert company.role_of(whom) == whom.role


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_whom_a_workspace_does_not_have_is_nobody(database: Database, act: Act) -> None:
    company, other = Company(database), Company(database)
    theirs, gone = other.joins("viewer"), company.joins("viewer")
    remove_person(database, company.owner, gone.person or 0)
    before = other.rows(with_trail=True), company.rows(with_trail=True)
    for person_id in (theirs.person or 0, gone.person or 0, 0, LAST_ID, LAST_ID + 1, 10**30):
        assert refusal(act, database, company.owner, person_id) == "nobody"
        assert find_person(database, company.owner, person_id) is None
    assert (other.rows(with_trail=True), company.rows(with_trail=True)) == before


@pytest.mark.parametrize("act", [link_for, take_second_step])
def test_ones_own_password_and_second_step_are_not_got_at_this_way(database: Database, act: Act) -> None:
    company = Company(database)
    company.joins("owner")
    assert refusal(act, database, company.owner, company.owner.person or 0) == "yourself"


@pytest.mark.parametrize("act", ["another role", "removing"])
def test_it_bites_on_the_next_request(database: Database, act: str) -> None:
    company = Company(database)
    viewer = company.joins("viewer")
    token = company.signs_in(viewer)
    assert find_member(database, token)
    ACTS[act](database, company.owner, viewer.person or 0)
    assert find_member(database, token) is None


def test_the_same_role_again_changes_nothing(database: Database) -> None:
    company = Company(database)
    viewer = company.joins("viewer")
    token, before = company.signs_in(viewer), company.rows(with_trail=True)
    before = company.rows(with_trail=True)
    change_role(database, company.owner, viewer.person or 0, "viewer")
    assert company.rows(with_trail=True) == before
    assert find_member(database, token)


def test_removing_ends_links_and_recovery_codes_and_forgets_the_password(database: Database) -> None:
    company = Company(database)
    viewer = company.joins("viewer")
    _, token = link_for(database, company.owner, viewer.person or 0)
    assert look_at_link(database, token, "reset")
    remove_person(database, company.owner, viewer.person or 0)
    assert look_at_link(database, token, "reset") is None
    rows = company.rows()
    assert not rows["links"]
    assert not rows["recovery_codes"]
    assert PASSWORD_HASH not in repr([row for row in rows["people"] if row[0] == viewer.person])


def test_inviting_again_brings_the_same_person_back_without_what_they_had(database: Database) -> None:
    company = Company(database)
    owner = company.joins("owner")
    email = next(person.email for person in list_people(database, owner) if person.id == owner.person)
    with writing(database) as connection:
        change_person(connection, owner.workspace, owner.person or 0, second_step="sealed")
    remove_person(database, company.owner, owner.person or 0)
    person_id, token = invite(database, company.owner, email.upper(), "viewer")
    assert person_id == owner.person
    found = find_person(database, company.owner, person_id)
    assert found is not None
    assert (found.role, found.joined_at, found.has_second_step) == ("viewer", None, False)
    assert join(database, token, "Back again", PASSWORD_HASH, "Firefox")


def test_an_e_mail_is_invited_once_however_many_try(database: Database) -> None:
    company = Company(database)
    url = database.writers.url.render_as_string(hide_password=False)

    def attempt(_: int) -> str | None:
        own = open_database(url, patience=20)
        try:
            return refusal(invite, own, company.owner, "wanted@mehr.example", "viewer")
        finally:
            own.writers.dispose()

    with ThreadPoolExecutor(6) as several:
        ended = list(several.map(attempt, range(6)))
    assert sorted(ended, key=str) == [None, *["already_here"] * 5]
    assert [person.email for person in list_people(database, company.owner)].count("wanted@mehr.example") == 1


def test_a_new_invitation_link_holds_as_long_as_the_first_and_ends_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = Company(database)
    person_id, first = company.is_invited("viewer")
    later = clock.now() + 8 * DAY
    monkeypatch.setattr(clock, "now", lambda: later)
    assert look_at_link(database, first, "invite") is None
    purpose, second = link_for(database, company.owner, person_id)
    found = find_person(database, company.owner, person_id)
    assert found is not None
    assert (purpose, found.invitation_ends) == ("invite", later + 7 * DAY)
    monkeypatch.setattr(clock, "now", lambda: later + 7 * DAY - 1)
    assert look_at_link(database, second, "invite")
    link_for(database, company.owner, person_id)
    assert look_at_link(database, second, "invite") is None


@pytest.mark.parametrize("act", ["promoted", "removed"])
def test_a_link_holds_no_longer_than_the_ranks_it_was_made_between(database: Database, act: str) -> None:
    """HR's reset link for a viewer opens no owner's account, and an owner who is gone has no invitations out."""
    company = Company(database)
    if act == "promoted":
        viewer, hr = company.joins("viewer"), company.joins("hr")
        purpose, token = link_for(database, hr, viewer.person or 0)
        change_role(database, company.owner, viewer.person or 0, "owner")
    else:
        other = company.joins("owner")
        (_, token), purpose = invite(database, other, "accomplice@mehr.example", "owner"), "invite"
        remove_person(database, company.owner, other.person or 0)
    assert look_at_link(database, token, purpose) is None
