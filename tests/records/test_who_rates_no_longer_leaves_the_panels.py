"""Who is removed, or may rate no longer, owes nothing: what they locked stays, their drafts go, the rest goes on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from sqlalchemy import select

from readiness.records.audit import Wanted, entries
from readiness.records.database import Database, reading
from readiness.records.openings import close_opening, panel_of, share_out
from readiness.records.owed import how_far, owed_by_opening
from readiness.records.people import Refused, change_role, find_person, invite, remove_person
from readiness.records.rated import waiting_for
from readiness.records.scope import Actor
from readiness.records.scorecards import locked_cards, own_card, save_card
from readiness.records.tables import scorecards
from tests.records.company import Company
from tests.records.hiring import KEYS, Hiring, rated

Leave = Callable[[Hiring, Actor], None]


def removed(on: Hiring, somebody: Actor) -> None:
    remove_person(on.database, on.owner, somebody.person or 0)


def made_viewer(on: Hiring, somebody: Actor) -> None:
    change_role(on.database, on.owner, somebody.person or 0, "viewer")


def left_themselves(on: Hiring, somebody: Actor) -> None:
    remove_person(on.database, somebody, somebody.person or 0)


LEAVING = pytest.mark.parametrize("leave", [removed, made_viewer, left_themselves])


@pytest.fixture
def hiring(database: Database) -> Hiring:
    return Hiring(Company(database))


def cards(on: Hiring) -> list[tuple[int, bool]]:
    """Who has a card, and whether it is locked."""
    with reading(on.database) as connection:
        mine = scorecards.c.workspace_id == on.owner.workspace
        found = select(scorecards.c.person_id, scorecards.c.locked_at).where(mine).order_by(scorecards.c.id)
        return [(row.person_id, row.locked_at is not None) for row in connection.execute(found)]


def on_panel(on: Hiring) -> list[int]:
    return [share.person for share in panel_of(on.database, on.owner, on.opening)]


@LEAVING
def test_whoever_waited_for_their_card_alone_is_rated(hiring: Hiring, leave: Leave) -> None:
    stays, leaves = hiring.raters
    hiring.rates(stays)
    save_card(hiring.database, leaves, hiring.candidate, 0, rated(1))
    assert hiring.seen_by(hiring.owner).name == ""
    leave(hiring, leaves)
    assert on_panel(hiring) == [stays.person]
    assert hiring.seen_by(hiring.owner).name == "Nora Vale"
    assert how_far(hiring.database, hiring.owner, hiring.opening).owed == {}
    assert [one.person for one in waiting_for(hiring.database, hiring.owner, hiring.candidate)] == [stays.person]
    assert cards(hiring) == [(stays.person, True)]


@LEAVING
def test_what_they_locked_stays_and_counts(hiring: Hiring, leave: Leave) -> None:
    stays, leaves = hiring.raters
    hiring.rates(leaves, rated(2))
    leave(hiring, leaves)
    assert [card.person for card in locked_cards(hiring.database, hiring.owner, hiring.candidate)] == [leaves.person]
    assert hiring.seen_by(hiring.owner).mean == 2
    assert hiring.seen_by(hiring.owner).name == ""
    hiring.rates(stays, rated(4))
    assert hiring.seen_by(stays).mean == 3
    assert hiring.seen_by(stays).name == "Nora Vale"


def test_where_the_last_one_leaves_who_was_rated_stays_so(hiring: Hiring) -> None:
    other = hiring.adds("Amir")
    for rater in hiring.raters:
        hiring.rates(rater)
    for rater in hiring.raters:
        removed(hiring, rater)
    assert on_panel(hiring) == []
    assert hiring.seen_by(hiring.owner).name == "Nora Vale"
    hiring.candidate = other
    assert hiring.seen_by(hiring.owner).name == ""


def test_closed_openings_are_left_too_for_they_may_open_again(hiring: Hiring) -> None:
    close_opening(hiring.database, hiring.owner, hiring.opening)
    removed(hiring, hiring.raters[0])
    close_opening(hiring.database, hiring.owner, hiring.opening, closed=False)
    assert on_panel(hiring) == [hiring.raters[1].person]


def test_who_may_still_rate_stays_on(hiring: Hiring) -> None:
    change_role(hiring.database, hiring.owner, hiring.raters[0].person or 0, "hr")
    assert on_panel(hiring) == [rater.person for rater in hiring.raters]


def test_who_is_invited_back_owes_nothing(hiring: Hiring) -> None:
    first = hiring.raters[0]
    known = find_person(hiring.database, hiring.owner, first.person or 0)
    assert known
    removed(hiring, first)
    assert invite(hiring.database, hiring.owner, known.email, "interviewer")[0] == first.person
    assert owed_by_opening(hiring.database, first) == {}
    with pytest.raises(Refused, match="nobody"):
        own_card(hiring.database, first, hiring.candidate)


def test_nobody_elses_panels_are_touched(hiring: Hiring) -> None:
    other = Hiring(Company(hiring.database))
    save_card(hiring.database, other.raters[0], other.candidate, 0, rated())
    before = other.company.rows(with_trail=True)
    removed(hiring, hiring.raters[0])
    assert other.company.rows(with_trail=True) == before


def test_the_trail_tells_who_left_which_panel(hiring: Hiring) -> None:
    stays, leaves = hiring.raters
    removed(hiring, leaves)
    noted = entries(hiring.database, hiring.owner, Wanted(), most=2)
    assert [(entry.action, entry.about) for entry in noted] == [
        ("panel_changed", f"opening:{hiring.opening}"),
        ("person_removed", f"person:{leaves.person}"),
    ]
    assert noted[0].details == {"people": [stays.person], "left": leaves.person}


def test_nobody_is_put_on_a_panel_at_the_moment_they_are_removed(hiring: Hiring) -> None:
    """Whichever comes first, nobody who is gone stands on the panel afterwards."""
    for _ in range(5):
        somebody = hiring.company.joins("interviewer")
        wanted = {one.person or 0: KEYS for one in (hiring.raters[0], somebody)}

        def shares(wanted: dict[int, tuple[str, ...]] = wanted) -> None:
            with suppress(Refused):
                share_out(hiring.database, hiring.owner, hiring.opening, wanted)

        with ThreadPoolExecutor(2) as both:
            done = [both.submit(shares), both.submit(removed, hiring, somebody)]
            for each in done:
                each.result()
        assert somebody.person not in on_panel(hiring)
