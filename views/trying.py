"""The what-if of the result page: figures tried in the address, their effect side by side with the answers' own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from forms.wording import shown, speaker
from readiness.company.answers import plain
from readiness.company.assessment import Assessment
from readiness.company.what_if import TRIALS, Trial, tried_value
from readiness.language import NumberProblem, parse_amount, parse_number
from readiness.library import Library
from readiness.reports.report import Report
from readiness.reports.wording import Wording, wording_for


@dataclass(frozen=True, slots=True)
class TriedField:
    """One figure that may be tried: its name, how it stands now, what was typed, and what is wrong with that."""

    key: str
    name: str
    baseline: str
    value: str
    unit: str
    error: str
    number: float | None


@dataclass(frozen=True, slots=True)
class Effect:
    """One figure of the result, with the answers as they are and as tried."""

    name: str
    before: str
    after: str


def tried_fields(found: Assessment, typed: Mapping[str, str], library: Library, language: str) -> list[TriedField]:
    """Every figure that may be tried here, with what was `typed` for it, by key."""
    say = wording_for(found, library, language)
    stand = ((trial, tried_value(found.company, trial)) for trial in TRIALS)
    return [
        _field(trial, now, typed.get(trial.key, "").strip(), library, say) for trial, now in stand if now is not None
    ]


def _field(trial: Trial, now: float, typed: str, library: Library, say: Wording) -> TriedField:
    number, error = _read(trial, typed, library, say.language) if typed else (None, "")
    units = {"percent": library.words["check"]["percent"][say.language], "money": say.pattern}
    unit = units.get(trial.kind, "").replace("{amount}", "").strip()
    return TriedField(trial.key, say.name(trial.key), _worded(trial, now, say), typed, unit, error, number)


def _read(trial: Trial, typed: str, library: Library, language: str) -> tuple[float | None, str]:
    """The number and "", or None and what is wrong with it."""
    wrong = speaker(library.words["errors"], language)
    try:
        value = (parse_amount if trial.kind == "money" else parse_number)(typed, language)
    except NumberProblem as problem:
        return None, wrong(problem.code)
    if trial.kind == "count" and value != value.to_integral_value():
        return None, wrong("not_whole")
    if value < Decimal(str(trial.least)):
        return None, wrong("too_small", least=shown(plain(Decimal(str(trial.least))), language))
    if value > Decimal(str(trial.most)):
        return None, wrong("too_large", most=shown(plain(Decimal(str(trial.most))), language))
    return float(value), ""


def _worded(trial: Trial, value: float, say: Wording) -> str:
    if trial.kind == "money":
        return say.money(value)
    if trial.kind == "percent":
        return say.percent(value / 100, 0 if abs(value - round(value)) < 0.05 else 1)
    return say.number(value, 2) if trial.kind == "factor" else say.short_number(value)


def effects(before: Report, after: Report, verdict: str) -> list[Effect]:
    """What the tried figures change: the `verdict` (so called), chance, score and money."""
    verdicts = [Effect(verdict, before.verdict.name, after.verdict.name)]
    pairs = [(before.verdict.chance, after.verdict.chance), (before.score, after.score)]
    pairs += zip(before.money, after.money, strict=False)
    return verdicts + [Effect(old.name, old.value, new.value) for old, new in pairs]
