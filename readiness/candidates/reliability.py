"""How far a mean of ratings may be trusted: assumed at first, and an opening's own once enough people were rated."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

ASSUMED_R, ASSUMED_SD = 0.44, 0.8
ENOUGH_CANDIDATES = 20
HIGHEST_OWN_R = 0.95
Z80 = 1.2816
LEAST, MOST = 1, 5
Whole = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Reliability:
    """One rater's reliability `r` (0–1) on a competency, and `sd`, the spread of candidates' means in points.

    `assumed` is true until the opening's own are known; `candidates` counts those whom two or more have rated.
    """

    r: float = ASSUMED_R
    sd: float = ASSUMED_SD
    assumed: bool = True
    candidates: int = 0

    def of_mean(self, raters: int) -> float:
        """r_k = k·r ÷ (1 + (k − 1)·r), Spearman and Brown; 0 where nobody rated."""
        return raters * self.r / (1 + (raters - 1) * self.r)

    def sem(self, raters: int) -> float:
        """SEM = SD·√(1 − r_k), in points of the 1–5 scale."""
        return standard_error(self.sd, self.of_mean(raters))

    def gain(self, raters: int) -> float:
        """By how much one more rater lowers the squared SEM of a competency that `raters` have rated."""
        return self.sd * self.sd * (self.of_mean(raters + 1) - self.of_mean(raters))


ASSUMED = Reliability()


def standard_error(sd: float, reliability: float) -> float:
    """SEM = SD·√(1 − r), in the units of `sd` (classical test theory)."""
    return sd * math.sqrt(1 - reliability)


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
