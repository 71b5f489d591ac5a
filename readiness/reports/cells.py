"""Keeps a spreadsheet from taking somebody's words for a formula; what is stored stays as it was typed."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from io import StringIO

OPENS_FORMULA = frozenset("=+-@\t\r\n")
UNSEEN = "CZ"  # controls, unassigned signs, spaces: what a program may skip before it looks at the first sign
BYTE_ORDER_MARK = "\ufeff"  # by which Excel knows UTF-8

Cell = str | int | float | None


def safe_cell(text: str) -> str:
    """The text, after an apostrophe where a spreadsheet would reckon with it: `= + - @`, full-width ones, TAB, CR."""
    return f"'{text}" if _opens_formula(text) else text


def _opens_formula(text: str) -> bool:
    for sign in text:
        plain = unicodedata.normalize("NFKC", sign)
        if plain[0] in OPENS_FORMULA:
            return True
        if unicodedata.category(sign)[0] not in UNSEEN:
            return False
    return False


def csv_lines(rows: Iterable[Iterable[Cell]]) -> Iterator[bytes]:
    """Rows as the lines of a CSV file (RFC 4180, UTF-8 with its mark): texts made safe, numbers left numbers."""
    mark = BYTE_ORDER_MARK
    for row in rows:
        line = StringIO(newline="")
        csv.writer(line).writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
        yield (mark + line.getvalue()).encode()
        mark = ""
