"""A whole answer sheet reckoned with plain numbers, from what was typed to the terms of the cash flow, and with luck.

Written from the method's description alone: no figure and no formula is taken from the code it checks.
"""

from __future__ import annotations

import random
from typing import Any

from cash_flow_by_hand import Terms, path

LEVELS = {"junior": (0.6, 0.6, 0.65), "mid": (1.0, 1.0, 1.0), "senior": (0.8, 1.25, 1.5)}  # load, lift, pay
NORM_COST = {"agency": 0.20, "software": 0.07, "other": 0.10}
NORM_MARGIN = {"agency": 0.55, "software": 0.75, "other": 0.40}
UNKNOWN_GRR = {"agency": (0.70, 0.82, 0.90), "software": (0.80, 0.90, 0.95), "other": (0.70, 0.80, 0.90)}
UNKNOWN_LOAD = {
    **{"agency_1k": (12, 13.5, 15), "agency_3k": (8, 9, 10), "agency_10k": (5, 6, 7), "agency_25k": (3, 4, 5)},
    **{"enterprise": (8, 11.5, 15), "mid_market": (30, 40, 50), "small": (100, 150, 200)},
}


def value(sheet: dict[str, Any], key: str) -> float | None:
    """The number as typed, or None for "don't know"."""
    answer = sheet.get(key)
    if isinstance(answer, dict):
        answer = answer["value"]
    return None if answer in (None, "unknown") else float(answer)


def either(number: float | None, otherwise: float) -> float:
    return otherwise if number is None else number


def percent(number: float | None, otherwise: float) -> float:
    return otherwise if number is None else number / 100


def real_expansion(sheet: dict[str, Any], g: float) -> float:
    given = value(sheet, "expansion")
    if given is None:
        return 0.05
    real_nrr = (g + given / 100) / (1 + (value(sheet, "inflation") or 0) / 100)
    return min(0.25, real_nrr - g)


def owner_time(sheet: dict[str, Any]) -> float:
    """A "don't know" is most likely nothing."""
    return 12 * (value(sheet, "owner_hours") or 0) * (value(sheet, "owner_rate") or 0)


def full_load(sheet: dict[str, Any]) -> float:
    return either(value(sheet, "load"), UNKNOWN_LOAD[sheet["client_size"]][1])


def yearly_cost(sheet: dict[str, Any], pay: float = 1.0) -> float:
    """Where the pay mix is unknown it is 65 to 35; unknown tools are 3 % of base."""
    base = value(sheet, "base") or 0
    variable = either(value(sheet, "variable"), base * 35 / 65)
    return (1.3 * base + variable) * pay + either(value(sheet, "tools"), 0.03 * base)


def terms(sheet: dict[str, Any], level: str, lift_g: float = 0.2, lift_x: float = 0.5, ramp: float = 6) -> Terms:
    load, lift, pay = LEVELS[level]
    accounts, book = value(sheet, "accounts") or 0, value(sheet, "book") or 0
    g = percent(value(sheet, "grr"), UNKNOWN_GRR[sheet["business"]][1])
    x = real_expansion(sheet, g)
    room = max(0.02, 0.15 - x)
    return Terms(
        book=book * min(1, full_load(sheet) * load / accounts),
        margin=percent(value(sheet, "margin"), NORM_MARGIN[sheet["business"]]),
        g=g,
        x=x,
        more_g=lift_g * (1 - g) * lift,
        more_x=min(room, lift_x * room * lift),
        ramp=ramp,
        cost=yearly_cost(sheet, pay),
        hiring=either(value(sheet, "hiring_cost"), 0.15 * (value(sheet, "base") or 0)),
        owner_time=owner_time(sheet),
        new_a_year=value(sheet, "new_accounts") or 0,
        revenue_each=book / accounts,
    )


def months_left(sheet: dict[str, Any], level: str) -> float | None:
    running = value(sheet, "running_cost")
    if running is None:
        return None
    return (either(value(sheet, "cash"), 2 * running) + path(terms(sheet, level)).lowest) / running


def rep_months(sheet: dict[str, Any]) -> float | None:
    running = value(sheet, "running_cost")
    if running is None:
        return None
    a_year = either(value(sheet, "rep_cost"), 0.8 * yearly_cost(sheet))
    return (either(value(sheet, "cash"), 2 * running) - a_year / 2) / running


# ---- Luck, with the standard library's own dice.


def pert(dice: random.Random, low: float, likely: float, high: float) -> float:
    if high <= low:
        return likely
    alpha = 1 + 4 * (likely - low) / (high - low)
    beta = 1 + 4 * (high - likely) / (high - low)
    return low + (high - low) * dice.betavariate(alpha, beta)


SPREAD = {"exact": 0.0, "about": 0.1, "guess": 0.3}


def thrown(sheet: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """The sheet with every number that carries a doubt thrown once and held to what is possible."""
    values = dict(sheet)
    for key, answer in sheet.items():
        if isinstance(answer, dict):
            u, likely = SPREAD[answer["sure"]], answer["value"]
            values[key] = pert(dice, likely * (1 - u), likely, likely * (1 + u))
    return {**values, "grr": min(100, values["grr"]), "margin": min(100, values["margin"])}


def chances(sheet: dict[str, Any], throws: int, seed: int = 1) -> dict[str, float]:
    """The share of throws in which each level is worth more than nothing; every level meets the same luck."""
    dice = random.Random(seed)
    paid = dict.fromkeys(LEVELS, 0)
    for _ in range(throws):
        case, luck = thrown(sheet, dice), (pert(dice, 0, 0.2, 0.4), pert(dice, 0, 0.5, 1), pert(dice, 3, 6, 9))
        for level in LEVELS:
            paid[level] += path(terms(case, level, *luck)).worth > 0
    return {level: count / throws for level, count in paid.items()}
