"""Whoever owes a scorecard sees nothing of what others rated; hidden names stay hidden until everybody has rated."""

from __future__ import annotations

import pytest

from readiness.records.candidates import Wish, count_candidates, list_candidates, read_applicant
from readiness.records.database import Database
from readiness.records.openings import begin_opening, find_opening, list_openings, share_out
from readiness.records.people import Refused
from readiness.records.scorecards import (
    NOT_SEEN,
    lock_card,
    locked_cards,
    own_card,
    progress_of,
    reopen_card,
    save_card,
)
from tests.records.company import Company
from tests.records.hiring import KEYS, PLAN, Hiring, rated


@pytest.fixture
def hiring(database: Database) -> Hiring:
    return Hiring(Company(database))


def test_who_owes_a_card_sees_no_standing_of_others(hiring: Hiring) -> None:
    first, second = hiring.raters
    hiring.rates(first)
    owing = hiring.seen_by(second)
    assert owing.owes
    assert (owing.standing, owing.mean, owing.placed, owing.decision) == (None, None, None, None)
    assert locked_cards(hiring.database, second, hiring.candidate) == []
    done = hiring.seen_by(first)
    assert not done.owes
    assert done.mean == 4
    assert [card.person for card in locked_cards(hiring.database, first, hiring.candidate)] == [first.person]


def test_who_is_not_on_the_panel_sees_locked_cards_and_no_drafts(hiring: Hiring) -> None:
    first, second = hiring.raters
    hiring.rates(first)
    save_card(hiring.database, second, hiring.candidate, 0, rated(1))
    assert [card.person for card in locked_cards(hiring.database, hiring.owner, hiring.candidate)] == [first.person]
    assert hiring.seen_by(hiring.owner).mean == 4
    assert progress_of(hiring.database, hiring.owner, hiring.opening) == {hiring.candidate: 1}


def test_lists_can_be_neither_ordered_nor_narrowed_by_what_is_not_shown(hiring: Hiring) -> None:
    first, second = hiring.raters
    other = hiring.adds("Amir", "amir@example.org")
    hiring.rates(first)
    hiring.rates(first, rated(2), other)
    listed = [(Wish(order="mean", falling=falling)) for falling in (True, False)]
    orders = [[one.id for one in list_candidates(hiring.database, second, hiring.opening, wish)] for wish in listed]
    assert orders == [[hiring.candidate, other]] * 2
    orders = [[one.id for one in list_candidates(hiring.database, first, hiring.opening, wish)] for wish in listed]
    assert orders == [[hiring.candidate, other], [other, hiring.candidate]]
    placed = hiring.seen_by(first).placed or ""
    assert count_candidates(hiring.database, second, hiring.opening, Wish(placed=placed)) == 0
    assert count_candidates(hiring.database, first, hiring.opening, Wish(placed=placed)) == 1


def test_a_hidden_name_is_found_by_nobody_until_everybody_has_rated(hiring: Hiring) -> None:
    everybody = (hiring.owner, *hiring.raters)
    assert {hiring.seen_by(one).name for one in everybody} == {""}
    assert count_candidates(hiring.database, hiring.owner, hiring.opening, Wish("nora")) == 0
    assert count_candidates(hiring.database, hiring.owner, hiring.opening, Wish("c-1")) == 1
    for rater in hiring.raters:
        hiring.rates(rater)
    assert {hiring.seen_by(one).name for one in everybody} == {"Nora Vale"}
    assert count_candidates(hiring.database, hiring.owner, hiring.opening, Wish("nora")) == 1
    reopen_card(hiring.database, hiring.owner, hiring.candidate, int(hiring.raters[0].person or 0))
    assert hiring.seen_by(hiring.owner).name == ""


def test_names_that_are_not_hidden_show_at_once(database: Database) -> None:
    hiring = Hiring(Company(database), names_hidden=False)
    assert hiring.seen_by(hiring.raters[0]).name == "Nora Vale"


