"""Which doubts matter most: each uncertain number at its P10 and its P90, the others at their likely values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from readiness.company.funding import gain, worth
from readiness.company.numbers import AT_MOST_ONE, CASH_FLOW, Company, case_of
from readiness.company.simulation import beta_pert
from readiness.questionnaire import Level

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Swing:
    """One uncertain number: its P10 and P90, and the worth with it there."""

    key: str
    low: float
    high: float
    worth_at_low: float
    worth_at_high: float

    @property
    def width(self) -> float:
        return abs(self.worth_at_high - self.worth_at_low)


def swings(company: Company, level: Level) -> tuple[Swing, ...]:
    """The widest swings of worth, widest first."""
    names = company.uncertain(*CASH_FLOW)
    ends = {name: _ends(company, name) for name in names}
    columns = {name: np.full(2 * len(names), found.likely) for name, found in company.ranges.items()}
    for place, name in enumerate(names):
        columns[name][2 * place : 2 * place + 2] = ends[name]
    case = case_of(company, columns)
    found = worth(case, level, company.assumptions, gain(case, level, company.assumptions))
    all_swings = [Swing(name, *ends[name], *map(float, found[2 * at : 2 * at + 2])) for at, name in enumerate(names)]
    return tuple(sorted(all_swings, key=lambda swing: -swing.width)[:SHOWN])


def _ends(company: Company, name: str) -> tuple[float, float]:
    seed, draws = int(company.assumptions["seed"]), int(company.assumptions["draws"])
    drawn = beta_pert(name, company.ranges[name], seed, draws)
    low, high = np.percentile(np.minimum(drawn, 1.0) if name in AT_MOST_ONE else drawn, (10, 90))
    return float(low), float(high)
