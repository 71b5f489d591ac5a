"""Trying other numbers without touching the answers: what may be tried, and the company it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from readiness.company.assumed import BOUNDS
from readiness.company.numbers import Company, Range


@dataclass(frozen=True, slots=True)
class Trial:
    """One number that may be tried. kind: "count", "money", "percent" (as 0–100), "factor" or "months"."""

    key: str
    kind: str
    least: float
    most: float

    @property
    def scale(self) -> float:
        """What the typed number is divided by to become the model's."""
        return 100 if self.kind == "percent" else 1


TRIALS = (
    Trial("accounts", "count", 1, 1e6),
    Trial("book", "money", 1, 1e17),
    Trial("load", "count", 1, 1e5),
    Trial("grr", "percent", 0, 100),
    Trial("expansion", "percent", 0, 1000),
    Trial("margin", "percent", 0, 100),
    Trial("base", "money", 1, 1e17),
    Trial("variable", "money", 0, 1e17),
    Trial("cash", "money", 0, 1e17),
    *(
        Trial(key, *BOUNDS[key])
        for key in ("on_cost", "retention_lift", "expansion_lift", "expansion_ceiling", "ramp", "discount")
    ),
)
EFFECT_SHAPES = {"retention_lift": (0.0, 2.0), "expansion_lift": (0.0, 2.0), "ramp": (0.5, 1.5)}


def tried_value(company: Company, trial: Trial) -> float | None:
    """The number as it now stands, in the unit of the trial; None where it is unknown and has no benchmark."""
    if trial.key in company.ranges:
        found = company.ranges[trial.key]
        of = company.ranges[found.of].likely if found.of else 1.0
        return found.likely * of * trial.scale
    if trial.key in company.assumptions:
        return float(company.assumptions[trial.key]) * trial.scale
    return None


def with_trials(company: Company, tried: Mapping[str, float]) -> Company:
    """The company with the tried numbers (in the trials' units) in place of its own; certain, but for the effects."""
    ranges, terms = dict(company.ranges), dict(company.assumptions)
    for trial in TRIALS:
        if trial.key not in tried:
            continue
        value = tried[trial.key] / trial.scale
        if trial.key in EFFECT_SHAPES:
            low, high = EFFECT_SHAPES[trial.key]
            ranges[trial.key] = Range(value * low, value, value * high)
            terms[trial.key] = (value * low, value, value * high)
        elif trial.key in terms:
            terms[trial.key] = value
        else:
            was_benchmark = trial.key in ranges and ranges[trial.key].benchmark
            ranges[trial.key] = Range(value, value, value, benchmark=was_benchmark)
    return replace(company, ranges=ranges, assumptions=terms)
