"""The cast of the model's tests: a company that is ready for a mid-level account manager, and any company at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from math import ceil
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from readiness.company.answers import Answers, answers_from_file, read_answers
from readiness.company.assessment import Assessment, assess
from readiness.library import load_library
from readiness.questionnaire import Role


@cache
def role() -> Role:
    return load_library().roles["account_manager"]


Sheet = dict[str, Any]  # answers as a person writes them in a file

MONEY_IN_ORDER: Sheet = {
    "fit": "repeat",
    "business": "agency",
    "currency": "EUR",
    "accounts": 14,
    "book": 900_000,
    "biggest": 18,
    "client_size": "agency_3k",
    "load": 12,
    "grr": 85,
    "expansion": 4,
    "base": 48_000,
    "variable": 12_000,
    "tools": 2_000,
    "hiring_cost": 5_000,
    "margin": 60,
    "running_cost": 30_000,
    "cash": 300_000,
    "owner_hours": 20,
    "owner_rate": 80,
    "new_accounts": 0,
    "winning_cost": 9_000,
    "in_post": 0,
}
CHOICES = (
    *("unowned", "contracts", "tenure", "graded", "feedback", "problems", "missed", "could_buy", "signals"),
    *("unplanned", "carry", "delivery", "records", "handover", "client_figures", "manager_time", "goals"),
    *("pay_plan", "mandate", "people", "services", "supervisor"),
)
CIRCUMSTANCES = ("unowned", "missed", "could_buy", "signals", "unplanned", "people", "services", "supervisor")
READY: Sheet = {**MONEY_IN_ORDER, **dict.fromkeys(CHOICES, 3), "people": 2, "services": 2, "supervisor": 2}


def about(value: float) -> Sheet:
    return {"value": value, "sure": "about"}


def guess(value: float) -> Sheet:
    return {"value": value, "sure": "guess"}


def read(sheet: Mapping[str, Any]) -> Answers:
    return read_answers(role(), answers_from_file(role(), sheet))


def assessed(sheet: Mapping[str, Any] = READY, tried: Mapping[str, float] | None = None, **changes: Any) -> Assessment:
    """The sheet with some answers changed, assessed; an answer changed to None is left out."""
    whole = {key: answer for key, answer in {**sheet, **changes}.items() if answer is not None}
    return _once(json.dumps([whole, tried]))


@lru_cache(maxsize=64)
def _once(question: str) -> Assessment:
    """Many tests look at the same company."""
    return assessed_afresh(*json.loads(question))


def assessed_afresh(sheet: Mapping[str, Any], tried: Mapping[str, float] | None = None) -> Assessment:
    return assess(role(), read(sheet), tried)


def hiring_cost_for(chance: float, level: str = "mid", sheet: Mapping[str, Any] = READY, **changes: Any) -> float:
    """The one-off cost at which exactly this share of the draws is worth something: it moves every draw alike."""
    worth = sorted(assessed(sheet, **{**changes, "hiring_cost": 0}).outcomes.worth[level], reverse=True)
    paying = round(chance * len(worth))
    return float(worth[paying - 1] + worth[paying]) / 2


def with_points(total: int, keys: tuple[str, ...], *, least: int = 0) -> dict[str, int]:
    """Choices that add up to `total` points, none under `least`."""
    points = dict.fromkeys(keys, least)
    for key in keys:
        points[key] = min(4, least + total - sum(points.values()))
    assert sum(points.values()) == total
    return points


# ---- Any company. Amounts hang together, so that every row of the verdict table turns up.

POINTS = st.sampled_from((3, 0, 1, 2, 2, 3, 3, 3, 4, 4, 4, 4, "unknown"))
SAFE_POINTS = st.sampled_from((3, 4, 2, 3, 4, 2, 3, 4, 3, 4, 1, "unknown"))  # too few points of these end it at once
SURE = st.sampled_from(("exact", "exact", "about", "guess"))


def doubted(values: st.SearchStrategy[float], unknown: bool = True) -> st.SearchStrategy[Any]:
    """Values given with any sureness, or left unknown."""
    given = st.builds(lambda value, sure: {"value": value, "sure": sure}, values, SURE)
    return st.one_of(given, given, given, st.just("unknown")) if unknown else given


@st.composite
def sheets(draw: st.DrawFn, *, unknown: bool = True) -> Sheet:
    """A whole answer sheet of some company."""

    def number(least: float, most: float, may_be_unknown: bool = unknown) -> Any:
        return draw(doubted(st.floats(least, most).map(lambda value: round(value, 2)), may_be_unknown))

    def count(least: float, most: float, may_be_unknown: bool = unknown) -> Any:
        return draw(doubted(st.integers(ceil(least), int(most)), may_be_unknown))

    base = draw(st.sampled_from((900, 30_000, 48_000, 2_400_000_000)))
    load = draw(st.sampled_from((5, 12, 40, 150)))
    running = round(base * draw(st.floats(0.1, 2)), 2)

    def points(key: str) -> Any:
        found = draw(SAFE_POINTS if key in ("graded", "delivery", "records") else POINTS)
        return found if unknown or found != "unknown" else 3

    return {
        **{key: points(key) for key in CHOICES},
        "fit": "repeat",
        "business": draw(st.sampled_from(("agency", "software", "other"))),
        "currency": "EUR",
        "inflation": draw(st.sampled_from((0, 0, 0, 40))),
        "accounts": count(load * 0.3, load * 2.5, may_be_unknown=False),
        "book": number(base * 2, base * 60, may_be_unknown=False),
        "biggest": number(2, 55),
        "client_size": draw(st.sampled_from(("agency_3k", "mid_market", "small"))),
        "load": count(load, load),
        "grr": number(69, 100),
        "expansion": number(0, 45),
        "margin": number(10, 95),
        "base": number(base, base, may_be_unknown=False),
        "variable": number(0, base * 0.4),
        "tools": number(0, base * 0.1),
        "hiring_cost": number(0, base * 0.5),
        "running_cost": draw(st.sampled_from((running, running, running, "unknown" if unknown else running))),
        "cash": number(0, running * 40),
        "owner_hours": number(0, 60),
        "owner_rate": number(0, base / 500),
        "new_accounts": draw(st.sampled_from((0, 0, 1, 4))),
        "rep_cost": draw(st.sampled_from((None, base))) if unknown else base,
        "in_post": draw(st.sampled_from((0, 0, 1))),
    }


def without_gaps(sheet: Sheet) -> Sheet:
    return {key: answer for key, answer in sheet.items() if answer is not None}


def thorough(examples: int) -> settings:
    """So many examples, the same in every run, however busy the machine is."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large),
    )
