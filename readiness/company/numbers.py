"""Every number of a check as lowest, likely and highest, and how one draw of them becomes a case to reckon with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from readiness.company.answers import Answers, Given
from readiness.questionnaire import SURE, Role

SHARES = frozenset({"grr", "expansion", "margin", "biggest", "inflation"})
AT_MOST_ONE = frozenset({"grr", "margin", "biggest"})
EFFECTS = ("retention_lift", "expansion_lift", "ramp")
OWNER_TIME = ("owner_time", "owner_hours", "owner_rate")
CASH_FLOW = (
    *("accounts", "book", "load", "grr", "expansion", "inflation", "margin", "base", "variable", "tools"),
    *("hiring_cost", *OWNER_TIME, "new_accounts", *EFFECTS),
)

Number = Any  # a float, or an array with one value a draw


@dataclass(frozen=True, slots=True)
class Range:
    """A number between two ends.

    `unknown` marks a "don't know"; a `benchmark` comes from the role's table, not from the owner; `of` names the
    number that it is a share of.
    """

    low: float
    likely: float
    high: float
    unknown: bool = False
    benchmark: bool = False
    of: str = ""

    @property
    def is_uncertain(self) -> bool:
        return self.high > self.low

    def pinned(self, value: float) -> Range:
        """The same number held at one value, as if it were known."""
        return replace(self, low=value, likely=value, high=value, unknown=False)

    def times(self, factor: float) -> Range:
        """The same number, larger or smaller, with the same relative doubt."""
        return replace(self, low=self.low * factor, likely=self.likely * factor, high=self.high * factor)

    def plus(self, amount: float) -> Range:
        """The same number moved up, with the same relative doubt."""
        if self.likely <= 0:
            return replace(self, low=amount, likely=amount, high=amount)
        return self.times((self.likely + amount) / self.likely)


@dataclass(frozen=True, slots=True)
class Company:
    """The numbers of one company, ready for the model. Shares are fractions, money the owner's currency.

    `ranges` also holds the three effects of an account manager; `assumptions` are the role's, with any what-if.
    """

    business: str
    ranges: Mapping[str, Range]
    assumptions: Mapping[str, Any]

    def with_ranges(self, **ranges: Range) -> Company:
        return replace(self, ranges={**self.ranges, **ranges})

    def likely(self) -> dict[str, float]:
        return {name: found.likely for name, found in self.ranges.items()}

    def uncertain(self, *names: str) -> list[str]:
        """Which of these numbers could be another."""
        return [name for name in names if name in self.ranges and self.ranges[name].is_uncertain]

    def unknown(self, *names: str) -> list[str]:
        """Which of these numbers are a "don't know"; without a running cost, which has
        no benchmark, it and a cash told in months of it are simply absent."""
        absent = {"running_cost", "cash"} - self.ranges.keys()
        return [name for name in names if name in absent or (name in self.ranges and self.ranges[name].unknown)]


@dataclass(frozen=True, slots=True)
class Case:
    """One likely, drawn or tried set of numbers, in the model's own terms; each field a float or an array of draws.

    grr and expansion are yearly fractions that add up to the real NRR; owner_time, base, variable and tools are a
    year's amounts.
    """

    accounts: Number
    book: Number
    load: Number
    grr: Number
    expansion: Number
    margin: Number
    base: Number
    variable: Number
    tools: Number
    hiring_cost: Number
    owner_time: Number
    new_accounts: Number
    retention_lift: Number
    expansion_lift: Number
    ramp: Number

    @property
    def revenue_per_account(self) -> Number:
        return self.book / self.accounts


def read_company(role: Role, answers: Answers) -> Company:
    """The ranges of every number: given ones with their doubt, unknown ones from the role's benchmarks."""
    business = answers.picks.get("business", "other")
    ranges = {key: _given_range(key, number) for key, number in answers.numbers.items() if number.value is not None}
    unknown = _unknown_ranges(role, business, answers.picks.get("client_size", ""))
    for name, benchmark in unknown.items():
        if name not in ranges and (name != "cash" or "running_cost" in ranges):
            ranges[name] = benchmark
    _settle_owner_time(ranges)
    terms: Mapping[str, Any] = role.assumptions
    if ranges["inflation"].likely <= terms["inflation_counts"]:
        ranges["inflation"] = Range(0.0, 0.0, 0.0)
    for effect in EFFECTS:
        ranges[effect] = _range(role.assumptions[effect])
    return Company(business, ranges, role.assumptions)


