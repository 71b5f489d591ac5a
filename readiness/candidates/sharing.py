"""Shares what is rated out over a panel, and says where a panel's shares leave a candidate thinly seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

FEWEST, MOST = 4, 6  # competencies that one person sees well in one talk
RATERS_WANTED = 2  # for each competency: one alone can't be told from their own leniency
SMALLEST_PANEL, LARGEST_PANEL = 2, 4

Shares = Mapping[int, Sequence[str]]  # person to the keys that they rate


def proposed_shares(competencies: Sequence[str], people: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Who might rate what: two raters for each competency, evenly, then at least four competencies for each person.

    Where both can't be had – twelve competencies and a panel of two – two raters come before short lists. Pairs change
    from one competency to the next, so that everybody's ratings can be laid beside several others'.
    """
    given: dict[int, set[str]] = {person: set() for person in people}
    together: Counter[tuple[int, ...]] = Counter()
    for key in competencies:
        raters = _next_raters(given, together)
        together[raters] += 1
        for person in raters:
            given[person].add(key)
    for person in people:
        _fill_up(person, given, competencies)
    return {person: tuple(key for key in competencies if key in keys) for person, keys in given.items()}


def _next_raters(given: Mapping[int, set[str]], together: Mapping[tuple[int, ...], int]) -> tuple[int, ...]:
    """Those with the least to do so far; of these, those who have rated least together."""
    pairs = list(combinations(given, min(RATERS_WANTED, len(given))))
    return min(pairs, key=lambda pair: (sum(len(given[person]) for person in pair), together.get(pair, 0)))


def _fill_up(person: int, given: dict[int, set[str]], competencies: Sequence[str]) -> None:
    """Give somebody with few competencies those that the fewest others rate."""
    raters = Counter(key for keys in given.values() for key in keys)
    others = sorted((key for key in competencies if key not in given[person]), key=lambda key: raters[key])
    given[person].update(others[: max(FEWEST - len(given[person]), 0)])


@dataclass(frozen=True, slots=True)
class Concerns:
    """What is worth a second look before anybody is rated; none of it stands in the way.

    `thin` are competencies with fewer than two raters, `busy` people with more than six, `idle` with fewer than four.
    `panel_size` tells whether the panel is not one of two to four.
    """

    thin: tuple[str, ...]
    busy: tuple[int, ...]
    idle: tuple[int, ...]
    panel_size: bool

    def __bool__(self) -> bool:
        return bool(self.thin or self.busy or self.idle or self.panel_size)


def concerns(competencies: Sequence[str], shares: Shares) -> Concerns:
    """What the shares of a panel leave to be desired."""
    raters = Counter(key for keys in shares.values() for key in keys)
    enough = min(FEWEST, len(competencies))
    return Concerns(
        thin=tuple(key for key in competencies if raters[key] < RATERS_WANTED),
        busy=tuple(person for person, keys in shares.items() if len(keys) > MOST),
        idle=tuple(person for person, keys in shares.items() if len(keys) < enough),
        panel_size=not SMALLEST_PANEL <= len(shares) <= LARGEST_PANEL,
    )
