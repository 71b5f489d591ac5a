"""Selection and scoring rates of groups, per opening and over all of them, with small numbers kept hidden.

It shows where to look. It proves neither that a choice was fair nor that it was not.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from readiness.candidates.impact import Impact, Tried, highest_rate, impacts
from readiness.candidates.small_numbers import ALL, Cell, Sides, hidden_cells, silent_rows

UNDECLARED = ""
SMALL_SHARE = 50  # a group under one fiftieth, 2 %, may be left out of the comparison (6 RCNY 5-301)


@dataclass(frozen=True, slots=True)
class Person:
    """One candidate of an opening (numbered from 0): the group as self-reported (None: not said), and the decision.

    `selected` is None until somebody decided; `score` is the overall mean, None without one.
    """

    opening: int
    group: str | None
    selected: bool | None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class GroupRate:
    """One group that may be shown. `impact` is None where it is not compared: undeclared or `left_out` (< 2 %)."""

    group: str
    people: int
    selected: int
    impact: Impact | None
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """The groups of one opening, or of all together.

    `people` counts all who count here and `hidden` how many groups are not shown; `highest` is the group that the
    others are compared with. reason: None, or why nothing is compared: "nobody", "few_decided" (under five chosen, or
    under five not), or "few_groups" (under two shown).
    """

    people: int
    groups: tuple[GroupRate, ...]
    hidden: int
    highest: str | None
    reason: str | None

    def of(self, group: str) -> GroupRate | None:
        """The group's figures where they are shown."""
        return next((found for found in self.groups if found.group == group), None)

    @property
    def flagged(self) -> tuple[str, ...]:
        return tuple(found.group for found in self.groups if found.impact and found.impact.flagged)


@dataclass(frozen=True, slots=True)
class Warned:
    """A group for which single openings tell another story than all together (Simpson's paradox).

    code "direction": in `openings` it does better than the group it is behind overall, or the two are equal overall
    and not there. code "flag": flagged overall and in no opening, or in `openings` and not overall. `everywhere`:
    it is so in every opening that can be compared.
    """

    group: str
    code: str
    openings: tuple[int, ...]
    everywhere: bool


@dataclass(frozen=True, slots=True)
class Strata:
    """One rate, over all openings and per opening, and where the two disagree."""

    pooled: Comparison
    openings: Mapping[int, Comparison]
    warnings: tuple[Warned, ...]


@dataclass(frozen=True, slots=True)
class Fairness:
    """`decided` people are counted, `pending` ones told and left out; scoring counts the decided who have a score."""

    decided: int
    pending: int
    selection: Strata
    scoring: Strata


def fairness(people: Iterable[Person], leave_out_small: bool = True) -> Fairness:
    """Selection and scoring rates by group; the scoring rate is the share above the median of those counted."""
    everyone = list(people)
    decided = [person for person in everyone if person.selected is not None]
    scored = [person for person in decided if person.score is not None]
    return Fairness(
        len(decided),
        len(everyone) - len(decided),
        _strata(decided, [bool(person.selected) for person in decided], leave_out_small),
        _scoring(scored, leave_out_small),
    )


def _strata(people: Sequence[Person], chosen: Sequence[bool], leave_out: bool) -> Strata:
    cells = [(person.opening, person.group or UNDECLARED) for person in people]
    table = _counted(cells, chosen)
    pooled = _counted([(ALL, group) for _, group in cells], chosen)
    return _told(table, pooled, leave_out)


def _scoring(people: Sequence[Person], leave_out: bool) -> Strata:
    """Above the median: each opening against its own, all together against the median of all."""
    cells = [(person.opening, person.group or UNDECLARED) for person in people]
    inside = above_median(people, by_opening=True)
    overall = above_median(people, by_opening=False)
    return _told(_counted(cells, inside), _counted([(ALL, group) for _, group in cells], overall), leave_out)


def above_median(people: Sequence[Person], *, by_opening: bool) -> list[bool]:
    """Whether each scores above the median of all, or of the own opening; whoever is at the median is not above."""
    scores: dict[int, list[float]] = {}
    places = [person.opening if by_opening else ALL for person in people]
    values = [person.score or 0.0 for person in people]
    for place, value in zip(places, values, strict=True):
        scores.setdefault(place, []).append(value)
    medians = {place: statistics.median(held) for place, held in scores.items()}
    return [value > medians[place] for place, value in zip(places, values, strict=True)]


