"""Screens many candidates at once: a file of ratings in, everybody's means and level out, reckoned in columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from readiness.candidates.panel import levels_of
from readiness.candidates.placement import OUTCOMES
from readiness.candidates.reliability import MOST, Reliability
from readiness.candidates.standings import MAYBE, NO, YES, Flags, Reals, Standings, Tally, reliability_of, standings_of
from readiness.questionnaire import Rubric

BYTES_REACH = 255 // MOST  # ratings that fit into one byte, added up
BLOCK = 65_536  # candidates or cards reckoned at a time: their columns then stay in the processor's cache
Small = np.ndarray[Any, np.dtype[np.int8]]
Bytes = np.ndarray[Any, np.dtype[np.uint8]]
Short = np.ndarray[Any, np.dtype[np.int16]]
Whole32 = np.ndarray[Any, np.dtype[np.int32]]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Ratings:
    """Cards, one a candidate and rater: `candidate` and `rater` index the names, `columns` holds 0 (not seen) or 1–5.

    Each of `columns` is one competency, in the order of `keys`, a number a card. `owned`, a number a candidate, is
    0 no, 1 not known, 2 yes: evidence of having owned an account or a sales cycle. `passed_over`: unread headings.
    """

    keys: tuple[str, ...]
    candidates: Sequence[str]
    raters: Sequence[str]
    candidate: Whole32
    rater: Whole32
    columns: Sequence[Small]
    owned: Small
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Screened:
    """Some candidates' places, in the order of the file; arrays hold a row a candidate.

    `standings` as for a panel. `raters`: how many cards. `collect`: candidates × keys, a must-have of a level within
    reach that nobody saw. `unowned`: the same for evidence of ownership; `capped`: a higher level but for its lack.
    """

    names: Sequence[str]
    raters: Short
    standings: Standings
    collect: Flags
    unowned: Flags
    capped: Flags


@dataclass(frozen=True, slots=True)
class RaterMean:
    """How one rater used the scale: cards that hold any rating, and the mean of their weighted means, 1–5."""

    name: str
    cards: int
    mean: float | None


def screen(rubric: Rubric, ratings: Ratings, progress: Progress | None = None) -> Iterator[Screened]:
    """Everybody's place, 65,536 candidates at a time; `progress` is told how many are done of how many.

    The 80 % intervals rest on the reliability of the first block, or on the assumed one where that says too little.
    """
    order = np.argsort(ratings.candidate, kind="stable")
    starts = np.searchsorted(ratings.candidate[order], np.arange(len(ratings.candidates) + 1))
    reliability = None
    for first in range(0, len(ratings.candidates), BLOCK):
        last = min(first + BLOCK, len(ratings.candidates))
        found = add_up(ratings, order[starts[first] : starts[last]], starts[first : last + 1] - starts[first])
        reliability = reliability or reliability_of(found)
        cards = np.diff(starts[first : last + 1]).astype(np.int16)
        yield _screened(rubric, found, ratings.candidates[first:last], cards, ratings.owned[first:last], reliability)
        if progress:
            progress(last, len(ratings.candidates))


def add_up(ratings: Ratings, cards: Any, starts: Any) -> Tally:
    """The sums, squares and numbers of ratings of the candidates whose `cards` begin at `starts`, their end added."""
    shape = (len(starts) - 1, len(ratings.keys))
    sums, squares, counts = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    for place, column in enumerate(ratings.columns):
        seen = column[cards].astype(np.int16)
        np.add.reduceat(seen, starts[:-1], out=sums[:, place], dtype=np.int64)
        np.add.reduceat(seen * seen, starts[:-1], out=squares[:, place], dtype=np.int64)
        np.add.reduceat(seen > 0, starts[:-1], out=counts[:, place], dtype=np.int64)
    return Tally(tuple(range(shape[0])), ratings.keys, sums, squares, counts, np.diff(starts)[:, None] - counts)


def _screened(
    rubric: Rubric, found: Tally, names: Sequence[str], cards: Short, owned: Small, reliability: Reliability
) -> Screened:
    placed = standings_of(rubric, found, owned, reliability)
    capped = np.zeros(len(names), dtype=np.bool_)
    if (owned == NO).any():
        free = standings_of(rubric, found, np.full(len(names), YES, dtype=np.int8), reliability)
        capped = (owned == NO) & (free.level > placed.level)
    collect, waiting = _missing(rubric, placed), placed.outcome == OUTCOMES.index("collect")
    unowned = waiting & (owned == MAYBE) & (placed.level_high > 0)
    return Screened(names, cards, placed, collect & waiting[:, None], unowned, capped)


def _missing(rubric: Rubric, placed: Standings) -> Flags:
    """Which competency is a must-have of a level above the one shown, within reach, and rated by nobody."""
    missing = np.zeros(placed.counts.shape, dtype=np.bool_)
    for place, level in enumerate(levels_of(rubric)):
        must = np.array([level in wanted.must_have for wanted in rubric.competencies])
        reachable = (placed.level < place) & (place <= placed.level_high)
        missing |= reachable[:, None] & must & (placed.counts == 0)
    return missing


# ---------------------------------------------------------------------------------------------- cards


def card_scores(
    columns: Sequence[Small], weights: Sequence[int], out: tuple[Short, Short] | None = None
) -> tuple[Short, Short]:
    """For each card the weighted sum of its ratings, and the weight of what was rated: exact, 0 where nothing was.

    `columns` hold 0 (not seen) or 1–5, a competency each; the mean is sum ÷ weight. A weight is how many times a
    competency counts, so it is added that often: in bytes as far as they reach, block by block. `out`: two arrays to
    fill, as numpy has it, where fresh memory would cost more than the sums.
    """
    many = len(columns[0]) if columns else 0
    sums, rated = out or (np.empty(many, dtype=np.int16), np.empty(many, dtype=np.int16))
    times = [column.view(np.uint8) for column, weight in zip(columns, weights, strict=True) for _ in range(weight)]
    room = np.ones((4, min(BLOCK, many)), dtype=np.uint8)
    for first in range(0, many, BLOCK):
        block = slice(first, first + BLOCK)
        sums[block], rated[block] = 0, 0
        for group in range(0, len(times), BYTES_REACH):
            _add_bytes(
                [column[block] for column in times[group : group + BYTES_REACH]], room, sums[block], rated[block]
            )
    return sums, rated


def _add_bytes(columns: Sequence[Bytes], room: Bytes, sums: Short, rated: Short) -> None:
    """Add ratings, and how many are above 0, to `sums` and `rated`, by way of bytes: twice as fast and more."""
    added, counted, seen, ones = (line[: len(sums)] for line in room)
    added[:], counted[:] = 0, 0
    for column in columns:
        np.add(added, column, out=added)
        np.minimum(column, ones, out=seen)  # with an array, not a 1: that way numpy has it vectorised
        np.add(counted, seen, out=counted)
    sums += added
    rated += counted


def rater_means(rubric: Rubric, ratings: Ratings) -> list[RaterMean]:
    """How each rater used the scale, in the order of the file: a mean far from the others' is worth a talk."""
    sums, rated = card_scores(ratings.columns, [rubric.competency(key).weight for key in ratings.keys])
    means: Reals = np.divide(sums, rated, out=np.zeros(len(sums)), where=rated > 0)
    many = len(ratings.raters)
    cards = np.bincount(ratings.rater, weights=rated > 0, minlength=many)
    total = np.bincount(ratings.rater, weights=means, minlength=many)
    found = zip(ratings.raters, cards.tolist(), total.tolist(), strict=True)
    return [RaterMean(name, int(count), of / count if count else None) for name, count, of in found]
