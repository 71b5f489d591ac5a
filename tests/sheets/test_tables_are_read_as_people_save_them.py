"""CSV and XLSX out of the programs that people use: their encodings, signs, blanks and numbers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.language import parse_number
from readiness.sheets.reading import read_sheet
from readiness.sheets.sheet import Row
from readiness.sheets.workbook import cell_text, number_text
from tests.sheets.workbooks import workbook

PERSIAN = "نام,نمره\nمینا تهرانی,۳\n"


def rows(raw: bytes, name: str = "a.csv") -> list[tuple[str, ...]]:
    found = read_sheet(raw, name)
    return [found.headings, *(row.cells for row in found.rows)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_persian_in_unicode_is_read(encoding: str) -> None:
    assert rows(PERSIAN.encode(encoding)) == [("نام", "نمره"), ("مینا تهرانی", "۳")]


def test_windows_1256_is_read_with_persian_letters() -> None:
    raw = "نام;شهر\nعلي كريمي;پاريس و ژاپن\n".encode("cp1256")
    assert rows(raw) == [("نام", "شهر"), ("علی کریمی", "پاریس و ژاپن")]


@pytest.mark.parametrize("sign", [",", ";", "\t", "؛"])
def test_cells_may_be_parted_by_any_usual_sign(sign: str) -> None:
    assert rows(f"a{sign}b\n1{sign}2\n".encode()) == [("a", "b"), ("1", "2")]


def test_commas_inside_quotes_do_not_part() -> None:
    assert rows(b'"a, b, c";d\n"1,5";"two\nlines ""quoted"""\n') == [("a, b, c", "d"), ("1,5", 'two lines "quoted"')]


def test_the_sign_that_excel_announces_is_taken() -> None:
    found = read_sheet(b"sep=;\r\na,b;c\r\n1;2\r\n", "a.csv")
    assert (found.headings, found.rows) == (("a,b", "c"), [Row(3, ("1", "2"))])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_keep_the_line_where_they_begin(end: str) -> None:
    raw = end.join(["", "a,b", "1,2", "", " , ", f'"x{end}y",2', "3,4", ""]).encode()
    assert [row.line for row in read_sheet(raw, "a.csv").rows] == [3, 6, 8]


def test_short_rows_are_filled_and_blank_columns_at_the_end_left_out() -> None:
    assert rows(b"a,b,,\n1\n1,2,,\n") == [("a", "b"), ("1", ""), ("1", "2")]


def test_what_cannot_be_seen_is_taken_out_of_cells() -> None:
    raw = ("a,b\nevil\u202egnp.exe,Q" + "\u0301" * 500 + "\n").encode()
    assert rows(raw)[1] == ("evilgnp.exe", "Q" + "\u0301" * 3)


def test_formulas_and_markup_stay_as_they_were_typed() -> None:
    cells = ("=cmd|'/C calc'!A0", "<img onerror=x>", '#read("/etc/passwd")', "{{7*7}}", "%s", "-5")
    line = "\t".join(cells)
    assert rows(f"a\tb\tc\td\te\tf\n{line}\n".encode())[1] == cells


def test_a_workbook_is_read_whatever_its_name_says() -> None:
    assert rows(workbook([["a", "b"], ["x", 2]]), "a.csv") == [("a", "b"), ("x", "2")]


def test_lines_of_a_workbook_are_those_of_its_program() -> None:
    found = read_sheet(workbook([["a"], [""], ["x"]], first_line=4), "a.xlsx")
    assert (found.headings, found.rows) == (("a",), [Row(6, ("x",))])


def test_values_of_a_workbook_read_back() -> None:
    found = rows(workbook([["a", "b", "c"], [1.125, 1234.5, True]]), "a.xlsx")[1]
    assert [parse_number(cell, "en") for cell in found[:2]] == [Decimal("1.125"), Decimal("1234.5")]
    assert found[2] == "TRUE"
    assert cell_text(date(2026, 11, 23)) == cell_text(datetime(2026, 11, 23)) == "2026-11-23"
    assert cell_text(datetime(2026, 11, 23, 4, 5)) == "2026-11-23 04:05"


@given(st.integers(-(10**15), 10**15).map(lambda whole: whole / 1000) | st.integers(-(10**17), 10**17))
def test_a_number_of_a_workbook_is_never_read_as_another(value: float) -> None:
    for language in ("en", "fa"):
        assert parse_number(number_text(value), language) == Decimal(repr(value))


def test_the_first_sheet_that_is_shown_is_read() -> None:
    from io import BytesIO

    from xlsxwriter import Workbook

    made = BytesIO()
    with Workbook(made) as book:
        hidden, shown = book.add_worksheet("secret"), book.add_worksheet("shown")
        hidden.write_column(0, 0, ["no", "1"])
        shown.write_column(0, 0, ["yes", "2"])
        shown.activate()
        shown.set_first_sheet()
        hidden.hide()
    assert rows(made.getvalue(), "a.xlsx") == [("yes",), ("2",)]
