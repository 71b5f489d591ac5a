"""The answers that owners bring along: the sheets of docs/examples, typed the way each language writes numbers."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from readiness.company.answers import answers_from_file
from readiness.questionnaire import UNKNOWN, Question
from readiness.records.checks import create_check, save_answers
from readiness.reports.company_report import report_on
from readiness.reports.report import Report
from views.site import Site

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
SHEETS = {"en": "small-agency", "fa": "tehran-company"}
PERSIAN = str.maketrans("0123456789,.", "۰۱۲۳۴۵۶۷۸۹٬٫")

WORKED_FROM, WORKED_OUT = "kept_start", ("grr", "expansion")

Sheet = Mapping[str, Any]


def sheet_of(language: str) -> Sheet:
    """The answers of this language's company: `accounts = 14`, `grr = {value = 88, sure = "about"}`."""
    return tomllib.loads((EXAMPLES / f"{SHEETS[language]}.toml").read_text(encoding="utf-8"))


def value_and_sure(answer: Any) -> tuple[Any, str]:
    """What is typed or chosen for an answer, and how sure its owner is."""
    if isinstance(answer, Mapping):
        return answer["value"], answer["sure"]
    return ("", UNKNOWN) if answer == UNKNOWN else (answer, "exact")


def as_typed(question: Question, number: Any, language: str) -> str:
    """The number as it is typed: 48,000 in English, ۴۸٬۰۰۰ in Persian; shares there with decimals, ۸۸٫۰."""
    if number == "":
        return ""
    if language == "en":
        return f"{number:,}"
    return (f"{number:,.1f}" if question.kind == "percent" else f"{number:,}").translate(PERSIAN)


def as_stored(site: Site, sheet: Sheet) -> dict[str, object]:
    """The sheet as the site would keep it."""
    return answers_from_file(site.first_role, sheet)


def report_of(site: Site, sheet: Sheet, language: str, tried: Mapping[str, float] | None = None) -> Report:
    """What the model has to say about the sheet, reckoned without any page."""
    return report_on(site.first_role, as_stored(site, sheet), site.library, language, date.today(), tried)


def keep(site: Site, sheet: Sheet, language: str) -> str:
    """Store a check with these answers, be they many or few, and return the token of its private link."""
    wanted = {*sheet, *(WORKED_OUT if WORKED_FROM in sheet else ())}
    whole = as_stored(site, {**sheet_of(language), **sheet})
    return _store(site, {key: answer for key, answer in whole.items() if key in wanted}, language)


def keep_whole(site: Site, sheet: Sheet, language: str) -> str:
    """The same for answers that suffice for a result."""
    return _store(site, as_stored(site, sheet), language)


def _store(site: Site, stored: Mapping[str, object], language: str) -> str:
    role = site.first_role
    token = create_check(site.database, role.key, role.edition, language)
    assert save_answers(site.database, token, stored, role.edition, language)
    return token