def _counted(cells: Sequence[Cell], chosen: Sequence[bool]) -> dict[Cell, Tried]:
    everyone = Counter(cells)
    picked = Counter(cell for cell, is_chosen in zip(cells, chosen, strict=True) if is_chosen)
    return {cell: Tried(count, picked[cell]) for cell, count in everyone.items()}


def _told(table: Mapping[Cell, Tried], pooled: Mapping[Cell, Tried], leave_out: bool) -> Strata:
    hidden = hidden_cells({cell: found.people for cell, found in table.items()})
    silent = silent_rows({**_sides(table), **_sides(pooled)})
    single = {
        opening: _untold(opening, table) if opening in silent else _comparison(opening, table, hidden, leave_out)
        for opening in sorted({opening for opening, _ in table})
    }
    together = _untold(ALL, pooled) if ALL in silent else _comparison(ALL, pooled, hidden, leave_out)
    return Strata(together, single, tuple(_warnings(together, single)))


def _sides(table: Mapping[Cell, Tried]) -> dict[int, Sides]:
    """How many of each row were chosen and how many were not."""
    sides: dict[int, Sides] = {}
    for (row, _), found in table.items():
        chosen, others = sides.get(row, (0, 0))
        sides[row] = chosen + found.selected, others + found.people - found.selected
    return sides


def _untold(row: int, table: Mapping[Cell, Tried]) -> Comparison:
    """Nothing but how many there are: who was chosen is known by name, and so few would be known by group too."""
    groups = [found.people for (place, _), found in table.items() if place == row]
    return Comparison(sum(groups), (), len(groups), None, "few_decided")


def _comparison(row: int, table: Mapping[Cell, Tried], hidden: frozenset[Cell], leave_out: bool) -> Comparison:
    groups = {group: found for (place, group), found in sorted(table.items()) if place == row}
    shown = {group: found for group, found in groups.items() if (row, group) not in hidden}
    small = _small(groups) if leave_out else set()
    compared = {group: found for group, found in shown.items() if group != UNDECLARED and group not in small}
    enough = len(compared) >= 2
    found = impacts(compared) if enough else {}
    rates = [
        GroupRate(group, tried.people, tried.selected, found.get(group), group in small)
        for group, tried in shown.items()
    ]
    people = sum(tried.people for tried in groups.values())
    reason = None if enough else "few_groups" if people else "nobody"
    return Comparison(
        people, tuple(rates), len(groups) - len(shown), highest_rate(compared) if enough else None, reason
    )


def _small(groups: Mapping[str, Tried]) -> set[str]:
    """Groups under 2 % of those who said their group."""
    declared = {group: found.people for group, found in groups.items() if group != UNDECLARED}
    return {group for group, people in declared.items() if SMALL_SHARE * people < sum(declared.values())}


def _warnings(pooled: Comparison, openings: Mapping[int, Comparison]) -> Iterable[Warned]:
    for found in pooled.groups:
        if found.impact is not None and pooled.highest is not None:
            yield from _direction(found.group, pooled.highest, pooled, openings)
            yield from _flag(found.group, pooled, openings)


def _side(group: str, other: str, comparison: Comparison) -> int | None:
    """−1, 0 or 1: the group's rate against the other's, in whole numbers; None where one is not compared."""
    one, two = comparison.of(group), comparison.of(other)
    if one is None or two is None or one.impact is None or two.impact is None:
        return None
    ahead = one.selected * two.people - two.selected * one.people
    return (ahead > 0) - (ahead < 0)


def _direction(group: str, highest: str, pooled: Comparison, openings: Mapping[int, Comparison]) -> Iterable[Warned]:
    overall = _side(group, highest, pooled)
    sides = {opening: _side(group, highest, comparison) for opening, comparison in openings.items()}
    told = {opening: side for opening, side in sides.items() if side is not None}
    other = tuple(opening for opening, side in told.items() if (side > 0 if overall else side != 0))
    if other and group != highest:
        yield Warned(group, "direction", other, len(other) == len(told))


def _flag(group: str, pooled: Comparison, openings: Mapping[int, Comparison]) -> Iterable[Warned]:
    rates = {opening: comparison.of(group) for opening, comparison in openings.items()}
    told = {opening: rate.impact for opening, rate in rates.items() if rate and rate.impact}
    flagged = tuple(opening for opening, impact in told.items() if impact.flagged)
    if group in pooled.flagged and told and not flagged:
        yield Warned(group, "flag", tuple(told), True)
    if group not in pooled.flagged and flagged:
        yield Warned(group, "flag", flagged, len(flagged) == len(told))
