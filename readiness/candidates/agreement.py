"""How far raters agree, and who rates higher than the others; what can't be told says why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from readiness.candidates.panel import Card
from readiness.questionnaire import Rubric

Reals = np.ndarray[Any, np.dtype[np.float64]]
ENOUGH_SUBJECTS = 5
FEW_RATERS, FEW_SUBJECTS, NO_VARIANCE = "few_raters", "few_subjects", "no_variance"
Distance = Callable[[Reals, Reals], Reals]


@dataclass(frozen=True, slots=True)
class Figure:
    """A coefficient (1 = full agreement, may be negative), or None and why it can't be told.

    reason: "few_raters" (under two), "few_subjects" (too little that two have rated), "no_variance" (all alike).
    """

    value: float | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Icc:
    """The six intraclass correlations of Shrout & Fleiss (1979): (1,1) is `one`, (1,k) is `one_mean`, and so on."""

    one: Figure
    two: Figure
    three: Figure
    one_mean: Figure
    two_mean: Figure
    three_mean: Figure


@dataclass(frozen=True, slots=True)
class Leniency:
    """By how many points a rater is above (+) or below (−) the others, on the `shared` subjects that others rated too.

    `difference` is None where fewer than 5 are shared.
    """

    rater: int
    difference: float | None
    shared: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """A panel's agreement over `subjects` (a candidate's competency is one) that two or more rated.

    method "icc": every rater rated all; `single` is ICC(2,1) and `mean` ICC(2,k). method "alpha": some ratings are
    missing; `interval` and `ordinal` are Krippendorff's α. What the method leaves out is None.
    """

    method: str
    raters: tuple[int, ...]
    subjects: int
    single: Figure | None
    mean: Figure | None
    interval: Figure | None
    ordinal: Figure | None
    leniency: tuple[Leniency, ...]


def agreement_of(rubric: Rubric, cards: Mapping[int, Iterable[Card]]) -> Agreement:
    """The agreement over the cards of one candidate or of many, by candidate; a rater is told by number."""
    raters, table = ratings_table(rubric, cards)
    table = table[(~np.isnan(table)).any(axis=1)]
    whole = not np.isnan(table).any()
    reason = _too_few(table)
    single, mean = _icc_or(reason, table) if whole else (None, None)
    interval, ordinal = (None, None) if whole else _alpha_or(reason, table)
    subjects = int(((~np.isnan(table)).sum(axis=1) >= 2).sum())
    method = "icc" if whole else "alpha"
    return Agreement(method, raters, subjects, single, mean, interval, ordinal, leniency(raters, table))


def ratings_table(rubric: Rubric, cards: Mapping[int, Iterable[Card]]) -> tuple[tuple[int, ...], Reals]:
    """The raters, sorted, and a table of (candidate, competency) × raters, nan where there is no rating."""
    held = {candidate: list(found) for candidate, found in cards.items()}
    raters = tuple(sorted({card.rater for found in held.values() for card in found}))
    column = {rater: place for place, rater in enumerate(raters)}
    row = {wanted.key: place for place, wanted in enumerate(rubric.competencies)}
    table = np.full((len(held) * len(row), len(raters)), np.nan)
    for place, found in enumerate(held.values()):
        for card in found:
            for key, rating in card.ratings.items():
                if rating is not None and key in row:
                    table[place * len(row) + row[key], column[card.rater]] = rating
    return raters, table


def _too_few(table: Reals) -> str | None:
    rated = ~np.isnan(table)
    if np.count_nonzero(rated.any(axis=0)) < 2:
        return FEW_RATERS
    return FEW_SUBJECTS if np.count_nonzero(rated.sum(axis=1) >= 2) < ENOUGH_SUBJECTS else None


def _icc_or(reason: str | None, table: Reals) -> tuple[Figure, Figure]:
    if reason:
        return Figure(None, reason), Figure(None, reason)
    found = icc(table)
    return found.two, found.two_mean


def _alpha_or(reason: str | None, table: Reals) -> tuple[Figure, Figure]:
    if reason:
        return Figure(None, reason), Figure(None, reason)
    return alpha(table, interval_distance), alpha(table, ordinal_distance)


def icc(table: Reals) -> Icc:
    """The six ICCs of a complete table of subjects × raters (Shrout & Fleiss 1979, two-way mean squares)."""
    subjects, raters = table.shape
    if raters < 2 or subjects < 2:
        return Icc(*[Figure(None, FEW_RATERS if raters < 2 else FEW_SUBJECTS)] * 6)
    middle = table.mean()
    rows, columns = table.mean(axis=1) - middle, table.mean(axis=0) - middle
    rest = table - middle - rows[:, None] - columns
    between = raters * float((rows**2).sum()) / (subjects - 1)
    judges = subjects * float((columns**2).sum()) / (raters - 1)
    error = float((rest**2).sum()) / ((subjects - 1) * (raters - 1))
    within = (judges * (raters - 1) + error * (subjects - 1) * (raters - 1)) / (subjects * (raters - 1))
    bias = (judges - error) / subjects
    return Icc(
        _ratio(between - within, between + (raters - 1) * within),
        _ratio(between - error, between + (raters - 1) * error + raters * bias),
        _ratio(between - error, between + (raters - 1) * error),
        _ratio(between - within, between),
        _ratio(between - error, between + bias),
        _ratio(between - error, between),
    )


def _ratio(part: float, whole: float) -> Figure:
    """A coefficient; where the subjects don't differ at all its denominator is nothing or less, and tells nothing."""
    return Figure(part / whole) if whole > 1e-12 else Figure(None, NO_VARIANCE)


