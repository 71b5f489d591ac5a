"""Points, dimensions, score and the verdict's row of a whole answer sheet, reckoned a second time with plain numbers.

Written from the method's description alone: no figure and no formula is taken from the code it checks.
"""

from __future__ import annotations

from typing import Any

from company_by_hand import NORM_COST, NORM_MARGIN, UNKNOWN_GRR, full_load, months_left, percent, terms, value

DIMENSIONS = {
    "clients": (20, ("load_share", "unowned", "biggest_share", "contracts", "tenure")),
    "happiness": (20, ("graded", "grr_item", "feedback", "problems")),
    "need": (15, ("missed", "could_buy", "signals", "unplanned")),
    "money": (20, ("months_left", "chance", "margin_gap", "carry", "cost_to_book")),
    "team": (15, ("delivery", "records", "handover", "client_figures")),
    "role": (10, ("manager_time", "goals", "pay_plan", "mandate")),
}


def at_least(found: float, *edges: float) -> int:
    return sum(found > edge - 1e-9 for edge in edges)


def at_most(found: float, *edges: float) -> int:
    return sum(found < edge + 1e-9 for edge in edges)


def margin_points(margin: float, norm: float) -> int:
    basis_points = round((margin - norm) * 10_000)
    return sum((basis_points >= -1500, basis_points >= -500, basis_points >= 500, basis_points > 1000))


def computed_points(sheet: dict[str, Any], chance: float) -> dict[str, int]:
    """Points of what is worked out, for a mid-level account manager; 2 where any number behind it is unknown."""
    t, business = terms(sheet, "mid"), sheet["business"]
    accounts, book = value(sheet, "accounts") or 0, value(sheet, "book") or 0
    months = months_left(sheet, "mid")
    points = {
        "load_share": at_least(accounts / full_load(sheet), 0.30, 0.50, 0.75, 1.20),
        "biggest_share": at_most(percent(value(sheet, "biggest"), 0.2), 0.50, 0.35, 0.25, 0.15),
        "grr_item": at_least(t.g, 0.70, 0.80, 0.85, 0.92),
        "months_left": at_least(months, 1, 2, 3, 6) if months is not None else 2,
        "chance": at_least(chance, 0.40, 0.60, 0.80, 0.90),
        "margin_gap": margin_points(t.margin, NORM_MARGIN[business]),
        "cost_to_book": at_most(t.cost / book / NORM_COST[business], 2, 1.5, 1, 0.7),
        "account_value": at_least(t.revenue_each / t.cost, 0.05, 0.15, 0.30, 0.60),
    }
    return {key: 2 if any(unknown(sheet, number) for number in BEHIND[key]) else found for key, found in points.items()}


BEHIND = {
    "load_share": ("load",),
    "biggest_share": ("biggest",),
    "grr_item": ("grr",),
    "chance": (),
    "margin_gap": ("margin",),
    "cost_to_book": ("variable", "tools"),
    "account_value": ("variable", "tools"),
    "months_left": (
        *("cash", "running_cost", "load", "grr", "expansion", "margin", "variable", "tools", "hiring_cost"),
        *("owner_time",),
    ),
}


def unknown(sheet: dict[str, Any], key: str) -> bool:
    if key != "owner_time":
        return value(sheet, key) is None
    hours, rate = value(sheet, "owner_hours"), value(sheet, "owner_rate")
    return hours != 0 and rate != 0 and (hours is None or rate is None)


def all_points(sheet: dict[str, Any], chance: float) -> dict[str, int]:
    asked = {
        key: 2 if answer == "unknown" else answer for key, answer in sheet.items() if isinstance(answer, int | str)
    }
    return {**asked, **computed_points(sheet, chance)}


def dimensions(points: dict[str, Any]) -> dict[str, float]:
    return {key: 25 * sum(points[item] for item in items) / len(items) for key, (_, items) in DIMENSIONS.items()}


def score(found: dict[str, float]) -> float:
    return sum(found[key] * weight for key, (weight, _) in DIMENSIONS.items()) / 100


def row(sheet: dict[str, Any], chance: dict[str, float]) -> tuple[int, bool]:
    """The row of the verdict table that fires, and whether it means a sales representative first."""
    points = all_points(sheet, chance["mid"])
    found = dimensions(points)
    g = percent(value(sheet, "grr"), UNKNOWN_GRR[sheet["business"]][1])
    biggest = percent(value(sheet, "biggest"), 0.2)
    share = (value(sheet, "accounts") or 0) / full_load(sheet)
    complexity = (points["people"] + points["services"] + points["account_value"]) / 3
    supervised = points["supervisor"] >= 3
    someone = (value(sheet, "in_post") or 0) >= 1 or share >= 1.2 - 1e-9

    def pays(level: str, needed: float) -> bool:
        """Scored enough, and fundable."""
        months = months_left(sheet, level)
        lasts = months is not None and months >= 1 - 1e-9
        return lasts and chance[level] >= needed and score(found) >= 60 - 1e-9

    table = {
        1: g < 0.70 or min(points["graded"], points["delivery"], points["records"]) < 2,
        2: share < 0.50 - 1e-9 and found["team"] >= 40,
        3: min(found["need"], found["team"], found["role"]) < 40 or (points["manager_time"] < 2 and not supervised),
        4: points["graded"] < 3 or biggest > 0.50 or min(found["clients"], found["happiness"]) < 40,
        5: complexity >= 2.5 and someone and pays("senior", 0.8),
        6: supervised and complexity <= 2 and pays("junior", 0.6),
        7: pays("mid", 0.6),
        8: supervised and pays("junior", 0.6),
        9: True,
    }
    first = next(number for number, fires in table.items() if fires)
    return first, first in (2, 4, 9)
