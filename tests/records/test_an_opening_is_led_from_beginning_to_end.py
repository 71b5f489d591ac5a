"""What happens to an opening's people and candidates when its plan changes, and when it is deleted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from readiness.candidates.snapshot import tailored, write_rubric
from readiness.records import tables
from readiness.records.candidates import HIRING
from readiness.records.database import Database, reading
from readiness.records.decisions import decide, decisions_of
from readiness.records.openings import change_opening, delete_opening, find_opening, list_openings, panel_of
from readiness.records.owed import how_far, owed_by_opening
from readiness.records.people import Refused
from readiness.records.scope import EVERY
from readiness.records.scorecards import locked_cards
from tests.records.company import Company
from tests.records.hiring import KEYS, PLAN, RUBRIC, Hiring

OF_OPENINGS = (tables.openings, tables.panel, tables.candidates, tables.scorecards, tables.decisions)


@pytest.fixture
def hiring(database: Database) -> Hiring:
    return Hiring(Company(database))


def weights(*but: str) -> dict[str, int]:
    return {one.key: 1 for one in RUBRIC.competencies if one.key not in but}


def test_what_is_rated_no_longer_is_asked_of_nobody(hiring: Hiring) -> None:
    rubric = write_rubric(tailored(RUBRIC, weights("curiosity")))
    assert change_opening(hiring.database, hiring.owner, hiring.opening, 1, replace(PLAN, rubric=rubric)) is None
    shares = panel_of(hiring.database, hiring.owner, hiring.opening)
    assert [share.competencies for share in shares] == [KEYS[1:], KEYS[1:]]


def test_who_has_nothing_left_to_rate_leaves_the_panel(hiring: Hiring) -> None:
    rubric = write_rubric(tailored(RUBRIC, weights(*KEYS)))
    assert change_opening(hiring.database, hiring.owner, hiring.opening, 1, replace(PLAN, rubric=rubric)) is None
    assert panel_of(hiring.database, hiring.owner, hiring.opening) == []


def test_owed_scorecards_are_counted(hiring: Hiring) -> None:
    first, second = hiring.raters
    hiring.adds("Second Candidate")
    hiring.rates(first)
    far = how_far(hiring.database, hiring.owner, hiring.opening)
    assert (far.candidates, far.locked, far.undecided, far.decided) == (2, 1, 0, 0)
    assert far.owed == {first.person: 1, second.person: 2}
    assert owed_by_opening(hiring.database, first) == {hiring.opening: 1}
    assert owed_by_opening(hiring.database, hiring.owner) == {}
    hiring.rates(second)
    assert how_far(hiring.database, hiring.owner, hiring.opening).undecided == 1


@pytest.mark.parametrize("decision", HIRING)
def test_nobody_is_reminded_once_a_decision_stands_and_nobody_sees_more_for_it(hiring: Hiring, decision: str) -> None:
    first, second = hiring.raters
    hiring.rates(first)
    other = hiring.adds("Second Candidate")
    decide(hiring.database, hiring.owner, hiring.candidate, decision, "As the others told", override=True)
    far = how_far(hiring.database, hiring.owner, hiring.opening)
    assert (far.candidates, far.locked, far.decided) == (2, 1, 1)
    assert far.owed == {first.person: 1, second.person: 1}
    assert [owed_by_opening(hiring.database, rater) for rater in hiring.raters] == [{hiring.opening: 1}] * 2
    seen = hiring.seen_by(second)
    assert (seen.owes, seen.awaited) == (True, False)
    assert (seen.standing, seen.mean, seen.placed, seen.decision) == (None, None, None, None)
    assert locked_cards(hiring.database, second, hiring.candidate) == []
    assert decisions_of(hiring.database, second, [hiring.candidate]) == {}
    hiring.rates(second, candidate=other)
    assert owed_by_opening(hiring.database, second) == {}
    hiring.rates(second)
    assert hiring.seen_by(second).decision == decision
    assert how_far(hiring.database, hiring.owner, hiring.opening).owed == {first.person: 1}


def test_deleting_leaves_nothing(hiring: Hiring) -> None:
    hiring.rates(hiring.raters[0])
    kept = Hiring(Company(hiring.database))
    with pytest.raises(Refused, match="nobody"):
        delete_opening(hiring.database, kept.owner, hiring.opening)
    delete_opening(hiring.database, hiring.owner, hiring.opening)
    assert find_opening(hiring.database, hiring.owner, hiring.opening) is None
    with reading(hiring.database) as connection:
        for table in OF_OPENINGS:
            found = connection.execute(select(table.c.workspace_id).execution_options(**EVERY)).scalars()
            assert set(found) <= {kept.owner.workspace}, table
    assert len(list_openings(hiring.database, kept.owner)) == 1
    with pytest.raises(Refused, match="nobody"):
        hiring.adds("Too Late")
