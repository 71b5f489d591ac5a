"""Money moves: the numbers an owner can move, each as a ladder of round amounts from the smallest up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from readiness.company.numbers import Company, Range
from readiness.company.standing import Money, Subject
from readiness.company.verdict import ENOUGH_LOAD, Facts

Ranges = dict[str, Range]
Gate = Callable[[Facts], bool]

HOURS = tuple(range(5, 161, 5))
PERCENT_OFF = tuple(range(5, 41, 5))
POINTS_MORE = tuple(range(1, 21))
ACCOUNTS_MORE = (*range(1, 21), *range(25, 101, 5), *range(110, 501, 10))
ROUND = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)


@dataclass(frozen=True, slots=True, eq=False)
class MoneyMove:
    """A number moved by a round amount: accounts more, hours a month more, percent off the pay, cash more in the
    bank, or points of margin more; `ranges` are the numbers it changes."""

    key: str
    amount: float
    effort: int
    ranges: Mapping[str, Range]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The amounts of one money move, smallest first, and what each changes."""

    key: str
    amounts: tuple[float, ...]
    change: Callable[[float], Ranges]


def ladders(company: Company) -> list[Ladder]:
    """The money moves open to this company: a number it doesn't know is to be found out, not moved."""
    ranges = company.ranges
    found = [
        Ladder("accounts", ACCOUNTS_MORE, lambda more: _more_accounts(ranges, more)),
        Ladder("pay", PERCENT_OFF, lambda off: _less_pay(ranges, off)),
    ]
    if not ranges["margin"].unknown:
        room = tuple(more for more in POINTS_MORE if ranges["margin"].high + more / 100 <= 1)
        found.append(Ladder("margin", room, lambda more: {"margin": ranges["margin"].plus(more / 100)}))
    if ranges.get("owner_rate", Range(0, 0, 0)).low > 0:
        found.append(Ladder("owner_time", HOURS, lambda more: {"owner_hours": ranges["owner_hours"].plus(more)}))
    if not company.unknown("cash", "running_cost"):
        found.append(Ladder("cash", _round_amounts(ranges["running_cost"].likely * 24),
                            lambda more: {"cash": ranges["cash"].plus(more)}))  # fmt: skip
    return [ladder for ladder in found if ladder.amounts]


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


def gates() -> list[Gate]:
    """What money can open: enough clients for anyone, a level that pays its way, a sales representative's pay."""
    return [
        lambda facts: facts.load_share >= ENOUGH_LOAD,
        lambda facts: facts.fundable("mid") or (facts.supervised and facts.fundable("junior")),
        lambda facts: facts.rep_affordable,
    ]


def money_moves(subject: Subject, facts: Facts) -> list[MoneyMove]:
    """For every gate that is closed, the smallest amount of each money move that opens it by itself."""
    closed = [gate for gate in gates() if not gate(facts)]
    if not closed:
        return []
    return [move for ladder in ladders(subject.company) for move in _openings(subject, ladder, closed)]


def _openings(subject: Subject, ladder: Ladder, closed: list[Gate]) -> list[MoneyMove]:
    points, effort = subject.points(), subject.company.assumptions["effort"][ladder.key]

    @cache
    def facts_at(amount: float) -> Facts:
        return subject.facts(points, subject.money(**ladder.change(amount)))

    amounts = {
        ladder.amounts[bisect_left(ladder.amounts, True, key=lambda amount: gate(facts_at(amount)))]
        for gate in closed
        if gate(facts_at(ladder.amounts[-1]))
    }
    return [MoneyMove(ladder.key, amount, effort, ladder.change(amount)) for amount in sorted(amounts)]


def money_after(subject: Subject, moves: tuple[MoneyMove, ...]) -> Money:
    """The money half of the facts with these moves made together."""
    return subject.money(**{name: found for move in moves for name, found in move.ranges.items()})
