"""Whoever is screened in a crowd stands where their own panel would put them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from panel_cast import TWELVE

from readiness.candidates import screening
from readiness.candidates.panel import Card, panel_of
from readiness.candidates.placement import OUTCOMES, place
from readiness.candidates.screening import Ratings, Screened, card_scores, rater_means, screen

KEYS = tuple(wanted.key for wanted in TWELVE.competencies)
ROW = st.lists(st.integers(0, 5), min_size=12, max_size=12)
PEOPLE = st.lists(st.tuples(st.lists(ROW, min_size=1, max_size=4), st.integers(0, 2)), min_size=1, max_size=12)
Person = tuple[list[list[int]], int]


def ratings_of(people: list[Person]) -> Ratings:
    """The cards in an order of their own: every rater's after the other's."""
    cards = sorted((by, who, row) for who, (rows, _) in enumerate(people) for by, row in enumerate(rows))
    columns = np.array([row for _, _, row in cards], dtype=np.int8).T
    who, by = (np.array([card[place] for card in cards], dtype=np.int32) for place in (1, 0))
    owned = np.array([answer for _, answer in people], dtype=np.int8)
    names = [f"C{place}" for place in range(len(people))]
    return Ratings(KEYS, names, ["r0", "r1", "r2", "r3"], who, by, list(columns), owned)


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screening, "BLOCK", 5)


def screened(people: list[Person]) -> list[tuple[Screened, int]]:
    """Everybody, each with their block and their row in it."""
    return [(block, row) for block in screen(TWELVE, ratings_of(people)) for row in range(len(block.names))]


@given(PEOPLE)
def test_everybody_stands_where_their_own_panel_puts_them(people: list[Person]) -> None:
    found = screened(people)
    assert len(found) == len(people)
    for (block, row), (rows, answer) in zip(found, people, strict=True):
        cards = [
            Card(by, dict(zip(KEYS, (rated or None for rated in held), strict=True))) for by, held in enumerate(rows)
        ]
        owned = (False, None, True)[answer]
        alone, order = place(TWELVE, panel_of(TWELVE, cards), owned), (None, *block.standings.levels)
        assert OUTCOMES[block.standings.outcome[row]] == alone.outcome
        if alone.outcome != "unrated":
            assert (order[block.standings.level[row] + 1], order[block.standings.level_high[row] + 1]) == (
                alone.level, alone.high)  # fmt: skip
        freed = place(TWELVE, panel_of(TWELVE, cards), True)
        higher = alone.outcome != "unrated" and order.index(freed.level) > order.index(alone.level)
        assert block.capped[row] == (owned is False and higher)
        assert block.raters[row] == len(rows)
        told = {KEYS[column] for column in np.flatnonzero(block.collect[row])}
        assert told <= {one.competency for one in alone.evidence if one.code == "must_have"}
        assert bool(told) or bool(block.unowned[row]) or alone.outcome != "collect"


@given(st.lists(ROW, min_size=1, max_size=17), st.lists(st.integers(1, 3), min_size=12, max_size=12))
def test_a_cards_score_is_exact(rows: list[list[int]], weights: list[int]) -> None:
    sums, rated = card_scores(list(np.array(rows, dtype=np.int8).T.copy()), weights)
    for place_, row in enumerate(rows):
        assert sums[place_] == sum(weight * rating for weight, rating in zip(weights, row, strict=True))
        assert rated[place_] == sum(weight for weight, rating in zip(weights, row, strict=True) if rating)


def test_how_a_rater_uses_the_scale_is_told() -> None:
    found = rater_means(TWELVE, ratings_of([([[5] * 12, [1] * 12], 2), ([[3] * 6 + [0] * 6, [0] * 12], 2)]))
    assert [(one.name, one.cards, one.mean) for one in found[:3]] == [("r0", 2, 4.0), ("r1", 1, 1.0), ("r2", 0, None)]


def test_nobody_at_all_is_no_block() -> None:
    nothing, none = np.zeros(0, dtype=np.int8), np.zeros(0, dtype=np.int32)
    assert list(screen(TWELVE, Ratings(KEYS, [], [], none, none, [nothing] * 12, nothing))) == []
