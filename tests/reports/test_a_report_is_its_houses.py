"""A report carries its house's name and calendar, and says which assumptions the house has set otherwise."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from typing import Any

import pytest
from pdf_cases import EXAMPLES, library
from pdf_text import squeezed, words_of

from readiness.company.answers import answers_from_file
from readiness.reports import pdf
from readiness.reports.company_report import report_on
from readiness.reports.data import report_json
from readiness.reports.house import House
from readiness.reports.report import Assumption, Report

DAY = date(2026, 11, 23)
NAMES = {"en": "Sorrel & Lake", "fa": "گروه آوند"}


def report_for(house: House, language: str = "en", example: str = "small-agency", **changes: Any) -> Report:
    """The example's report; an answer changed to None is left out."""
    role = library().roles["account_manager"]
    given = {**tomllib.loads(EXAMPLES[example].read_text(encoding="utf-8")), **changes}
    stored = answers_from_file(role, {key: answer for key, answer in given.items() if answer is not None})
    return report_on(role, stored, library(), language, DAY, house=house)


def assuming(**assumptions: float) -> House:
    return House(assumptions=assumptions)


def row(report: Report, key: str) -> Assumption:
    return next(found for found in report.assumptions if found.key == key)


def flat(shown: str) -> str:
    return shown.replace("\u00a0", " ")


# ---- Name and calendar


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_house_is_named_where_the_answers_name_no_company(language: str) -> None:
    house = House(NAMES[language])
    assert report_for(house, language, company=None).company == NAMES[language]
    assert report_for(house, language).company == report_for(House(), language).company


@pytest.mark.parametrize(
    ("language", "calendar", "day"),
    [
        ("en", "jalali", "2 Azar 1405"),
        ("fa", "gregorian", "۲۳ نوامبر ۲۰۲۶"),
        ("fa", "jalali", "۲ آذر ۱۴۰۵"),
        ("en", None, "23 November 2026"),
    ],
)
def test_its_days_are_told_by_the_calendar_of_the_house(language: str, calendar: str | None, day: str) -> None:
    report = report_for(House(calendar=calendar), language)
    assert flat(report.made_on_text) == day
    assert squeezed(words_of(pdf.render(report, library().words))).count(squeezed(day)) == 2  # on top, and at the end
    assert json.loads(report_json(report))["made_on"] == "2026-11-23"


# ---- Assumptions


def test_a_report_by_the_standard_says_nothing_of_it() -> None:
    report = report_for(assuming(on_cost=1.3))
    assert report == report_for(House())
    assert report.assumptions_lead == ""
    assert not [found for found in report.assumptions if found.standard]
    assert report.figures["assumptions_set"] == []


def test_one_assumption_is_named_with_its_value_and_its_standard() -> None:
    report = report_for(assuming(on_cost=1.45))
    found = row(report, "on_cost")
    assert found.value == "× 1.45"
    assert flat(found.source) == "Set by your workspace; standard: 1.3 × base pay"
    assert not found.ours
    assert report.assumptions_lead == (
        "Reckoned with one assumption that differs from the standard: On-costs of employment."
    )
    assert [other for other in report.assumptions if other.standard] == [found]


def test_several_are_counted_and_named_in_the_order_of_the_settings() -> None:
    report = report_for(assuming(senior_pay=1.8, lasting=1, on_cost=1.45), "fa")
    assert report.assumptions_lead.startswith("۳ فرض با استاندارد فرق دارد")
    named = ("اثری که بعد از سه سال می‌ماند", "هزینه‌های جانبی حقوق", "مدیر حساب ارشد: حقوق پایه و حق کمیسیون")
    assert "؛ ".join(named) in report.assumptions_lead
    assert "حقوق پایه و حق کمیسیون: ۱٫۵ برابر" in flat(row(report, "level_senior").source)


@pytest.mark.parametrize(("years", "said"), [(0, "not counted"), (1, "over one more year"), (4, "over 4 more years")])
def test_what_lasts_is_told_with_its_years(years: int, said: str) -> None:
    assert said in row(report_for(assuming(lasting=years)), "residual").value


def test_what_this_company_is_not_reckoned_with_is_not_named() -> None:
    """Another kind of business, a load that was answered, a representative's cost that was given."""
    elsewhere = assuming(norm_margin_software=60, load_small=80, variable=10, rep_share=200)
    report = report_for(elsewhere, rep_cost=40_000)
    assert report.assumptions_lead == ""
    assert [found["assumption"] for found in report.figures["assumptions_set"]] == [  # type: ignore[attr-defined]
        *("rep_share", "norm_margin_software", "load_small", "variable")
    ]
    assert not [found for found in report.assumptions if found.key == "rep"]


def test_what_stands_in_for_an_unknown_answer_is_named() -> None:
    unsure = dict.fromkeys(("load", "tools", "margin"), "unknown")
    house = assuming(load_agency_3k=12, tools=6, norm_margin_agency=50)
    report = report_for(house, **unsure, client_size="agency_3k", business="agency")
    assert report.assumptions_lead.startswith("Reckoned with 3 assumptions")
    standards = {key: flat(row(report, key).standard) for key in ("unknown_load", "unknown_tools", "unknown_margin")}
    assert standards == {
        "unknown_load": "9 accounts",
        "unknown_tools": "3% of base pay",
        "unknown_margin": "55% of revenue",
    }
    assert row(report, "norm_margin").standard == row(report, "unknown_margin").standard


def test_the_figures_are_those_of_the_house() -> None:
    usual, dear = (json.loads(report_json(report_for(assuming(on_cost=times)))) for times in (1.3, 2))
    assert dear["assumptions_set"] == [{"assumption": "on_cost", "value": 2, "standard": 1.3}]
    for level in ("junior", "mid", "senior"):
        assert dear["levels"][level]["cost_a_year"] > usual["levels"][level]["cost_a_year"]
    percent = json.loads(report_json(report_for(assuming(discount=25))))["assumptions_set"]
    assert percent == [{"assumption": "discount", "value": 0.25, "standard": 0.1}]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_pdf_says_so_before_the_table_and_in_it(language: str) -> None:
    report = report_for(assuming(on_cost=1.45, lasting=1), language)
    made = pdf.render(report, library().words)
    found = squeezed(words_of(made))
    lead, rows = found.find(squeezed(report.assumptions_lead)), found.find(squeezed(row(report, "on_cost").source))
    assert 0 < lead < rows
    assert b"<pdfuaid:part>1<" in made


def test_what_an_edition_no_longer_takes_does_not_stop_a_report() -> None:
    report = report_for(assuming(luck=7, on_cost=99, ramp=8))
    assert [found.key for found in report.assumptions if found.standard] == ["ramp"]
