"""Reads tables of text, cells parted by commas, semicolons or tabs, row by row and never more than may be read."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO

from readiness.sheets.decoding import decoded
from readiness.sheets.sheet import Limits, refusal

DELIMITERS = ",;\t؛"
QUOTED = re.compile('"[^"]*"')
SAID = re.compile(r"sep=([,;\t؛|])\s*$", re.IGNORECASE)  # a first line by which Excel tells what parts the cells
HEAD = 65_536

Cells = tuple[int, list[str]]


def delimited_rows(raw: bytes, limits: Limits) -> Iterator[Cells]:
    """The line where each row begins, counted from 1, and its cells as they were written. SheetRefused as it reads."""
    text = decoded(raw)
    sign, before = delimiter_of(text), 0
    reader = csv.reader(_narrow_lines(text, sign, limits.columns), delimiter=sign, strict=True)
    try:
        for cells in reader:
            if before or not SAID.match(sign.join(cells)):
                yield before + 1, cells
            before = reader.line_num
    except csv.Error as wrong:
        code = "cell_too_long" if "field limit" in str(wrong) else "broken_quotes"
        raise refusal(code, line=before + 1, most=limits.cell) from None


def delimiter_of(text: str) -> str:
    """The sign that parts the cells of the first line; a comma where there is one column."""
    first = QUOTED.sub("", text[:HEAD]).lstrip("\r\n").partition("\n")[0]
    if said := SAID.match(first):
        return said[1]
    return max(DELIMITERS, key=first.count)


def _narrow_lines(text: str, sign: str, most: int) -> Iterator[str]:
    """The lines of the text; one of far too many columns is refused before it becomes a list of them."""
    for number, line in enumerate(StringIO(text, newline=""), 1):
        if line.count(sign) >= most and QUOTED.sub("", line).count(sign) >= most:
            raise refusal("too_many_columns", line=number, most=most)
        yield line
