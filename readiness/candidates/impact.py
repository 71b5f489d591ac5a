"""Whether one group is selected less often than another, by whole numbers alone, so that no rounding decides."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

SIGNIFICANT = Fraction(5, 100)


@dataclass(frozen=True, slots=True)
class Tried:
    """People of one group: how many, and how many of them were selected (or scored above the median)."""

    people: int
    selected: int

    @property
    def rate(self) -> Fraction:
        """Selected ÷ people, exact; raises ZeroDivisionError for a group of nobody."""
        return Fraction(self.selected, self.people)


@dataclass(frozen=True, slots=True)
class Impact:
    """One group against the group with the highest rate.

    `ratio` = rate ÷ the highest rate, None where nobody was selected; `below` four-fifths; `p` Fisher's exact
    two-sided probability; `one_lifts`: one person decided the other way would bring the ratio to 0.80.
    """

    rate: float
    ratio: float | None
    below: bool
    p: float
    one_lifts: bool

    @property
    def flagged(self) -> bool:
        """Below four-fifths, p < .05, and not undone by one person."""
        return self.below and self.p < SIGNIFICANT and not self.one_lifts


def highest_rate(groups: Mapping[str, Tried]) -> str | None:
    """The group with the highest rate, the larger one of several, then by name; None without groups."""
    return min(groups, key=lambda key: (-groups[key].rate, -groups[key].people, key), default=None)


def below_four_fifths(group: Tried, highest: Tried) -> bool:
    """rate ÷ highest rate < 4/5, as 5·s·N < 4·S·n in whole numbers (UGESP 1978, section 4D)."""
    return 5 * group.selected * highest.people < 4 * highest.selected * group.people


def impacts(groups: Mapping[str, Tried]) -> dict[str, Impact]:
    """Every group against the one with the highest rate; groups of nobody must not be among them."""
    top = highest_rate(groups)
    return {key: _impact(key, top, groups) for key in groups} if top else {}


def _impact(key: str, top: str, groups: Mapping[str, Tried]) -> Impact:
    group, highest = groups[key], groups[top]
    ratio = float(group.rate / highest.rate) if highest.selected else None
    below = below_four_fifths(group, highest)
    return Impact(float(group.rate), ratio, below, fisher(group, highest), below and _one_lifts(key, groups))


def _one_lifts(key: str, groups: Mapping[str, Tried]) -> bool:
    """Would one more selected of this group, or one fewer of any other, leave it at four-fifths or above?"""
    moves = [(key, 1), *((other, -1) for other in groups if other != key)]
    return any(_lifted(key, _moved(groups, who, by)) for who, by in moves)


def _moved(groups: Mapping[str, Tried], who: str, by: int) -> dict[str, Tried]:
    found = groups[who]
    selected = min(found.people, max(0, found.selected + by))
    return {**groups, who: Tried(found.people, selected)}


def _lifted(key: str, groups: Mapping[str, Tried]) -> bool:
    top = highest_rate(groups)
    return top is not None and not below_four_fifths(groups[key], groups[top])


def fisher(first: Tried, second: Tried) -> float:
    """Fisher's exact test, two-sided: the summed probability of all tables no likelier than this one, margins fixed.

    Counts of tables are whole numbers of any size, so that ties are seen exactly.
    """
    chosen, people = first.selected + second.selected, first.people + second.people
    least, most = max(0, chosen - second.people), min(chosen, first.people)
    ways = math.comb(first.people, least) * math.comb(second.people, chosen - least)
    counts = []
    for taken in range(least, most + 1):
        counts.append(ways)
        ways = ways * (first.people - taken) * (chosen - taken)
        ways //= (taken + 1) * (second.people - chosen + taken + 1)
    observed = counts[first.selected - least]
    return sum(count for count in counts if count <= observed) / math.comb(people, chosen)
