"""Puts figures into words: one place where a report's numbers, names and sentences take a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness import language as say
from readiness.company.assessment import Assessment
from readiness.company.computed import likely_case
from readiness.company.funding import lift_points
from readiness.company.numbers import SHARES, Company
from readiness.library import Library
from readiness.questionnaire import Text

MOST_MONTHS_SAID = 99
EFFECTS_IN_POINTS = frozenset({"retention_lift", "expansion_lift"})
COUNTS = frozenset({"accounts", "load", "owner_hours", "new_accounts", "in_post", "ramp"})


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one role and of every report, in one language and one currency."""

    language: str
    words: Mapping[str, Text]
    role_words: Mapping[str, Mapping[str, Text]]
    names: Mapping[str, Text]
    pattern: str

    def __call__(self, key: str, **values: str) -> str:
        """A sentence of the report by its key, with its placeholders filled."""
        return self.words[key][self.language].format(**values)

    def of_role(self, area: str, key: str, **values: str) -> str:
        """A sentence of the role by area and key."""
        return self.role_words[area][key][self.language].format(**values)

    def name(self, key: str) -> str:
        """The short name of a question, a computed item or an assumption."""
        return self.names[key][self.language]

    def number(self, value: float, decimals: int = 0) -> str:
        return say.number(value, self.language, decimals)

    def short_number(self, value: float) -> str:
        """One decimal where there is one to show: 2.5, 12."""
        return self.number(value, 0 if abs(value - round(value)) < 0.05 else 1)

    def percent(self, fraction: float, decimals: int = 0) -> str:
        return say.percent(fraction, self.language, decimals)

    def share(self, fraction: float) -> str:
        """A chance in percent; what is nearly nothing or nearly sure is said so."""
        if 0 < fraction < 0.005:
            return self("under_one")
        return self("over_ninety_nine") if 0.995 < fraction < 1 else self.percent(fraction)

    def money(self, amount: float) -> str:
        return say.money_short(amount, self.pattern, self.language)

    def money_in_full(self, amount: float) -> str:
        return say.money(amount, self.pattern, self.language)

    def months(self, months: float | None) -> str:
        if months is None:
            return self("cannot_tell")
        return self("unlimited") if months > MOST_MONTHS_SAID else self.number(months, 1)

    def span(self, low: str, high: str) -> str:
        """From one worded value to another; a unit that both carry is said once."""
        (first, *unit), (_, *same) = low.split(maxsplit=1), high.split(maxsplit=1)
        return self("between", low=first if unit and unit == same else low, high=high)

    def value(self, key: str, value: float, company: Company) -> str:
        """A number of the model by its name, in its own unit; a share of another number as an amount."""
        of = company.ranges[key].of if key in company.ranges else ""
        if of and of in company.ranges:
            return self.money(value * company.ranges[of].likely)
        if key in EFFECTS_IN_POINTS:
            points = lift_points(likely_case(company), key, value, company.assumptions)
            return self("lift_value", points=self.number(points * 100, 1))
        if key in SHARES:
            return self.percent(value, 0 if abs(value * 100 - round(value * 100)) < 0.05 else 1)
        if key in COUNTS:
            return self.short_number(value)
        return self.money(value)


def wording_for(found: Assessment, library: Library, language: str) -> Wording:
    """The wording of one assessment's report."""
    amounts = library.words["amounts"]
    currency = found.answers.picks.get("currency", "")
    pattern = amounts[currency][language] if currency in amounts else "{amount}"
    asked = found.role.questionnaire
    names = {item.key: item.name for items in (asked.computed, asked.questions()) for item in items}
    return Wording(language, library.words["report"], found.role.words, {**found.role.words["names"], **names}, pattern)
