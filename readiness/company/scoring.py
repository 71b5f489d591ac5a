"""Points to dimensions to one score, each with the range that doubt and "don't know" leave open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness.questionnaire import ComputedItem, Question, Role

MIDDLE, LEAST, MOST = 2, 0, 4


@dataclass(frozen=True, slots=True)
class Points:
    """An item's points 0–4: at the likely values, and the lowest and highest that the answers leave open."""

    low: float
    likely: float
    high: float
    unknown: bool = False


UNKNOWN_POINTS = Points(LEAST, MIDDLE, MOST, unknown=True)


@dataclass(frozen=True, slots=True)
class Item:
    """One scored item of a dimension; `weight` is its fraction of the whole score."""

    key: str
    dimension: str
    weight: float
    circumstance: bool
    points: Points


@dataclass(frozen=True, slots=True)
class Span:
    """A mean on 0–100 with the low and high that doubt leaves open."""

    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class Score:
    """The whole score, each dimension, and the weighted items behind them."""

    whole: Span
    dimensions: Mapping[str, Span]
    items: Mapping[str, Item]

    def weight_unknown(self) -> float:
        """The fraction of the score that rests on "don't know"."""
        return round(sum(item.weight for item in self.items.values() if item.points.unknown), 9)


def band(item: ComputedItem, value: float) -> int:
    """Points 0–4 of a computed item: how many edges its value reaches; a value on an edge takes the better band."""
    rounded = round(value, 9)
    if item.lower_is_better:
        return sum(rounded <= edge for edge in item.edges)
    return sum(rounded >= edge for edge in item.edges)


@dataclass(frozen=True, slots=True)
class Scale:
    """Which items make up each dimension, and what each dimension weighs; `circumstances` are no fault of anyone."""

    members: Mapping[str, tuple[str, ...]]
    weights: Mapping[str, float]
    circumstances: frozenset[str]

    def means(self, points: Mapping[str, float]) -> dict[str, float]:
        """Each dimension, 0–100: the mean of its items' points × 25."""
        return {key: sum(points[item] for item in items) * 25 / len(items) for key, items in self.members.items()}


def scale_of(role: Role) -> Scale:
    questions = [q for q in role.questionnaire.questions() if q.dimension]
    scored: list[Question | ComputedItem] = [*questions, *role.questionnaire.computed]
    return Scale(
        {found.key: tuple(item.key for item in scored if item.dimension == found.key) for found in role.dimensions},
        {found.key: found.weight for found in role.dimensions},
        frozenset(item.key for item in scored if item.circumstance),
    )


def weighted_mean(means: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The score, 0–100, under these weights, which need not add up to one."""
    return round(sum(means[key] * weight for key, weight in weights.items()) / sum(weights.values()), 9)


def score(scale: Scale, points: Mapping[str, Points]) -> Score:
    """The score and its dimensions with their ranges; an item weighs its dimension's weight ÷ its number of items."""
    low = scale.means({key: found.low for key, found in points.items()})
    likely = scale.means({key: found.likely for key, found in points.items()})
    high = scale.means({key: found.high for key, found in points.items()})
    whole = Span(*(weighted_mean(means, scale.weights) for means in (low, likely, high)))
    items = {
        item: Item(item, dimension, scale.weights[dimension] / len(keys), item in scale.circumstances, points[item])
        for dimension, keys in scale.members.items()
        for item in keys
    }
    return Score(whole, {key: Span(low[key], likely[key], high[key]) for key in low}, items)
