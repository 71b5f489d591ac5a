"""The items that nobody is asked: worked out from the numbers, at the likely values and at their ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from readiness.company.funding import cash_path, yearly_cost
from readiness.company.numbers import CASH_FLOW, Case, Company, Number, case_of
from readiness.company.scoring import UNKNOWN_POINTS, Points, band
from readiness.questionnaire import ComputedItem, Level, Role

NUMBERS_OF: Mapping[str, tuple[str, ...]] = {
    "load_share": ("accounts", "load"),
    "biggest_share": ("biggest",),
    "grr_item": ("grr",),
    "margin_gap": ("margin",),
    "cost_to_book": ("base", "variable", "tools", "book"),
    "months_left": ("cash", "running_cost", *CASH_FLOW),
    "account_value": ("book", "accounts", "base", "variable", "tools"),
}


def computed_values(company: Company, values: Mapping[str, Number], mid: Level) -> dict[str, Number]:
    """Every computed item but the chance and the months left, for a mid-level account manager.

    Shares are fractions, margin_gap is percentage points rounded to whole basis points, cost_to_book a multiple of the
    norm, account_value a fraction of the account manager's yearly cost.
    """
    case = case_of(company, values)
    norm = company.assumptions["norms"][company.business]
    cost = yearly_cost(case, mid, company.assumptions)
    return {
        "load_share": case.accounts / case.load,
        "biggest_share": np.clip(values["biggest"], 0.0, 1.0),
        "grr_item": case.grr,
        "margin_gap": np.round((case.margin - norm["margin"]) * 100, 2),
        "cost_to_book": cost / case.book / norm["cost_to_book"],
        "account_value": case.revenue_per_account / cost,
    }


def months_left(company: Company, values: Mapping[str, Number], level: Level) -> Number | None:
    """(cash in bank + lowest cash) ÷ monthly running cost, in months; None where it can't be told."""
    if "running_cost" not in values:
        return None
    lowest = cash_path(case_of(company, values), level, company.assumptions).lowest
    return (cash_in_bank(company, values) + lowest) / values["running_cost"]


def cash_in_bank(company: Company, values: Mapping[str, Number]) -> Number:
    """The cash at the year's low point; a "don't know" is months of running cost."""
    cash = values["cash"]
    return cash * values["running_cost"] if company.ranges["cash"].of else cash


def ends_one_at_a_time(company: Company) -> dict[str, Any]:
    """Raw values with the likely case first, then every uncertain number at its low and its high, one at a time."""
    ranges = company.ranges
    uncertain = company.uncertain(*ranges)
    columns = {name: np.full(1 + 2 * len(uncertain), found.likely) for name, found in ranges.items()}
    for place, name in enumerate(uncertain):
        columns[name][1 + 2 * place] = ranges[name].low
        columns[name][2 + 2 * place] = ranges[name].high
    return columns


def computed_points(role: Role, company: Company, chance: float) -> dict[str, Points]:
    """Points of every computed item; unknown where any of its numbers is "don't know" (the chance carries them)."""
    mid = level_of(role, "mid")
    ends = ends_one_at_a_time(company)
    values = {**computed_values(company, ends, mid), "months_left": months_left(company, ends, mid)}
    points = {item.key: _points(item, company, values) for item in role.questionnaire.computed if item.key != "chance"}
    chance_points = band(computed_item(role, "chance"), chance)
    return {**points, "chance": Points(chance_points, chance_points, chance_points)}


def is_unknown(key: str, company: Company) -> bool:
    """Whether a computed item can't be told: any of its numbers is "don't know" (the chance carries them itself)."""
    return bool(company.unknown(*NUMBERS_OF.get(key, ())))


def _points(item: ComputedItem, company: Company, values: Mapping[str, Any]) -> Points:
    if is_unknown(item.key, company):
        return UNKNOWN_POINTS
    found = [band(item, float(value)) for value in np.atleast_1d(values[item.key])]
    return Points(min(found), found[0], max(found))


def computed_item(role: Role, key: str) -> ComputedItem:
    return next(item for item in role.questionnaire.computed if item.key == key)


def level_of(role: Role, key: str) -> Level:
    return next(level for level in role.levels if level.key == key)


def likely_case(company: Company) -> Case:
    return case_of(company, company.likely())
