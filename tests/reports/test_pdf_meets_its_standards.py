"""The PDF is fit to be kept and to be read aloud: PDF/A-3a and PDF/UA-1, tagged, titled, and the same every time."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from pdf_cases import CASES, library, pdf_of, report_of
from pdf_text import page_count

from readiness.questionnaire import Text
from readiness.reports import pdf, press, typeface


@pytest.mark.parametrize(("example", "language"), CASES)
def test_it_is_tagged_and_says_which_standards_it_meets(example: str, language: str) -> None:
    made = pdf_of(example, language)
    assert made.startswith(b"%PDF-1.7")
    assert made.rstrip().endswith(b"%%EOF")
    for mark in (
        b"<pdfuaid:part>1<",
        b"<pdfaid:part>3<",
        b"<pdfaid:conformance>A<",
        b"/StructTreeRoot",
        b"/Marked true",
    ):
        assert mark in made
    assert f"/Lang({language})".encode() in made


def tags(made: bytes) -> list[str]:
    return [tag.decode() for tag in re.findall(rb"/StructElem/S/(\w+)", made)]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_headings_tables_and_pictures_are_told_apart(language: str) -> None:
    made = pdf_of("small-agency", language)
    found = tags(made)
    assert found.count("H1") == 1
    assert found.count("H2") >= 8
    assert found.count("Table") == found.count("THead") >= 9
    assert found.count("TH") > found.count("THead")
    assert found.count("LI") >= 4
    assert found.count("Figure") == made.count(b"/Alt") == 4


def test_each_picture_is_described_by_its_title_and_summary() -> None:
    chart = report_of("small-agency", "en").dimensions
    assert f"/Alt({chart.title}. {chart.summary})".encode() in pdf_of("small-agency", "en")
    chart = report_of("small-agency", "fa").dimensions
    said = f"{chart.title}. {chart.summary}".encode("utf-16-be").hex().upper()
    assert f"/Alt<FEFF{said}>".encode() in pdf_of("small-agency", "fa")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_its_title_names_the_report_and_the_company(language: str) -> None:
    report = report_of("small-agency", language)
    title = re.search(
        rb'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">(.*?)</rdf:li>', pdf_of("small-agency", language)
    )
    assert title is not None
    assert title[1].decode() == f"{report.title} – {report.company}"


def test_the_same_report_gives_the_same_bytes() -> None:
    report, words = report_of("software-company", "fa"), library().words
    assert pdf.render(report, words) == pdf_of("software-company", "fa")
    assert b"20261123" in pdf_of("software-company", "fa")
    assert b"20270102" in pdf.render(report, words, made_at=datetime(2027, 1, 2, 3, 4, tzinfo=UTC))


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_report_with_little_to_say_is_whole_too(language: str) -> None:
    report = report_of("small-agency", language)
    lists = ("notes", "leaks", "levels", "changes", "find_out_first", "next_steps", "assumptions", "answers", "limits")
    certain = replace(report.tornado, table=replace(report.tornado.table, rows=()))
    made = pdf.render(replace(report, tornado=certain, **dict.fromkeys(lists, ())), library().words)
    assert b"<pdfuaid:part>1<" in made
    assert 2 <= page_count(made) <= 3


def test_threads_may_make_it_side_by_side() -> None:
    cases = CASES * 2
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda case: pdf.render(report_of(*case), library().words), cases))
    assert made == [pdf_of(*case) for case in cases]


def texts(value: Any) -> list[Text]:
    """Every Text in the content."""
    if isinstance(value, Text):
        return [value]
    if is_dataclass(value):
        return [found for part in fields(value) for found in texts(getattr(value, part.name))]
    parts = value.values() if hasattr(value, "values") else value if isinstance(value, tuple) else ()
    return [found for part in parts for found in texts(part)]


def test_the_typeface_can_write_every_word_of_the_content() -> None:
    found = press.press_with(typeface.folder())
    strange = {sign: text for text in texts(library()) for sign in found.strange(text.en + text.fa)}
    assert strange == {}
