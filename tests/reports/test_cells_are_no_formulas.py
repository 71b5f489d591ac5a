"""Whatever somebody typed, a spreadsheet shows it and reckons nothing; what is a number stays one."""

from __future__ import annotations

import csv
import unicodedata
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from readiness.reports.cells import BYTE_ORDER_MARK, csv_lines, safe_cell

DANGEROUS = "=+-@\t\r\n＝＋－＠﹦﹢﹣﹫"
UNSEEN = (" ", "\u00a0", "\u200e", "\u200f", "\u202e", "\u2066", "\ufeff", "\x00", "\x0b", "\u3000")


@pytest.mark.parametrize("sign", DANGEROUS)
@pytest.mark.parametrize("before", ["", *UNSEEN])
def test_what_opens_a_formula_is_preceded_by_an_apostrophe(sign: str, before: str) -> None:
    for text in (f"{before}{sign}cmd|'/C calc'!A0", f"{before}{sign}", f"{before}{sign}5"):
        assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "Mina", "مینا تهرانی", "5", "a=b", "'=1", "(−5)", "۱۲", "owner@mehr.example", "…", " "]
)
def test_what_opens_none_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@given(st.text())
@example("\u200e＝1")
@example("\ud7fc=")  # a sign that no alphabet has yet
def test_no_text_begins_with_what_a_spreadsheet_looks_for(text: str) -> None:
    safe = safe_cell(text)
    first = next((sign for sign in safe if unicodedata.category(sign)[0] not in "CZ"), "x")
    assert unicodedata.normalize("NFKC", first)[0] not in "=+-@"
    assert not safe.startswith(("\t", "\r", "\n"))
    assert safe.removeprefix("'") in (text, text.removeprefix("'"))
    assert safe_cell(safe) == safe


TEXTS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00\r"))
CELLS = st.one_of(TEXTS, st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.none())


@given(st.lists(st.lists(CELLS, min_size=2, max_size=5), min_size=1))
def test_a_file_reads_back_as_it_was_written(rows: list[list[str | float | None]]) -> None:
    written = b"".join(csv_lines(rows)).decode()
    assert written.startswith(BYTE_ORDER_MARK)
    read = list(csv.reader(StringIO(written.removeprefix(BYTE_ORDER_MARK), newline="")))
    assert read == [
        ["" if cell is None else safe_cell(cell) if isinstance(cell, str) else str(cell) for cell in row]
        for row in rows
    ]


def test_negative_numbers_are_numbers_and_the_same_as_text_is_not() -> None:
    assert b"".join(csv_lines([[-5, -0.5, "-5"]])).decode() == f"{BYTE_ORDER_MARK}-5,-0.5,'-5\r\n"
