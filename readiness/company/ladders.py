"""Money moves: the numbers an owner can move, each as a ladder of round amounts from the smallest up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from readiness.company.numbers import Company, Range
from readiness.company.standing import Money, Subject
from readiness.company.verdict import CHANCE_NEEDED, COMPLEX, ENOUGH_LOAD, GROUND_NEEDED, SCORE_NEEDED, Facts

Ranges = dict[str, Range]
Gate = Callable[[Facts], bool]

HOURS = tuple(range(5, 161, 5))
PERCENT_OFF = tuple(range(5, 41, 5))
POINTS_MORE = tuple(range(1, 21))
ACCOUNTS_MORE = (*range(1, 21), *range(25, 101, 5), *range(110, 501, 10))
MOST_MONTHS, MOST_YEARS_OF_PAY = 24, 6  # the most cash that is ever proposed
ROUND = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)


@dataclass(frozen=True, slots=True, eq=False)
class MoneyMove:
    """A number moved by a round amount: accounts more, hours a month more, percent off the pay, cash more in the
    bank, or points of margin more; `ranges` are the numbers it changes, `opens` the thresholds it reaches alone."""

    key: str
    amount: float
    effort: int
    ranges: Mapping[str, Range]
    opens: frozenset[str]


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
        room = tuple(more for more in POINTS_MORE if ranges["margin"].likely + more / 100 <= 1)
        found.append(Ladder("margin", room, lambda more: {"margin": ranges["margin"].plus(more / 100)}))
    if "owner_rate" in ranges and ranges["owner_rate"].low > 0:
        found.append(Ladder("owner_time", HOURS, lambda more: {"owner_hours": ranges["owner_hours"].plus(more)}))
    if not company.unknown("cash", "running_cost"):
        most = MOST_MONTHS * ranges["running_cost"].likely + MOST_YEARS_OF_PAY * ranges["base"].likely
        found.append(Ladder("cash", _round_amounts(most), lambda more: {"cash": ranges["cash"].plus(more)}))
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


def gates(facts: Facts) -> dict[str, Gate]:
    """The thresholds of the verdict table that money can reach, by name; a level's only where its row is open."""
    open_levels = ["mid", *(["junior"] if facts.supervised else [])]
    if facts.complexity >= COMPLEX and facts.someone_to_oversee:
        open_levels.append("senior")
    found: dict[str, Gate] = {
        "load": lambda facts: facts.load_share >= ENOUGH_LOAD,
        "clients": lambda facts: facts.dimensions["clients"] >= GROUND_NEEDED,
        "score": lambda facts: facts.score >= SCORE_NEEDED,
        "rep": lambda facts: facts.rep_affordable,
    }
    for level in open_levels:
        found[f"chance_{level}"] = _chance_gate(level)
        found[f"cash_{level}"] = _cash_gate(level)
    return found


def _chance_gate(level: str) -> Gate:
    return lambda facts: facts.chance[level] >= CHANCE_NEEDED[level]


def _cash_gate(level: str) -> Gate:
    return lambda facts: facts.cash_lasts(level)


def money_moves(subject: Subject, facts: Facts) -> list[MoneyMove]:
    """For every threshold that is missed, the smallest amount of each money move that reaches it by itself."""
    closed = {name: gate for name, gate in gates(facts).items() if not gate(facts)}
    if not closed:
        return []
    return [move for ladder in ladders(subject.company) for move in _openings(subject, ladder, closed)]


def _openings(subject: Subject, ladder: Ladder, closed: Mapping[str, Gate]) -> list[MoneyMove]:
    points, effort = subject.points(), subject.company.assumptions["effort"][ladder.key]

    @cache
    def facts_at(amount: float) -> Facts:
        return subject.facts(points, subject.money(**ladder.change(amount)))

    def smallest(gate: Gate) -> float:
        return ladder.amounts[bisect_left(ladder.amounts, True, key=lambda amount: gate(facts_at(amount)))]

    amounts = {smallest(gate) for gate in closed.values() if gate(facts_at(ladder.amounts[-1]))}
    return [
        MoneyMove(ladder.key, amount, effort, ladder.change(amount), _opened(closed, facts_at(amount)))
        for amount in sorted(amounts)
    ]


def _opened(closed: Mapping[str, Gate], facts: Facts) -> frozenset[str]:
    return frozenset(name for name, gate in closed.items() if gate(facts))


def money_after(subject: Subject, moves: tuple[MoneyMove, ...]) -> Money:
    """The money half of the facts with these moves made together."""
    return subject.money(**{name: found for move in moves for name, found in move.ranges.items()})