def test_a_reopened_card_counts_no_longer_and_leaves_a_trace(hiring: Hiring) -> None:
    first, second = hiring.raters
    hiring.rates(first, rated(5))
    hiring.rates(second, rated(3))
    assert hiring.seen_by(hiring.owner).mean == 4
    reopen_card(hiring.database, hiring.owner, hiring.candidate, int(first.person or 0))
    assert hiring.seen_by(hiring.owner).mean == 3
    assert hiring.seen_by(first).mean is None
    card = own_card(hiring.database, first, hiring.candidate)
    assert (card.locked_at, card.reopened) == (None, 1)
    assert card.ratings == rated(5)


def test_a_card_is_locked_only_when_everything_is_answered_with_evidence(hiring: Hiring) -> None:
    first = hiring.raters[0]
    bare = {**rated(), "renewal": {"score": 3, "evidence": " "}, "curiosity": {"score": NOT_SEEN, "evidence": ""}}
    card = save_card(hiring.database, first, hiring.candidate, 0, bare)
    assert card.lacking == ("renewal",)
    with pytest.raises(Refused, match="incomplete"):
        lock_card(hiring.database, first, hiring.candidate, card.version)
    card = save_card(hiring.database, first, hiring.candidate, 1, {"renewal": {"score": 3, "evidence": "rescued one"}})
    locked = lock_card(hiring.database, first, hiring.candidate, card.version)
    assert locked.locked_at
    assert "curiosity" not in (hiring.seen_by(first).standing or {})["means"]
    with pytest.raises(Refused, match="locked"):
        save_card(hiring.database, first, hiring.candidate, locked.version, rated(1))


def test_two_tabs_lose_no_words(hiring: Hiring) -> None:
    first = hiring.raters[0]
    one = save_card(hiring.database, first, hiring.candidate, 0, rated(2))
    late = save_card(hiring.database, first, hiring.candidate, 0, rated(5))
    assert (one.version, late.version) == (1, 1)
    assert late.ratings == rated(2)
    again = save_card(hiring.database, first, hiring.candidate, 1, rated(2))
    assert again.version == 1
    assert save_card(hiring.database, first, hiring.candidate, 1, rated(5)).version == 2


def test_only_the_panel_rates_and_only_its_share(hiring: Hiring) -> None:
    outsider = hiring.company.joins("interviewer")
    with pytest.raises(Refused, match="nobody"):
        own_card(hiring.database, outsider, hiring.candidate)
    assert find_opening(hiring.database, outsider, hiring.opening) is None
    assert list_openings(hiring.database, outsider) == []
    assert [opening.id for opening, _ in list_openings(hiring.database, hiring.raters[0])] == [hiring.opening]
    card = save_card(
        hiring.database, hiring.raters[0], hiring.candidate, 0, {"strategy": {"score": 5, "evidence": "x"}}
    )
    assert card.ratings == {}


def test_another_companys_ids_are_nobodys(hiring: Hiring) -> None:
    rival = Company(hiring.database).owner
    assert find_opening(hiring.database, rival, hiring.opening) is None
    assert read_applicant(hiring.database, rival, hiring.candidate) is None
    foreign = begin_opening(hiring.database, rival, "account_manager", PLAN)
    with pytest.raises(Refused, match="nobody"):
        share_out(hiring.database, rival, foreign, {int(hiring.raters[0].person or 0): KEYS})


def test_a_viewer_rates_nobody(hiring: Hiring) -> None:
    viewer = hiring.company.joins("viewer")
    with pytest.raises(Refused, match="not_rater"):
        share_out(hiring.database, hiring.owner, hiring.opening, {int(viewer.person or 0): KEYS})


def test_the_same_person_stands_in_an_opening_once(hiring: Hiring) -> None:
    with pytest.raises(Refused, match="already_here"):
        hiring.adds("Nora V.", "Nora@Example.org")
