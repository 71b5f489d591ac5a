"""The assumptions that a company may set otherwise: which they are, how far they may go, and the role that results.

What stands here is a belief about the world that a company may know better: what the person adds, costs and can look
after. Weights, bands and the thresholds of the verdict are the model itself and stand elsewhere (docs/model.md).
Values are as a person types them: a percentage as 0–100, else as they are; no more than two decimals count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import isfinite
from types import MappingProxyType
from typing import Any

from readiness import language as language_of
from readiness.company.answers import Problem
from readiness.questionnaire import Level, Role, Text

# Kind, least and most of each; the kinds are percent (0–100), factor, months, years (whole) and accounts.
BOUNDS: Mapping[str, tuple[str, float, float]] = {
    "retention_lift": ("percent", 0, 50),
    "expansion_lift": ("percent", 0, 50),
    "expansion_ceiling": ("percent", 0, 100),
    "ramp": ("months", 1, 24),
    "lasting": ("years", 0, 5),
    "on_cost": ("factor", 1, 3),
    "discount": ("percent", 0, 100),
    "rep_share": ("percent", 10, 300),
    "level_load": ("factor", 0.1, 3),
    "level_lift": ("factor", 0, 3),
    "level_pay": ("factor", 0.2, 5),
    "norm_cost": ("percent", 1, 100),
    "norm_margin": ("percent", 1, 99),
    "load": ("accounts", 1, 1000),
    "variable": ("percent", 0, 200),
    "tools": ("percent", 0, 100),
    "hiring_cost": ("percent", 0, 200),
}
EFFECTS = ("retention_lift", "expansion_lift", "expansion_ceiling", "ramp", "lasting")
MONEY = ("on_cost", "discount", "rep_share")
FACTORS = ("load", "lift", "pay")
NORMS = {"norm_cost": "cost_to_book", "norm_margin": "margin"}
PAY = ("variable", "tools", "hiring_cost")


@dataclass(frozen=True, slots=True)
class Adjustable:
    """One assumption that may be set otherwise.

    `name` says it in full, `label` within its group; `about` is what it means and where the standard comes from.
    `unit` stands behind the number and, for a percentage, its sign. `at` is its place in the role, for a range its
    likely value.
    """

    key: str
    name: Text
    label: Text
    about: Text
    unit: Text
    kind: str
    least: float
    most: float
    standard: float
    at: tuple[str, ...]

    @property
    def scale(self) -> float:
        """What the typed number is divided by to become the model's."""
        return 100 if self.kind == "percent" else 1

    def problem(self, value: float) -> Problem | None:
        """Why it can't have this value, or None; its standard it may always have."""
        if not isfinite(value):
            return Problem(self.key, "not_a_number")
        if round(value, 2) == self.standard:
            return None
        if self.kind == "years" and value != int(value):
            return Problem(self.key, "not_whole")
        if value < self.least:
            return Problem(self.key, "too_small", {"least": self.least})
        return Problem(self.key, "too_large", {"most": self.most}) if value > self.most else None

    def said(self, value: float, language: str) -> str:
        """A value in words: "20% of the revenue now lost", "1.3 × base pay"."""
        places = next(places for places in (0, 1, 2) if places == 2 or round(value, places) == round(value, 2))
        percent = self.kind == "percent"
        number = (language_of.percent if percent else language_of.number)(value / self.scale, language, places)
        return f"{number}{language_of.SPACE}{self.unit[language]}"


@dataclass(frozen=True, slots=True)
class Group:
    """Assumptions that belong together, under one title; `about` explains them all where one text does."""

    key: str
    title: Text
    adjustables: tuple[Adjustable, ...]

    @property
    def about(self) -> Text | None:
        texts = {found.about for found in self.adjustables}
        return texts.pop() if len(texts) == 1 and len(self.adjustables) > 1 else None


@dataclass(frozen=True, slots=True)
class Departure:
    """An assumption that was set otherwise, and its value as typed; the standard is the assumption's own."""

    adjustable: Adjustable
    value: float


class AssumptionsError(ValueError):
    """Raised when assumptions can't be set so; holds every problem: unknown_key, not_a_number, not_whole, too_small
    or too_large, by the assumption's key."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{problem.key}: {problem.code}" for problem in problems))
        self.problems = problems


# ---------------------------------------------------------------------------------------------- which there are


def assumptions_of(role: Role) -> tuple[Group, ...]:
    """Every assumption of the role that may be set otherwise, in groups, in the order in which to show them."""
    standard = role.origin or role
    words, names = role.words["assumptions"], role.words["names"]
    levels = [level for level in role.levels if level.key != "mid"]
    return (
        Group("effect", words["group_effect"], tuple(_adjustable(standard, key, (key,)) for key in EFFECTS)),
        Group("money", words["group_money"], tuple(_adjustable(standard, key, (key,)) for key in MONEY)),
        *(_level_group(standard, level) for level in levels),
        *(Group(key, names[key], tuple(_norms(standard, key))) for key in NORMS),
        Group("load", role.questionnaire.question("load").name, tuple(_loads(standard))),
        Group("pay", words["group_pay"], tuple(_adjustable(standard, key, ("unknown", key)) for key in PAY)),
    )


def adjustables(role: Role) -> Iterator[Adjustable]:
    """The same without their groups."""
    return (found for group in assumptions_of(role) for found in group.adjustables)


def standard(role: Role) -> dict[str, float]:
    """The value that each has in the role's edition, by key."""
    return {found.key: found.standard for found in adjustables(role)}


