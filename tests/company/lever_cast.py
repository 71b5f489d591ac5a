"""Companies that something would help, and how an owner's answers read once a lever has been pulled."""

from __future__ import annotations

from typing import Any

from company_cast import CHOICES, CIRCUMSTANCES, READY, Sheet, about, guess

from readiness.company.assessment import Assessment
from readiness.company.levers import Lever

POOR: Sheet = {**READY, "book": 400_000, "owner_hours": 10}
STEPS = tuple(key for key in CHOICES if key not in CIRCUMSTANCES)
ALL_FOURS: Sheet = {**READY, **dict.fromkeys(STEPS, 4)}
SHORT_OF_BOTH: Sheet = {**READY, "book": 720_000, "cash": 60_000, "running_cost": 20_000, "owner_hours": "unknown"}
SCORE_BY_MONEY_AND_A_STEP: Sheet = {
    **{
        **READY,
        **dict.fromkeys(STEPS, "unknown"),
        "book": 2_000_000,
        "margin": 46,
        "biggest": 22,
        "owner_hours": "unknown",
    },
    **{"graded": 3, "delivery": 2, "records": 2, "manager_time": 2, "feedback": 2},
    **{"unowned": 2, "missed": 2, "could_buy": 2, "signals": 2, "unplanned": 1},
}
COMPANIES: dict[str, Sheet] = {
    "money and a step make up the score": SCORE_BY_MONEY_AND_A_STEP,
    "the role doesn't pay": POOR,
    "the role doesn't pay, as far as one can guess": {**POOR, "margin": guess(50), "owner_hours": guess(14)},
    "the role doesn't pay, roughly": {**POOR, "margin": about(60), "owner_hours": guess(14), "book": about(400_000)},
    "too few clients": {**READY, "accounts": 5, "book": 400_000},
    "far too few clients, roughly": {**READY, "accounts": about(14), "load": 60, "client_size": "mid_market"},
    "a representative is out of reach": {**READY, "graded": 2, "cash": 40_000},
    "a representative is out of reach, as far as unknown cash tells": {**READY, "graded": 2, "cash": "unknown",
                                                                       "running_cost": 27_000},
    "one leak": {**READY, "records": 1},
    "one deep leak": {**READY, "graded": 0},
    "two leaks": {**READY, "records": 1, "delivery": 1},
    "three leaks": {**READY, "records": 1, "delivery": 1, "graded": 1},
    "neither the chance nor the cash": SHORT_OF_BOTH,
    "no goals and no pay plan": {**READY, "goals": 0, "pay_plan": 0, "mandate": 2, "manager_time": 2},
    "a score that falls short": {**READY, **dict.fromkeys(("contracts", "tenure", "feedback", "carry", "handover"), 1),
                                 "problems": 2, "client_figures": 2, "unowned": 1, "margin": 56, "missed": 2,
                                 "could_buy": 2, "goals": 2, "pay_plan": 2, "mandate": 2},
}  # fmt: skip
OUT_OF_REACH: dict[str, Sheet] = {
    "four leaks": {**READY, "records": 1, "delivery": 1, "graded": 0},
    "nobody needs it": {**READY, "missed": 0, "could_buy": 0, "signals": 0, "unplanned": 0},
    "clients leave": {**READY, "grr": 60},
}


def opening(found: Assessment) -> list[Lever]:
    return [lever for lever in found.levers if lever.changes_outcome]


def changes(lever: Lever) -> int:
    return sum(step.end - step.start for step in lever.steps) + len(lever.money)


def plus(answer: Any, amount: float) -> Any:
    return {**answer, "value": answer["value"] + amount} if isinstance(answer, dict) else answer + amount


def times(answer: Any, factor: float) -> Any:
    if answer == "unknown":
        return answer
    return {**answer, "value": answer["value"] * factor} if isinstance(answer, dict) else answer * factor


def value(answer: Any) -> float:
    return float(answer["value"] if isinstance(answer, dict) else answer)


def moved(sheet: Sheet, key: str, amount: float) -> Sheet:
    """The answers of an owner who has made this money move, as sure as before."""
    if key == "accounts":
        grown = 1 + amount / value(sheet["accounts"])
        return {**sheet, "accounts": plus(sheet["accounts"], amount), "book": times(sheet["book"], grown)}
    if key == "pay":
        return {**sheet, **{name: times(sheet[name], 1 - amount / 100) for name in ("base", "variable")}}
    name = {"owner_time": "owner_hours"}.get(key, key)
    return {**sheet, name: plus(sheet[name], amount)}


def after(sheet: Sheet, lever: Lever) -> Sheet:
    for move in lever.money:
        sheet = moved(sheet, move.key, move.amount)
    return {**sheet, **{step.key: step.end for step in lever.steps}}
