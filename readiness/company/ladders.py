"""Money moves: the numbers an owner can move, each as a ladder of round amounts from the smallest up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from readiness.company.numbers import Company, Range

Ranges = dict[str, Range]

HOURS = tuple(range(5, 161, 5))
PERCENT_OFF = tuple(range(5, 26, 5))
POINTS_MORE = tuple(range(1, 21))
ACCOUNTS_MORE = (*range(1, 21), *range(25, 101, 5), *range(110, 501, 10))
MOST_MONTHS, MOST_YEARS_OF_PAY = 24, 6  # the most cash that is ever proposed
ROUND = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)


@dataclass(frozen=True, slots=True)
class MoneyMove:
    """A number moved by a round amount: accounts more, hours a month more, percent off the pay, cash more in the
    bank, or points of margin more; `ranges` are the numbers it changes."""

    key: str
    amount: float
    effort: int
    ranges: Mapping[str, Range]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The amounts of one money move, smallest first, and what each changes; `effort` is 1 light to 3 heavy."""

    key: str
    effort: int
    amounts: tuple[float, ...]
    change: Callable[[float], Ranges]

    def move(self, rung: int) -> MoneyMove:
        """The move by the amount on this rung, 0 the smallest, −1 the largest."""
        amount = self.amounts[rung]
        return MoneyMove(self.key, amount, self.effort, self.change(amount))


def ladders(company: Company) -> list[Ladder]:
    """The money moves open to this company: a number it doesn't know is to be found out, not moved."""
    ranges, effort = company.ranges, company.assumptions["effort"]
    changes: dict[str, tuple[tuple[float, ...], Callable[[float], Ranges]]] = {
        "accounts": (ACCOUNTS_MORE, lambda more: _more_accounts(ranges, more)),
        "pay": (PERCENT_OFF, lambda off: _less_pay(ranges, off)),
    }
    if not ranges["margin"].unknown:
        room = tuple(more for more in POINTS_MORE if ranges["margin"].likely + more / 100 <= 1)
        changes["margin"] = room, lambda more: {"margin": ranges["margin"].plus(more / 100)}
    if "owner_rate" in ranges and ranges["owner_rate"].low > 0:
        changes["owner_time"] = HOURS, lambda more: {"owner_hours": ranges["owner_hours"].plus(more)}
    if not company.unknown("cash", "running_cost"):
        most = MOST_MONTHS * ranges["running_cost"].likely + MOST_YEARS_OF_PAY * ranges["base"].likely
        changes["cash"] = _round_amounts(most), lambda more: {"cash": ranges["cash"].plus(more)}
    return [Ladder(key, effort[key], amounts, change) for key, (amounts, change) in changes.items() if amounts]


def _more_accounts(ranges: Mapping[str, Range], more: float) -> Ranges:
    """More accounts of the same size: the book grows with them."""
    factor = 1 + more / ranges["accounts"].likely
    return {name: ranges[name].times(factor) for name in ("accounts", "book")}


def _less_pay(ranges: Mapping[str, Range], off: float) -> Ranges:
    """Base and variable lower by a percentage; a variable that is a share of base follows by itself."""
    return {name: ranges[name].times(1 - off / 100) for name in ("base", "variable") if not ranges[name].of}


def _round_amounts(most: float) -> tuple[float, ...]:
    """1, 1.2, 1.5, 2 … times a power of ten, over four powers up to `most`."""
    power = 10 ** (len(str(int(most))) - 4)
    amounts = [round(step * power * 10**place, 9) for place in range(5) for step in ROUND]
    return tuple(amount for amount in amounts if amount <= most)
