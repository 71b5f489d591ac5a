"""Many candidates at once: the same means, intervals and levels as one by one, reckoned in columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from readiness.candidates.own_reliability import Whole, own_reliability
from readiness.candidates.panel import Card, levels_of
from readiness.candidates.placement import OUTCOMES, ROOM_BELOW, TOLERANCE
from readiness.candidates.reliability import ASSUMED, LEAST, MOST, Z80, Reliability
from readiness.questionnaire import Rubric

Reals = np.ndarray[Any, np.dtype[np.float64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]
Small = np.ndarray[Any, np.dtype[np.int8]]
NO, MAYBE, YES = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums, sums of squares and numbers of ratings, each candidates × competencies in the order of `keys`.

    `unseen` counts the raters who were asked and saw nothing.
    """

    candidates: tuple[int, ...]
    keys: tuple[str, ...]
    sums: Whole
    squares: Whole
    counts: Whole
    unseen: Whole


@dataclass(frozen=True, slots=True)
class Standings:
    """Every candidate's place, in the order of `candidates`; reals are nan where nothing was rated.

    `means` and `counts` are candidates × `keys`; `mean`, `low`, `high` the overall mean and its 80 % interval.
    `level`, `level_low`, `level_high` index `levels` (−1: below the lowest); `outcome` indexes placement.OUTCOMES.
    """

    candidates: tuple[int, ...]
    keys: tuple[str, ...]
    levels: tuple[str, ...]
    means: Reals
    counts: Whole
    mean: Reals
    low: Reals
    high: Reals
    level: Small
    level_low: Small
    level_high: Small
    outcome: Small


def tally(rubric: Rubric, cards: Mapping[int, Iterable[Card]]) -> Tally:
    """The cards of each candidate, one a rater, added up; what the rubric does not ask is passed over."""
    keys = tuple(wanted.key for wanted in rubric.competencies)
    column = {key: place for place, key in enumerate(keys)}
    cells: list[int] = []
    ratings: list[int] = []
    for row, found in enumerate(cards.values()):
        first = row * len(keys)
        for card in found:
            for key, rating in card.ratings.items():
                if key in column:
                    cells.append(first + column[key])
                    ratings.append(rating or 0)
    return _added_up(tuple(cards), keys, np.array(cells, dtype=np.int64), np.array(ratings, dtype=np.int64))


def _added_up(candidates: tuple[int, ...], keys: tuple[str, ...], cells: Whole, ratings: Whole) -> Tally:
    shape = (len(candidates), len(keys))

    def added(values: Whole) -> Whole:
        whole = np.bincount(cells, weights=values, minlength=shape[0] * shape[1])
        return whole.astype(np.int64).reshape(shape)

    seen = (ratings > 0).astype(np.int64)
    return Tally(candidates, keys, added(ratings), added(ratings * ratings), added(seen), added(1 - seen))


def reliability_of(found: Tally) -> Reliability:
    """The opening's own reliability, or the assumed one until enough candidates were rated by two."""
    return own_reliability(found.sums, found.squares, found.counts)


def standings(
    rubric: Rubric,
    cards: Mapping[int, Iterable[Card]],
    owned: Mapping[int, bool | None] | None = None,
    reliability: Reliability = ASSUMED,
) -> Standings:
    """Where every candidate stands; `owned` as in placement.place, by candidate, unknown where absent."""
    known = owned or {}
    evidence = np.array([_index(known.get(candidate)) for candidate in cards], dtype=np.int8)
    return standings_of(rubric, tally(rubric, cards), evidence, reliability)


def _index(holds: bool | None) -> int:
    return MAYBE if holds is None else YES if holds else NO


def standings_of(rubric: Rubric, found: Tally, owned: Small, reliability: Reliability = ASSUMED) -> Standings:
    """Where every candidate of a tally stands; `owned` holds 0 no, 1 not known, 2 yes for each."""
    means = np.divide(found.sums, found.counts, out=np.full(found.sums.shape, np.nan), where=found.counts > 0)
    mean, sem = _overall(rubric, means, found.counts, reliability)
    low, high = np.maximum(LEAST, mean - Z80 * sem), np.minimum(MOST, mean + Z80 * sem)
    levels = levels_of(rubric)
    others = [_others(rubric, means, level, owned if place else None) for place, level in enumerate(levels)]
    needed = [_mean_target(rubric, found.counts > 0, level) for level in levels]
    at_low, at, at_high = (_fits(value, needed, others) for value in (low, mean, high))
    level, level_low, level_high = (
        _highest(at, YES, owned),
        _highest(at_low, YES, owned),
        _highest(at_high, MAYBE, owned),
    )
    waits = _highest(at, MAYBE, owned) != level
    outcome = _outcomes(np.isnan(mean), waits, level_low != level_high, level < 0)
    return Standings(found.candidates, found.keys, levels, means, found.counts, mean, low, high,
                     level, level_low, level_high, outcome)  # fmt: skip


def _overall(rubric: Rubric, means: Reals, counts: Whole, reliability: Reliability) -> tuple[Reals, Reals]:
    """The weighted mean and its standard error, term by term in the order of panel.overall, so to the last bit."""
    sems = np.array([reliability.sem(raters) for raters in range(int(counts.max(initial=0)) + 1)])
    total, variance, weight = np.zeros(len(means)), np.zeros(len(means)), np.zeros(len(means))
    for place, wanted in enumerate(rubric.competencies):
        rated, sem = counts[:, place] > 0, sems[counts[:, place]]
        total += np.where(rated, wanted.weight * means[:, place], 0.0)
        variance += np.where(rated, wanted.weight * wanted.weight * sem * sem, 0.0)
        weight += wanted.weight * rated
    weight[weight == 0] = np.nan
    return total / weight, np.sqrt(variance) / weight


def _mean_target(rubric: Rubric, rated: Flags, level: str) -> Reals:
    weights = np.array([wanted.weight for wanted in rubric.competencies])
    targets = np.array([wanted.targets[level] for wanted in rubric.competencies])
    weight = (rated @ weights).astype(np.float64)
    weight[weight == 0] = np.nan
    return np.asarray((rated @ (weights * targets)) / weight)


def _others(rubric: Rubric, means: Reals, level: str, owned: Small | None) -> Small:
    """Floors, must-haves and ownership of one level together, for every candidate: 0 failed, 1 open, 2 met."""
    state = np.full(len(means), YES, dtype=np.int8) if owned is None else owned.copy()
    for place, wanted in enumerate(rubric.competencies):
        mean, target = means[:, place], wanted.targets[level]
        needed = target if level in wanted.must_have else target - ROOM_BELOW
        if level in wanted.must_have:
            np.minimum(state, MAYBE, out=state, where=np.isnan(mean))
        state[mean < needed - TOLERANCE] = NO
    return state


def _fits(value: Reals, needed: Sequence[Reals], others: Sequence[Small]) -> list[Small]:
    return [np.where(value >= target - TOLERANCE, other, NO).astype(np.int8)
            for target, other in zip(needed, others, strict=True)]  # fmt: skip


def _highest(states: Sequence[Small], enough: int, like: Small) -> Small:
    """The index of the highest level that is met (or open), −1 for none; as many as `like` holds."""
    found = np.full_like(like, -1)
    for place, state in enumerate(states):
        found[state >= enough] = place
    return found


def _outcomes(unrated: Flags, waits: Flags, between: Flags, below: Flags) -> Small:
    names = ("unrated", "collect", "between", "below")
    codes = [OUTCOMES.index(name) for name in names]
    return np.select([unrated, waits, between, below], codes, OUTCOMES.index("level")).astype(np.int8)
