"""How firm the verdict is: what "don't know" could turn, what to find out first, and whether the weights matter."""

from __future__ import annotations

from dataclasses import dataclass, replace

from readiness.company.computed import is_unknown
from readiness.company.numbers import Range
from readiness.company.scoring import LEAST, MOST, weighted_mean
from readiness.company.standing import Money, Subject
from readiness.company.verdict import Decision, Facts, decide

HIGH_IS_WORSE = frozenset({"biggest", "load", "variable", "tools", "hiring_cost"})
UNKNOWN_WEIGHT = 0.25
WEIGHT_SHIFT = 0.25


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One "don't know", and where the company would stand at its worst and at its best."""

    key: str
    worst: Facts
    best: Facts

    @property
    def decisions(self) -> tuple[Decision, Decision]:
        return decide(self.worst), decide(self.best)

    @property
    def weight(self) -> tuple[int, bool, float]:
        """How much hangs on it: steps of outcome, another verdict at all, then points of score and of chance."""
        worst, best = self.decisions
        swing = abs(self.best.score - self.worst.score)
        swing += 100 * abs(self.best.chance["mid"] - self.worst.chance["mid"])
        return abs(best.rank - worst.rank), best.verdict != worst.verdict, swing


def unknown_choices(subject: Subject) -> list[str]:
    return [key for key, points in subject.choices.items() if points is None]


def unknown_numbers(subject: Subject) -> list[str]:
    return subject.company.unknown(*dict.fromkeys(("running_cost", "cash", *subject.company.ranges)))


def all_unknown_at(subject: Subject, best: bool) -> Facts:
    """Where the company would stand with every unknown at its worst, or every one at its best, at once."""
    points = MOST if best else LEAST
    money = _money_at(subject, unknown_numbers(subject), best)
    items = {key: float(points) for key in money.points if is_unknown(key, subject.company)}
    money = replace(money, points={**money.points, **items})
    return subject.facts(subject.points(**dict.fromkeys(unknown_choices(subject), points)), money)


def _money_at(subject: Subject, names: list[str], best: bool) -> Money:
    ranges = subject.company.ranges
    pinned = {name: _at_end(name, ranges[name], best) for name in names if name in ranges}
    money = subject.money(**pinned)
    if "running_cost" in names and best:
        lasts = dict.fromkeys(money.months, float("inf"))
        return replace(money, months=lasts, rep_months=float("inf"))
    return money


def _at_end(name: str, number: Range, best: bool) -> Range:
    return number.pinned(number.low if best == (name in HIGH_IS_WORSE) else number.high)


def inquiries(subject: Subject, money: Money) -> list[Inquiry]:
    """Every "don't know", the one that could turn the verdict most first."""

    def choice_at(key: str, points: int) -> Facts:
        return subject.facts(subject.points(**{key: points}), money)

    def number_at(key: str, best: bool) -> Facts:
        return subject.facts(subject.points(), _money_at(subject, [key], best))

    found = [Inquiry(key, choice_at(key, LEAST), choice_at(key, MOST)) for key in unknown_choices(subject)]
    found += [Inquiry(key, number_at(key, False), number_at(key, True)) for key in unknown_numbers(subject)]
    return sorted(found, key=lambda inquiry: inquiry.weight, reverse=True)


def same_verdicts(subject: Subject, facts: Facts) -> tuple[int, int]:
    """In how many of the weightings with one dimension's weight moved by ±25 % the verdict stays, and of how many."""
    decided = decide(facts).verdict
    weights = subject.scale.weights
    factors = (1 - WEIGHT_SHIFT, 1 + WEIGHT_SHIFT)
    shifted = [{**weights, key: weights[key] * factor} for key in weights for factor in factors]
    scores = [weighted_mean(facts.dimensions, shift) for shift in shifted]
    same = [decide(replace(facts, score=score)).verdict == decided for score in scores]
    return sum(same), len(same)
