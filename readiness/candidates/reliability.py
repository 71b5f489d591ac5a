"""How far a mean of ratings may be trusted: assumed at first, and an opening's own once enough people were rated."""

from __future__ import annotations

import math
from dataclasses import dataclass

ASSUMED_R, ASSUMED_SD = 0.44, 0.8
Z80 = 1.2816
LEAST, MOST = 1, 5


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