def _level_group(role: Role, level: Level) -> Group:
    title = role.words["verdict"][f"name_{level.key}"]
    parts = (
        _adjustable(role, f"level_{part}", ("levels", level.key, part), f"{level.key}_{part}", title)
        for part in FACTORS
    )
    return Group(f"level_{level.key}", title, tuple(parts))


def _norms(role: Role, key: str) -> Iterator[Adjustable]:
    title = role.words["names"][key]
    for option in role.questionnaire.question("business").options:
        at = ("norms", option.value, NORMS[key])
        yield _adjustable(role, key, at, f"{key}_{option.value}", title, option.text)


def _loads(role: Role) -> Iterator[Adjustable]:
    title = role.questionnaire.question("load").name
    for option in role.questionnaire.question("client_size").options:
        at = ("unknown", "load", option.value)
        yield _adjustable(role, "load", at, f"load_{option.value}", title, option.text)


def _adjustable(
    role: Role, kin: str, at: tuple[str, ...], key: str = "", title: Text | None = None, label: Text | None = None
) -> Adjustable:
    """One assumption; `kin` is what it shares its bounds and its words with."""
    kind, least, most = BOUNDS[kin]
    words, names = role.words["assumptions"], role.words["names"]
    label = label or (names[kin] if kin in names else role.questionnaire.question(kin).name)
    name = Text(f"{title.en}: {label.en}", f"{title.fa}: {label.fa}") if title else label
    value = _value(role, at) * (100 if kind == "percent" else 1)
    about, unit = words[f"about_{kin}"], words[f"unit_{kin}"]
    return Adjustable(key or kin, name, label, about, unit, kind, least, most, round(value, 2), at)


def _value(role: Role, at: tuple[str, ...]) -> float:
    """What stands in the role at this place; of a range, the likely value."""
    if at[0] == "levels":
        return float(getattr(next(level for level in role.levels if level.key == at[1]), at[2]))
    found: Any = role.assumptions
    for key in at:
        found = found[key]
    return float(found[1] if isinstance(found, tuple) else found)


# ---------------------------------------------------------------------------------------------- setting them


def with_assumptions(role: Role, changed: Mapping[str, float]) -> Role:
    """The role with these assumptions set, and all others at their standard; `changed` holds values as typed, by key.

    A range keeps its shape around its new likely value. Without a change it is the role of the edition itself.
    Raises AssumptionsError.
    """
    standard_role = role.origin or role
    if not changed:
        return standard_role
    known = {found.key: found for found in adjustables(standard_role)}
    problems = [
        known[key].problem(value) if key in known else Problem(key, "unknown_key") for key, value in changed.items()
    ]
    if any(problems):
        raise AssumptionsError(tuple(problem for problem in problems if problem))
    made = standard_role
    for key, value in changed.items():
        if (kept := round(value, 2)) != known[key].standard:
            made = _moved(made, known[key].at, kept / known[key].scale)
    return made if made is standard_role else replace(made, origin=standard_role)


def usable(role: Role, kept: Mapping[str, float]) -> dict[str, float]:
    """Of values that were kept earlier, those that can still be set; an edition may have dropped or bounded some."""
    known = {found.key: found for found in adjustables(role)} if kept else {}
    return {key: value for key, value in kept.items() if key in known and not known[key].problem(value)}


def departures(role: Role) -> tuple[Departure, ...]:
    """The assumptions of the role that differ from the standard, in the order of `assumptions_of`."""
    if role.origin is None:
        return ()
    now = ((found, round(_value(role, found.at) * found.scale, 2)) for found in adjustables(role))
    return tuple(Departure(found, value) for found, value in now if value != found.standard)


def _moved(role: Role, at: tuple[str, ...], value: float) -> Role:
    if at[0] != "levels":
        return replace(role, assumptions=_set(role.assumptions, at, value))
    factor: Any = {at[2]: value}
    levels = (replace(level, **factor) if level.key == at[1] else level for level in role.levels)
    return replace(role, levels=tuple(levels))


def _set(table: Mapping[str, Any], at: tuple[str, ...], value: float) -> Mapping[str, Any]:
    key, *deeper = at
    now = table[key]
    moved = _set(now, tuple(deeper), value) if deeper else _around(now, value) if isinstance(now, tuple) else value
    return MappingProxyType({**table, key: moved})


def _around(ends: tuple[float, float, float], value: float) -> tuple[float, ...]:
    """The range with another likely value, its ends as many times as far."""
    return tuple(end / ends[1] * value for end in ends) if ends[1] else (value, value, value)
