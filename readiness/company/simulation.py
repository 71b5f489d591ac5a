"""Ten thousand possible companies and account managers: the chance that the role pays for itself.

One seed an edition, one stream a number, and the same draws for every level, so that no answer changes the luck.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from readiness.company.funding import Gain, gain, worth
from readiness.company.numbers import CASH_FLOW, Case, Company, Number, Range, case_of
from readiness.questionnaire import Level

GROWTH_INPUTS = ("grr", "expansion", "inflation", "retention_lift", "expansion_lift", "ramp")
Draws = np.ndarray[Any, np.dtype[np.float64]]


@lru_cache(maxsize=64)
def _standard_draws(name: str, alpha: float, beta: float, seed: int, draws: int) -> Draws:
    stream = np.random.default_rng([seed, zlib.crc32(name.encode())])
    drawn = stream.beta(alpha, beta, draws)
    drawn.flags.writeable = False
    return drawn


def beta_pert(name: str, found: Range, seed: int, draws: int) -> Number:
    """Draws from beta-PERT(low, likely, high): α = 1 + 4(mode − a)/(b − a), β = 1 + 4(b − mode)/(b − a).

    The stream belongs to the number's name; equal shapes share their luck. A certain number stays a float.
    """
    if not found.is_uncertain:
        return found.likely
    width = found.high - found.low
    rise = round(4 * (found.likely - found.low) / width, 9)
    return found.low + width * _standard_draws(name, 1 + rise, 5 - rise, seed, draws)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Worth in every draw for each level, by the level's key."""

    worth: Mapping[str, Draws]

    def chance(self, level: str) -> float:
        """The share of draws in which the role is worth more than nothing, 0–1."""
        return float(np.count_nonzero(self.worth[level] > 0) / self.worth[level].size)

    def percentiles(self, level: str) -> tuple[float, float, float]:
        """P10, P50 and P90 of worth."""
        low, middle, high = np.percentile(self.worth[level], (10, 50, 90))
        return float(low), float(middle), float(high)


class Simulation:
    """Simulates one company again and again with some numbers changed, drawing and reckoning only what changes."""

    def __init__(self, levels: tuple[Level, ...]) -> None:
        self.levels = levels
        self._drawn: dict[tuple[str, Range], Number] = {}
        self._gains: dict[tuple[object, ...], dict[str, Gain]] = {}

    def run(self, company: Company) -> Outcomes:
        """Worth in every draw, for every level."""
        drawn, size = self._draw(company), int(company.assumptions["draws"])
        found = {
            key: worth(drawn, level, company.assumptions, gained) for key, level, gained in self._gained(company, drawn)
        }
        return Outcomes({key: np.broadcast_to(worths, (size,)) for key, worths in found.items()})

    def _draw(self, company: Company) -> Case:
        """One case whose uncertain fields are arrays of draws."""
        seed, draws = int(company.assumptions["seed"]), int(company.assumptions["draws"])
        values = {}
        for name in company.ranges.keys() & set(CASH_FLOW):
            key = (name, company.ranges[name])
            if key not in self._drawn:
                self._drawn[key] = beta_pert(*key, seed, draws)
            values[name] = self._drawn[key]
        return case_of(company, values)

    def _gained(self, company: Company, drawn: Case) -> list[tuple[str, Level, Gain]]:
        wins = company.ranges["new_accounts"].high > 0
        key = (wins, *(company.ranges[name] for name in GROWTH_INPUTS))
        if key not in self._gains:
            terms = company.assumptions
            self._gains[key] = {level.key: gain(drawn, level, terms) for level in self.levels}
        return [(level.key, level, self._gains[key][level.key]) for level in self.levels]
