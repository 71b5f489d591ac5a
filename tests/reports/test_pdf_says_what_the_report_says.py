"""The PDF says what the Report says, in words that can be searched and read aloud in their right order."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from pdf_cases import CASES, library, pdf_of, report_of
from pdf_text import page_count, squeezed, words_of

from readiness.reports.report import Report

VOWEL_SIGN = re.compile("[\u064b-\u0652]")


def is_told(words: str, found: str) -> bool:
    """Whether the words stand in the PDF; the engine names a letter with a vowel sign twice, so then word by word."""
    if VOWEL_SIGN.search(words):
        return all(squeezed(word) in found for word in words.split() if not VOWEL_SIGN.search(word))
    return squeezed(words) in found


def sentences(report: Report) -> Iterator[str]:
    """Everything that a reader is owed, in the order in which it is read."""
    verdict = report.verdict
    yield from (report.company, report.title, report.made_on_text, verdict.name, verdict.sentence, verdict.meaning)
    if verdict.provisional:
        yield from verdict.provisional_reasons
    yield from (report.score.value, report.score.meaning, verdict.chance.value, verdict.chance.name)
    yield from report.notes
    yield from (words for leak in report.leaks for words in (leak.title, leak.text))
    yield from (words for reason in report.reasons for words in (reason.name, reason.text))
    yield verdict.stability
    yield from (words for change in report.changes for words in (*change.moves, *change.how, change.verdict))
    yield from (words for item in (*report.find_out_first, *report.next_steps) for words in (item.title, item.text))
    yield from (words for figure in report.money for words in (figure.name, figure.value, figure.meaning))
    yield from (figure.value for level in report.levels for figure in level.figures)
    yield from (words for assumption in report.assumptions for words in (assumption.name, assumption.value))
    yield from report.limits
    yield from (words for row in report.answers for words in (row.question, row.answer, row.sure))


@pytest.mark.parametrize(("example", "language"), CASES)
def test_every_word_of_the_report_can_be_found_in_the_pdf(example: str, language: str) -> None:
    found = squeezed(words_of(pdf_of(example, language)))
    assert [words for words in sentences(report_of(example, language)) if not is_told(words, found)] == []


@pytest.mark.parametrize(("example", "language"), CASES)
def test_the_numbers_of_every_chart_stand_in_a_table(example: str, language: str) -> None:
    report, found = report_of(example, language), squeezed(words_of(pdf_of(example, language)))
    for chart in (report.dimensions, report.cash_path, report.histogram, report.tornado):
        assert squeezed(chart.title) in found
        assert squeezed(chart.summary) in found
        assert [row for row in chart.table.rows if squeezed("".join(row)) not in found] == []


@pytest.mark.parametrize(("example", "language"), CASES)
def test_it_takes_two_to_four_pages_and_counts_them_in_the_readers_digits(example: str, language: str) -> None:
    made = pdf_of(example, language)
    count, found = page_count(made), squeezed(words_of(made))
    assert 2 <= count <= 4
    digits = {"en": "01234", "fa": "۰۱۲۳۴"}[language]
    said = library().words["pdf"]["page_of"][language].format(page=digits[1], pages=digits[count])
    assert squeezed(said) in found


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_verdict_comes_first_and_the_answers_last(language: str) -> None:
    report, found = report_of("small-agency", language), squeezed(words_of(pdf_of("small-agency", language)))
    words = library().words
    read = [
        report.verdict.sentence,
        *(words["result"][key][language] for key in ("why", "changes", "next_steps", "money", "levels", "limits")),
        *(words["pdf"][key][language] for key in ("annex", "answers")),
    ]
    places = [found.index(squeezed(part)) for part in read]
    assert places == sorted(places)


def test_persian_has_its_own_calendar_and_digits() -> None:
    found = squeezed(words_of(pdf_of("tehran-company", "fa")))
    assert "۲آذر۱۴۰۵" in found
    assert "2026" not in found.replace(report_of("tehran-company", "fa").edition, "")