def nominal_distance(values: Reals, _counts: Reals) -> Reals:
    """0 where two values are the same, else 1."""
    return np.asarray(values[:, None] != values, dtype=np.float64)


def interval_distance(values: Reals, _counts: Reals) -> Reals:
    """(c − k)²."""
    return np.asarray((values[:, None] - values) ** 2)


def ordinal_distance(_values: Reals, counts: Reals) -> Reals:
    """(Σ of the n from c to k − (n_c + n_k) ÷ 2)²: how many ranks lie between."""
    middle = np.cumsum(counts) - counts / 2
    return np.asarray((middle[:, None] - middle) ** 2)


def alpha(table: Reals, distance: Distance = interval_distance) -> Figure:
    """Krippendorff's α = 1 − D_o ÷ D_e of subjects × raters with nan for what is missing (Krippendorff 2011).

    A subject with fewer than two ratings has no pair and is left out.
    """
    table = table[(~np.isnan(table)).sum(axis=1) >= 2]
    values = np.unique(table[~np.isnan(table)])
    if not len(table):
        return Figure(None, FEW_SUBJECTS)
    held = (table[:, :, None] == values).sum(axis=1).astype(np.float64)
    pairs = held / (held.sum(axis=1, keepdims=True) - 1)
    observed = pairs.T @ held - np.diag(pairs.sum(axis=0))
    counts = held.sum(axis=0)
    far = distance(values, counts)
    expected = float((np.outer(counts, counts) * far).sum()) / float(counts.sum() - 1)
    return Figure(1 - float((observed * far).sum()) / expected) if expected > 0 else Figure(None, NO_VARIANCE)


def leniency(raters: tuple[int, ...], table: Reals) -> tuple[Leniency, ...]:
    """Each rater's mean difference from the mean of the others, over what both the rater and another rated."""
    rated = ~np.isnan(table)
    others = rated.sum(axis=1, keepdims=True) - 1
    sums = np.nansum(table, axis=1, keepdims=True)
    shared = rated & (others >= 1)
    apart = np.where(shared, table - (sums - table) / np.maximum(others, 1), 0.0)
    counts = shared.sum(axis=0)
    differences = apart.sum(axis=0) / np.maximum(counts, 1)
    return tuple(
        Leniency(rater, float(difference) if count >= ENOUGH_SUBJECTS else None, int(count))
        for rater, difference, count in zip(raters, differences, counts, strict=True)
    )