def _range(values: Any) -> Range:
    low, likely, high = (float(value) for value in values)
    return Range(low, likely, high)


def _given_range(key: str, number: Given) -> Range:
    value = (number.value or 0.0) / (100 if key in SHARES else 1)
    spread = SURE[number.sure]
    return Range(value * (1 - spread), value, value * (1 + spread))


def _unknown_ranges(role: Role, business: str, client_size: str) -> dict[str, Range]:
    benchmarks: Any = role.assumptions["unknown"]
    norms: Any = role.assumptions["norms"]
    norm = norms[business]["margin"]
    loads = benchmarks["load"]

    def unknown(values: list[float], of: str = "") -> Range:
        low, likely, high = (float(value) for value in values)
        return Range(low, likely, high, unknown=True, benchmark=True, of=of)

    return {
        "grr": unknown(benchmarks["grr"][business]),
        "expansion": unknown(benchmarks["expansion"]),
        "margin": unknown([norm + gap for gap in benchmarks["margin"]]),
        "biggest": unknown(benchmarks["biggest"]),
        "load": unknown(loads.get(client_size) or loads[business]),
        "cash": unknown(benchmarks["cash"], "running_cost"),
        "variable": unknown(benchmarks["variable"], "base"),
        "tools": unknown(benchmarks["tools"], "base"),
        "hiring_cost": unknown(benchmarks["hiring_cost"], "base"),
        "owner_time": unknown(benchmarks["owner_time"], "base"),
    }


def _settle_owner_time(ranges: dict[str, Range]) -> None:
    """Hours a month and what an hour earns stand together; where either is unknown the benchmark stands for both."""
    hours, rate = ranges.get("owner_hours"), ranges.get("owner_rate")
    if hours and rate:
        del ranges["owner_time"]
        return
    if any(part is not None and part.high == 0 for part in (hours, rate)):
        ranges["owner_time"] = Range(0.0, 0.0, 0.0)
    for name in ("owner_hours", "owner_rate"):
        ranges.pop(name, None)


def case_of(company: Company, values: Mapping[str, Number]) -> Case:
    """Raw values (likely, drawn or tried) → the model's own terms: shares of other numbers, real terms, caps."""
    ranges = company.ranges

    def amount(name: str) -> Number:
        of = ranges[name].of
        return values[name] * values[of] if of else values[name]

    def owner_time() -> Number:
        return amount("owner_time") if "owner_time" in ranges else 12 * values["owner_hours"] * values["owner_rate"]

    grr = np.clip(values["grr"], 0.0, 1.0)
    return Case(
        accounts=values["accounts"],
        book=values["book"],
        load=values["load"],
        grr=grr,
        expansion=real_expansion(company, grr, values),
        margin=np.clip(values["margin"], 0.0, 1.0),
        base=values["base"],
        variable=amount("variable"),
        tools=amount("tools"),
        hiring_cost=amount("hiring_cost"),
        owner_time=owner_time(),
        new_accounts=values["new_accounts"],
        retention_lift=values["retention_lift"],
        expansion_lift=values["expansion_lift"],
        ramp=values["ramp"],
    )


def real_expansion(company: Company, grr: Number, values: Mapping[str, Number]) -> Number:
    """Expansion in real terms: (GRR + expansion) ÷ (1 + inflation) − GRR, capped. A benchmark is real already."""
    expansion = values["expansion"]
    if not company.ranges["expansion"].benchmark:
        expansion = (grr + expansion) / (1 + values["inflation"]) - grr
    return np.minimum(expansion, company.assumptions["expansion_cap"])
