"""Page, PDF and JSON are one Report: the same figures in every form, every figure of the model among them."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from readiness.company.answers import answers_from_file, read_answers
from readiness.company.assessment import Assessment, assess
from readiness.library import Library, load_library
from readiness.questionnaire import Role
from readiness.reports.company_report import build
from readiness.reports.data import report_json
from readiness.reports.report import Report

EXAMPLES = sorted((Path(__file__).parents[2] / "docs/examples").glob("*.toml"))
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def role(library: Library) -> Role:
    return library.roles["account_manager"]


def stored(role: Role, example: Path, **changes: Any) -> dict[str, object]:
    return answers_from_file(role, {**tomllib.loads(example.read_text(encoding="utf-8")), **changes})


def made(library: Library, role: Role, answers: dict[str, object], language: str) -> tuple[Assessment, Report]:
    found = assess(role, read_answers(role, answers))
    return found, build(found, answers, library, language, DAY)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_json_holds_every_figure_of_the_model_under_a_plain_name(
    library: Library, role: Role, example: Path
) -> None:
    found, report = made(library, role, stored(role, example), "en")
    data = json.loads(report_json(report))
    assert data["verdict"]["key"] == found.decision.verdict
    assert data["verdict"]["row"] == found.decision.row
    assert data["score"] == pytest.approx(
        {"low": found.score.whole.low, "likely": found.score.whole.likely, "high": found.score.whole.high}
    )
    assert set(data["dimensions"]) == {"clients", "happiness", "need", "money", "team", "role"}
    for key, level in found.levels.items():
        told = data["levels"][key]
        assert told["chance"] == level.chance
        assert told["worth"]["p10"] < told["worth"]["p50"] < told["worth"]["p90"]
        assert told["payback_months"] == level.payback
        assert told["lowest_cash"] == pytest.approx(level.lowest_cash)
        assert told["break_even_accounts"] == level.break_even_accounts
    assert {"leaks", "levers", "unknowns", "tornado", "find_out_first"} <= data.keys()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_both_languages_tell_the_same_figures(library: Library, role: Role, example: Path) -> None:
    answers = stored(role, example)
    english, persian = (made(library, role, answers, language)[1] for language in ("en", "fa"))
    assert english.figures == persian.figures
    assert [figure.number for figure in english.money] == [figure.number for figure in persian.money]
    assert english.verdict.sentence != persian.verdict.sentence


def test_persian_reports_have_persian_digits_and_the_jalali_day(library: Library, role: Role) -> None:
    report = made(library, role, stored(role, EXAMPLES[0]), "fa")[1]
    assert report.made_on_text.replace("\u00a0", " ") == "۲ آذر ۱۴۰۵"
    worded = [figure.value for figure in report.money] + [report.verdict.chance.value, report.score.value]
    assert not [text for text in worded if any(digit in text for digit in "0123456789")]


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_chart_has_a_sentence_and_a_table(library: Library, role: Role, example: Path, language: str) -> None:
    report = made(library, role, stored(role, example), language)[1]
    for chart in (report.dimensions, report.cash_path, report.histogram, report.tornado):
        assert chart.svg.startswith("<svg")
        assert chart.summary
        assert chart.table.rows
        assert {len(row) for row in chart.table.rows} == {len(chart.table.columns)}


def test_what_cannot_be_told_is_said_so_and_no_figure_stands_in(library: Library, role: Role) -> None:
    answers = stored(role, EXAMPLES[2], running_cost="unknown", cash="unknown")
    found, report = made(library, role, answers, "en")
    figures = {figure.key: figure for figure in report.money}
    assert found.level.months_left is None
    assert figures["months"].number is None
    assert figures["months"].value == "Can’t be told"
    assert json.loads(report_json(report))["levels"]["mid"]["months_left"] is None


def test_never_and_not_within_36_months_are_words_not_numbers(library: Library, role: Role) -> None:
    report = made(library, role, stored(role, EXAMPLES[0], load=20), "en")[1]
    figures = {figure.key: figure for figure in report.money}
    assert (figures["payback"].value, figures["payback"].number) == ("Not within 36 months", None)
    assert (figures["break_even"].value, figures["break_even"].number) == ("Never for one person", None)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_row_that_did_not_fire_says_why(library: Library, role: Role, language: str) -> None:
    found, report = made(library, role, stored(role, EXAMPLES[2]), language)
    assert [reason.row for reason in report.reasons] == list(range(1, found.decision.row + 1))
    assert [reason.fired for reason in report.reasons] == [False] * (found.decision.row - 1) + [True]
    assert all(len(reason.text) > 15 for reason in report.reasons)


def test_a_question_left_open_is_named(library: Library, role: Role) -> None:
    answers = stored(role, EXAMPLES[2])
    del answers["graded"]
    report = made(library, role, answers, "en")[1]
    assert any("Revenue graded B or better" in note for note in report.notes)


def test_the_annex_lists_every_answer_as_it_was_given(library: Library, role: Role) -> None:
    answers = stored(role, EXAMPLES[3])
    rows = {row.question: row for row in made(library, role, answers, "fa")[1].answers}
    assert rows["درآمد سالانه‌ی این حساب‌ها"].answer == "۴۸٬۰۰۰٬۰۰۰٬۰۰۰\u00a0تومان"
    assert rows["درآمد سالانه‌ی این حساب‌ها"].sure == "حدودی"
    assert rows["شرکت"].answer == "آوند رسانه"
