"""An opening's own reliability, once enough of its candidates were rated by two."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from readiness.candidates.reliability import Reliability

ENOUGH_CANDIDATES = 20
HIGHEST_OWN_R = 0.95
Whole = np.ndarray[Any, np.dtype[np.int64]]


def own_reliability(sums: Whole, squares: Whole, counts: Whole) -> Reliability:
    """The opening's own r and SD, or the assumed ones where fewer than 20 were rated by two on any competency.

    All arrays are candidates × competencies: the sum of the ratings, of their squares, and how many there are.
    r is the one-way ICC(1,1) of an unbalanced design, sums of squares pooled over competencies, so a rater's
    leniency counts as error; it is kept between 0 and 0.95. Only what two or more have rated counts.
    """
    twice = counts >= 2
    candidates = int(np.count_nonzero(twice.any(axis=1))) if twice.size else 0
    if candidates < ENOUGH_CANDIDATES:
        return Reliability(candidates=candidates)
    r, sd = _components(sums * twice, squares * twice, counts * twice)
    if sd <= 0:
        return Reliability(candidates=candidates)
    return Reliability(min(HIGHEST_OWN_R, max(0.0, r)), sd, assumed=False, candidates=candidates)


def _components(sums: Whole, squares: Whole, counts: Whole) -> tuple[float, float]:
    """r and the pooled SD of means from one-way sums of squares; (0, 0) where nothing varies between candidates."""
    people, ratings = (counts > 0).sum(axis=0), counts.sum(axis=0)
    counted = people >= 2
    sums, squares, counts = sums[:, counted], squares[:, counted], counts[:, counted]
    freedom = int((people[counted] - 1).sum())
    if not freedom:
        return 0.0, 0.0
    means = np.divide(sums, counts, out=np.zeros(sums.shape), where=counts > 0)
    total = ratings[counted]
    between = float((sums * means).sum() - (sums.sum(axis=0) ** 2 / total).sum()) / freedom
    within = float(squares.sum() - (sums * means).sum()) / float((total - people[counted]).sum())
    size = float((total - (counts**2).sum(axis=0) / total).sum()) / freedom
    middle = means.sum(axis=0) / people[counted]
    spread = float((((means - middle) ** 2) * (counts > 0)).sum()) / freedom
    if spread < 1e-12:
        return 0.0, 0.0
    return (between - within) / (between + (size - 1) * within), math.sqrt(spread)
