"""Where a company stands: its points and its money brought together as the facts that the verdict looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from readiness.company.computed import (
    cash_in_bank,
    computed_item,
    computed_values,
    is_unknown,
    level_of,
    likely_case,
    months_left,
)
from readiness.company.funding import plausible_lift, yearly_cost
from readiness.company.numbers import Company, Range
from readiness.company.scoring import MIDDLE, Scale, band, weighted_mean
from readiness.company.simulation import Simulation
from readiness.company.verdict import Facts
from readiness.questionnaire import Level, Role


@dataclass(frozen=True, slots=True)
class Money:
    """The half of the facts that comes from numbers; `points` of the computed items, middle where unknown."""

    points: Mapping[str, float]
    grr: float
    biggest: float
    load_share: float
    chance: Mapping[str, float]
    months: Mapping[str, float | None]
    rep_months: float | None
    in_post: float
    little_left: bool


@lru_cache(maxsize=8)
def _all_levels(factors: tuple[tuple[float, float, float], ...], mid: Level) -> Level:
    """Every level as one, its factors side by side, so that the cash flow of all is reckoned at once."""
    columns: Any = [np.array(column) for column in zip(*factors, strict=True)]
    return replace(mid, load=columns[0], lift=columns[1], pay=columns[2])


def money_of(role: Role, company: Company, simulation: Simulation) -> Money:
    """What the numbers say at their likely values, and the chance of each level over all draws."""
    outcomes = simulation.run(company)
    chance = {level.key: outcomes.chance(level.key) for level in role.levels}
    mid = level_of(role, "mid")
    values = computed_values(company, company.likely(), mid)
    months, case = _months(role, company), likely_case(company)
    return Money(
        points=_likely_points(role, company, {**values, "chance": chance["mid"], "months_left": months["mid"]}),
        grr=float(values["grr_item"]),
        biggest=float(values["biggest_share"]),
        load_share=round(float(values["load_share"]), 9),
        chance=chance,
        months=months,
        rep_months=_rep_months(company, mid),
        in_post=company.ranges["in_post"].likely,
        little_left=round(float(plausible_lift(case, company.assumptions)), 9) < company.assumptions["little_left"],
    )


def _likely_points(role: Role, company: Company, values: Mapping[str, float | None]) -> dict[str, float]:
    def points(key: str) -> float:
        if is_unknown(key, company):
            return MIDDLE
        return band(computed_item(role, key), float(values[key] or 0.0))

    return {item.key: points(item.key) for item in role.questionnaire.computed}


def _months(role: Role, company: Company) -> dict[str, float | None]:
    together = _all_levels(tuple((x.load, x.lift, x.pay) for x in role.levels), level_of(role, "mid"))
    likely = {name: np.full(len(role.levels), value) for name, value in company.likely().items()}
    left = months_left(company, likely, together)
    if left is None:
        return {level.key: None for level in role.levels}
    return {level.key: round(float(months), 9) for level, months in zip(role.levels, left, strict=True)}


def rep_cost(company: Company, mid: Level) -> float:
    """A year's cost of a sales representative: as given, else 0.8 × a mid-level account manager's."""
    given = company.ranges.get("rep_cost")
    if given:
        return given.likely
    return float(company.assumptions["rep_share"] * yearly_cost(likely_case(company), mid, company.assumptions))


def _rep_months(company: Company, mid: Level) -> float | None:
    """Months of running cost left after six months of a sales representative's pay."""
    if "running_cost" not in company.ranges:
        return None
    likely = company.likely()
    return round(float((cash_in_bank(company, likely) - rep_cost(company, mid) / 2) / likely["running_cost"]), 9)


@dataclass(frozen=True, slots=True)
class Subject:
    """One company as the model sees it: `choices` are points 0–4 or None for "don't know"."""

    role: Role
    scale: Scale
    company: Company
    choices: Mapping[str, int | None]
    simulation: Simulation

    def money(self, **ranges: Range) -> Money:
        """The money half of the facts, with some numbers changed."""
        return money_of(self.role, self.company.with_ranges(**ranges) if ranges else self.company, self.simulation)

    def points(self, **changed: float) -> dict[str, float]:
        """Points of the choices, the middle for "don't know", with some changed."""
        known = {key: MIDDLE if points is None else points for key, points in self.choices.items()}
        return {**known, **changed}

    def facts(self, points: Mapping[str, float], money: Money) -> Facts:
        """The facts at the likely values: dimensions and score from all points, the rest from the money."""
        points = {**points, **money.points}
        dimensions = self.scale.means(points)
        return Facts(
            grr=money.grr,
            biggest=money.biggest,
            load_share=money.load_share,
            points=points,
            dimensions=dimensions,
            score=weighted_mean(dimensions, self.scale.weights),
            chance=money.chance,
            months=money.months,
            rep_months=money.rep_months,
            in_post=money.in_post,
            little_left=money.little_left,
        )
