"""Whatever a person types reaches the PDF as it stands: never as markup, never as a file, never as a crash."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest
from pdf_cases import library, pdf_of, report_of
from pdf_text import page_count, squeezed, words_of

from readiness.reports import pdf, press, typeface
from readiness.reports.report import Report

HOSTILE = [
    '#read("/etc/passwd")',
    "$x$ *b* _i_ <a> @b `raw`",
    "{{7*7}} %s {role} ${HOME}",
    '#import "@preview/cetz:0.3.0"',
    "#panic() // no /* end",
    r"\u{41} \ \n = Heading",
    "=cmd|'/C calc'!A0",
    "<script>alert(1)</script> & <img onerror=x>",
    "(unmatched ) [brackets ( \\",
    "\"quotes\" and 'single' -- --- ...",
]


def typed(example: str, language: str, company: str) -> Report:
    """The example, had its owner typed this for the company."""
    report = report_of(example, language)
    answers = tuple(replace(row, answer=company) if row.answer == report.company else row for row in report.answers)
    return replace(report, company=company, answers=answers)


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("company", HOSTILE)
def test_a_company_name_that_looks_like_code_is_printed(company: str, language: str) -> None:
    made = pdf.render(typed("small-agency", language, company), library().words)
    assert words_of(made).count("root:") == 0
    assert squeezed(words_of(made)).count(squeezed(company)) >= 3  # on top, at the foot, among the answers
    assert b"<pdfuaid:part>1<" in made


@pytest.mark.parametrize(
    ("company", "shown"),
    [
        ("日本 Acme 中文", "Acme"),
        ("Acme 😀👩‍👩‍👧", "Acme"),
        ("Ac\x00me\x07\x1b[31m", "Acme[31m"),
        ("A\u202ecme\u2066", "Acme"),
        ("\uff21cme", "Acme"),
        ("Acme\u0336\u20dd\ue000\ufeff\uffff", "Acme"),
        ("Acme\ud800", "Acme"),
        ("A\nB\tC\u2028D", "ABCD"),
    ],
)
def test_signs_that_the_typeface_lacks_are_left_out_and_the_standards_kept(
    company: str, shown: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        made = pdf.render(typed("small-agency", "en", company), library().words)
    assert shown in squeezed(words_of(made))
    assert b"<pdfuaid:part>1<" in made
    assert "typeface does not have" in caplog.text
    assert "cme" not in caplog.text


@pytest.mark.parametrize("company", ["", "日本", "\u2068", "   "])
def test_a_company_without_a_name_to_show_is_left_out(company: str) -> None:
    made = pdf.render(typed("small-agency", "en", company), library().words)
    assert f'<rdf:li xml:lang="x-default">{report_of("small-agency", "en").title}</rdf:li>'.encode() in made


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("company", ["W" * 5_000, "ی" * 5_000, "a " * 5_000, "x" * 60, "e\u0301" * 3_000])
def test_a_name_without_end_neither_breaks_nor_floods_the_report(company: str, language: str) -> None:
    made = pdf.render(typed("small-agency", language, company), library().words)
    assert page_count(made) <= 8
    assert len(made) < 500_000


def test_should_the_standards_refuse_it_the_report_is_made_without_them(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    found = press.press_with(typeface.folder())
    monkeypatch.setattr(pdf, "press_with", lambda _: replace(found, glyphs=found.glyphs | {"日"}))
    with caplog.at_level(logging.WARNING):
        made = pdf.render(typed("small-agency", "en", "Acme 日"), library().words)
    assert "Acme" in words_of(made)
    assert b"pdfuaid" not in made
    assert "without them" in caplog.text
    assert "Acme" not in caplog.text


def test_nothing_of_one_report_is_left_in_the_next() -> None:
    pdf.render(typed("small-agency", "en", "Somebody Else Ltd"), library().words)
    again = pdf.render(report_of("small-agency", "en"), library().words)
    assert again == pdf_of("small-agency", "en")
    assert "Somebody" not in words_of(again)
