"""What a panel saw of one candidate: means of what was rated, how sure they are, and where the raters differ."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from readiness.candidates.reliability import ASSUMED, LEAST, MOST, Z80, Reliability
from readiness.questionnaire import Competency, Rubric

WIDE = 2
RATERS_WANTED = 2


@dataclass(frozen=True, slots=True)
class Card:
    """One rater's ratings of one candidate: 1–5, None for "not seen"; a competency that is absent was not asked.

    Raises ValueError for a rating outside 1–5.
    """

    rater: int
    ratings: Mapping[str, int | None]

    def __post_init__(self) -> None:
        for key, rating in self.ratings.items():
            if rating is not None and not LEAST <= rating <= MOST:
                raise ValueError(f"{key}: {rating} is no rating from {LEAST} to {MOST}")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean of ratings with its standard error and its 80 % interval, all in points of the 1–5 scale."""

    mean: float
    sem: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Rated:
    """One competency as the panel saw it; `ratings` are (rater, rating) and `unseen_by` raters, both by rater."""

    key: str
    weight: int
    ratings: tuple[tuple[int, int], ...]
    unseen_by: tuple[int, ...]
    estimate: Estimate | None

    @property
    def count(self) -> int:
        """How many rated it; "not seen" is no rating."""
        return len(self.ratings)

    @property
    def mean(self) -> float | None:
        return self.estimate.mean if self.estimate else None

    @property
    def spread(self) -> int | None:
        """Highest rating − lowest; None where nobody rated."""
        values = [rating for _, rating in self.ratings]
        return max(values) - min(values) if values else None

    @property
    def sd(self) -> float | None:
        """The raters' sample standard deviation (n − 1); None under two ratings."""
        return statistics.stdev([rating for _, rating in self.ratings]) if self.count > 1 else None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A competency worth talking about: the raters at either end, and the levels whose target lies between them.

    `must_haves` are those of `crossed` at which the competency is a must-have.
    """

    key: str
    spread: int
    lowest: tuple[int, ...]
    highest: tuple[int, ...]
    crossed: tuple[str, ...]
    must_haves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """All that a panel saw of one candidate; `overall` is None where nobody rated anything."""

    raters: tuple[int, ...]
    competencies: Mapping[str, Rated]
    overall: Estimate | None
    reliability: Reliability

    @property
    def unrated(self) -> tuple[str, ...]:
        """Competencies without any rating, asked for or not."""
        return tuple(key for key, found in self.competencies.items() if not found.count)

    @property
    def not_seen(self) -> tuple[str, ...]:
        """Competencies that were asked for, and that nobody saw."""
        return tuple(key for key in self.unrated if self.competencies[key].unseen_by)

    @property
    def thin(self) -> tuple[str, ...]:
        """Competencies rated by one person only; two are wanted."""
        return tuple(key for key, found in self.competencies.items() if 0 < found.count < RATERS_WANTED)


def levels_of(rubric: Rubric) -> tuple[str, ...]:
    """The level keys, lowest first: by what they ask for in all, then as the first competency lists them."""
    listed = rubric.competencies[0].targets if rubric.competencies else ()
    return tuple(sorted(listed, key=lambda level: sum(wanted.targets[level] for wanted in rubric.competencies)))


def estimate(mean: float, sem: float) -> Estimate:
    """The mean with its 80 % interval, mean ± 1.2816·SEM, kept within 1–5."""
    return Estimate(mean, sem, max(float(LEAST), mean - Z80 * sem), min(float(MOST), mean + Z80 * sem))


def panel_of(rubric: Rubric, cards: Iterable[Card], reliability: Reliability = ASSUMED) -> Panel:
    """The panel's view of one candidate from its cards, one a rater; what the rubric does not ask is passed over.

    Raises ValueError where a rater has two cards.
    """
    cards = sorted(cards, key=lambda card: card.rater)
    raters = tuple(card.rater for card in cards)
    if len(set(raters)) < len(raters):
        raise ValueError("a rater has two cards for one candidate")
    rated = {wanted.key: _rated(wanted, cards, reliability) for wanted in rubric.competencies}
    return Panel(raters, rated, overall(rated.values()), reliability)


def _rated(wanted: Competency, cards: Sequence[Card], reliability: Reliability) -> Rated:
    asked = [(card.rater, card.ratings[wanted.key]) for card in cards if wanted.key in card.ratings]
    ratings = tuple((rater, rating) for rater, rating in asked if rating is not None)
    unseen_by = tuple(rater for rater, rating in asked if rating is None)
    found = None
    if ratings:
        found = estimate(sum(rating for _, rating in ratings) / len(ratings), reliability.sem(len(ratings)))
    return Rated(wanted.key, wanted.weight, ratings, unseen_by, found)


def overall(rated: Iterable[Rated]) -> Estimate | None:
    """The weighted mean of the means: SEM = √Σ(w·SEM)² ÷ Σw over what was rated, errors taken as independent."""
    total, variance, weight = 0.0, 0.0, 0
    for found in rated:
        if found.estimate is not None:
            total += found.weight * found.estimate.mean
            variance += found.weight * found.weight * found.estimate.sem * found.estimate.sem
            weight += found.weight
    return estimate(total / weight, math.sqrt(variance) / weight) if weight else None


def disagreements(rubric: Rubric, panel: Panel, sought: str | None = None) -> tuple[Disagreement, ...]:
    """Competencies to talk about first: ratings 2 or more apart, or on both sides of a target.

    Targets are those of the level `sought`, or of every level. Wide ones come first, then those that decide a
    must-have, then spread × weight, then the rubric's order.
    """
    levels = (sought,) if sought else levels_of(rubric)
    found = [(wanted, _disagreement(wanted, panel.competencies[wanted.key], levels)) for wanted in rubric.competencies]
    worth = [(wanted.weight, item) for wanted, item in found if item and (item.spread >= WIDE or item.crossed)]
    return tuple(item for weight, item in sorted(worth, key=lambda pair: _matters(*pair), reverse=True))


def _matters(weight: int, item: Disagreement) -> tuple[bool, bool, int]:
    return item.spread >= WIDE, bool(item.must_haves), item.spread * weight


def _disagreement(wanted: Competency, rated: Rated, levels: Sequence[str]) -> Disagreement | None:
    if not rated.spread:
        return None
    least, most = (end(rating for _, rating in rated.ratings) for end in (min, max))
    crossed = tuple(level for level in levels if least < wanted.targets[level] <= most)
    return Disagreement(
        wanted.key,
        rated.spread,
        tuple(rater for rater, rating in rated.ratings if rating == least),
        tuple(rater for rater, rating in rated.ratings if rating == most),
        crossed,
        tuple(level for level in crossed if level in wanted.must_have),
    )
