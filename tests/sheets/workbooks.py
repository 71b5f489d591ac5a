"""Workbooks made for tests: good ones, and ones that mean harm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook

SHEET = "xl/worksheets/sheet1.xml"


def workbook(rows: Iterable[Sequence[object]], first_line: int = 1) -> bytes:
    made = BytesIO()
    with Workbook(made) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(rows, first_line - 1):
            sheet.write_row(line, 0, row)
    return made.getvalue()


def with_cell_at(line: int, column: int) -> bytes:
    """A workbook whose one cell stands there, counted from 1."""
    made = BytesIO()
    with Workbook(made) as book:
        book.add_worksheet().write(line - 1, column - 1, "x")
    return made.getvalue()


def changed(raw: bytes, members: Mapping[str, bytes]) -> bytes:
    """The workbook with some members replaced or added."""
    made = BytesIO()
    with ZipFile(BytesIO(raw)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, content in members.items():
            new.writestr(name, content)
    return made.getvalue()


def sheet_xml(raw: bytes) -> bytes:
    with ZipFile(BytesIO(raw)) as archive:
        return archive.read(SHEET)
