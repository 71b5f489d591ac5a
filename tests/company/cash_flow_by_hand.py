"""One account manager's cash flow, month by month in a plain loop, for the real one to agree with.

Written from the method's description alone: no figure and no formula is taken from the code it checks.
"""

from __future__ import annotations

from dataclasses import dataclass

R = 0.10


@dataclass
class Path:
    """One account manager's 36 months."""

    npv: float
    residual: float
    lowest: float
    payback: int | None
    book_without: float
    book_with: float

    @property
    def worth(self) -> float:
        return self.npv + self.residual


@dataclass
class Terms:
    """What one account manager of one level works with; rates are a year's, as fractions."""

    book: float
    margin: float
    g: float
    x: float
    more_g: float
    more_x: float
    ramp: float
    cost: float
    hiring: float
    owner_time: float
    new_a_year: float
    revenue_each: float


def path(t: Terms) -> Path:
    without = with_manager = t.book
    total = npv = lowest = -t.hiring
    totals = [total]
    for month in range(1, 37):
        f = min(1.0, month / t.ramp)
        without *= (t.g + t.x) ** (1 / 12)
        with_manager *= (t.g + t.x + f * (t.more_g + t.more_x)) ** (1 / 12)
        with_manager += f * t.new_a_year * t.revenue_each / 12
        cash = t.margin * (with_manager - without) / 12 + f * t.owner_time / 12 - t.cost / 12
        total += cash
        npv += cash / (1 + R) ** (month / 12)
        lowest = min(lowest, total)
        totals.append(total)
    q = t.g / (1 + R)
    residual = t.margin * (with_manager - without) * (q + q**2) / (1 + R) ** 3
    staying = [month for month in range(37) if all(later >= 0 for later in totals[month:])]
    return Path(npv, residual, lowest, min(staying, default=None), without, with_manager)
