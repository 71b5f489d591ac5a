"""A decision is a person's, has a reason, says so where it goes against the scorecards, and stays in the history."""

from __future__ import annotations

from typing import Any

import pytest

from readiness.records.candidates import Wish, find_candidate, list_candidates
from readiness.records.database import Database
from readiness.records.decisions import decide, decisions_of, goes_against
from readiness.records.people import Refused
from readiness.records.rated import cards_of, rating_stamp, scores_of_the_last, waiting_for
from tests.records.company import Company
from tests.records.hiring import Hiring, rated

LEVELS = ("junior", "mid", "senior")


@pytest.fixture
def hiring(database: Database) -> Hiring:
    return Hiring(Company(database), names_hidden=False)


def both_rate(hiring: Hiring, score: Any = 5, candidate: int | None = None, **others: Any) -> None:
    for rater in hiring.raters:
        hiring.rates(rater, rated(score, **others), candidate)


@pytest.mark.parametrize(
    ("decision", "placed", "sought", "against"),
    [
        ("hire", "mid", "mid", False),
        ("hire", "senior", "mid", False),
        ("hire", "junior", "mid", True),
        ("hire", "below", "junior", True),
        ("hire", "open", "junior", True),
        ("hire", None, "junior", True),
        ("reject", "junior", "mid", False),
        ("reject", "mid", "mid", True),
        ("reject", "senior", "mid", True),
        ("reject", "open", "mid", False),
        ("reject", None, "mid", False),
        ("hold", "senior", "mid", False),
        ("hold", None, "mid", False),
    ],
)
def test_what_goes_against_the_scorecards(decision: str, placed: str | None, sought: str, against: bool) -> None:
    assert goes_against(decision, placed, sought, LEVELS) is against


def test_a_decision_against_the_scorecards_has_to_be_meant(hiring: Hiring) -> None:
    both_rate(hiring, 1)
    with pytest.raises(Refused, match="override"):
        decide(hiring.database, hiring.owner, hiring.candidate, "hire", "I like her")
    assert hiring.seen_by(hiring.owner).decision is None
    assert not decisions_of(hiring.database, hiring.owner, [hiring.candidate])
    decide(hiring.database, hiring.owner, hiring.candidate, "hire", "She ran our biggest account", override=True)
    (taken,) = decisions_of(hiring.database, hiring.owner, [hiring.candidate])[hiring.candidate]
    assert (taken.decision, taken.overrides, taken.reason) == ("hire", True, "She ran our biggest account")


def test_no_score_decides_by_itself(hiring: Hiring) -> None:
    both_rate(hiring, 1)
    assert hiring.seen_by(hiring.owner).decision is None


def test_earlier_decisions_stay(hiring: Hiring) -> None:
    decide(hiring.database, hiring.owner, hiring.candidate, "hold", "Wait for the others")
    decide(hiring.database, hiring.owner, hiring.candidate, "reject", "Found somebody")
    taken = decisions_of(hiring.database, hiring.owner, [hiring.candidate])[hiring.candidate]
    assert [each.decision for each in taken] == ["reject", "hold"]
    assert hiring.seen_by(hiring.owner).decision == "reject"


def test_whoever_has_yet_to_rate_neither_decides_nor_sees_decisions(hiring: Hiring) -> None:
    hr = hiring.raters[1]
    decide(hiring.database, hiring.owner, hiring.candidate, "hold", "Wait")
    with pytest.raises(Refused, match="owes"):
        decide(hiring.database, hr, hiring.candidate, "hold", "Wait")
    assert not decisions_of(hiring.database, hr, [hiring.candidate])
    hiring.rates(hr)
    assert decisions_of(hiring.database, hr, [hiring.candidate])


def test_cards_and_decisions_of_others_are_nobodys(hiring: Hiring) -> None:
    both_rate(hiring)
    stranger = Company(hiring.database).owner
    with pytest.raises(Refused, match="nobody"):
        decide(hiring.database, stranger, hiring.candidate, "hold", "Mine")
    assert not cards_of(hiring.database, stranger, [hiring.candidate])
    assert not waiting_for(hiring.database, stranger, hiring.candidate)
    assert not scores_of_the_last(hiring.database, stranger, hiring.opening)


def test_cards_of_many_leave_out_those_one_has_yet_to_rate(hiring: Hiring) -> None:
    other = hiring.adds("Ben Ode", "ben@example.org")
    both_rate(hiring)
    hiring.rates(hiring.raters[0], rated(2), other)
    seen = cards_of(hiring.database, hiring.raters[1], [hiring.candidate, other])
    assert {candidate: len(cards) for candidate, cards in seen.items()} == {hiring.candidate: 2}
    assert set(cards_of(hiring.database, hiring.owner, [hiring.candidate, other])) == {hiring.candidate, other}
    assert [each.locked for each in waiting_for(hiring.database, hiring.raters[1], other)] == [True, False]


def test_candidates_are_put_in_order_by_one_competency(hiring: Hiring) -> None:
    high, low, unseen = (hiring.adds(name, f"{name}@example.org") for name in ("high", "low", "unseen"))
    both_rate(hiring, 3)
    both_rate(hiring, 3, high, renewal=5)
    both_rate(hiring, 5, low, renewal=1)
    both_rate(hiring, 5, unseen, renewal="not_seen")
    rising = list_candidates(hiring.database, hiring.owner, hiring.opening, Wish(order="renewal"))
    assert [each.id for each in rising] == [low, hiring.candidate, high, unseen]
    falling = list_candidates(hiring.database, hiring.owner, hiring.opening, Wish(order="renewal", falling=True))
    assert [each.id for each in falling] == [high, hiring.candidate, low, unseen]


def test_order_by_a_competency_tells_nothing_of_whom_one_has_yet_to_rate(hiring: Hiring) -> None:
    rater, other = hiring.raters
    strong = hiring.adds("strong", "strong@example.org")
    hiring.rates(other, rated(1))
    hiring.rates(other, rated(5), strong)
    found = list_candidates(hiring.database, rater, hiring.opening, Wish(order="renewal", falling=True))
    assert [each.id for each in found] == [hiring.candidate, strong]


def test_what_was_reckoned_is_as_old_as_the_last_lock(hiring: Hiring) -> None:
    before = rating_stamp(hiring.database, hiring.owner, hiring.opening)
    hiring.rates(hiring.raters[0])
    after = rating_stamp(hiring.database, hiring.owner, hiring.opening)
    assert before != after
    assert not scores_of_the_last(hiring.database, hiring.owner, hiring.opening)  # one of two has rated
    hiring.rates(hiring.raters[1], rated(3, renewal="not_seen"))
    (scores,) = scores_of_the_last(hiring.database, hiring.owner, hiring.opening).values()
    assert [scores[int(rater.person or 0)]["renewal"] for rater in hiring.raters] == [4, None]
    assert find_candidate(hiring.database, hiring.owner, hiring.candidate)
