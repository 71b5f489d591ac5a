"""The one door for tables that people bring: CSV or XLSX, known by what it holds, cleaned and within limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from readiness.sheets.columns import heading_key
from readiness.sheets.delimited import Cells, delimited_rows
from readiness.sheets.sheet import Limits, Row, Sheet, SheetProblem, SheetRefused, refusal
from readiness.typed_text import clean_text

KINDS = frozenset({".csv", ".tsv", ".txt", ".xlsx"})
ARCHIVE = b"PK"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"  # .xls, and any workbook under a password
OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"{\\rtf", b"<!DOCTYPE", b"<html", b"<?xml")
LIMITS = Limits()
MOST_TOLD = 100


def read_sheet(raw: bytes, name: str, limits: Limits = LIMITS) -> Sheet:
    """The table in a file of that name, every text cleaned as in forms; nothing of it, or all.

    Numbers of a workbook become text that `readiness.language.parse_number` reads without doubt, its days 2026-11-23.
    SheetRefused tells all that is wrong.
    """
    if PurePath(name).suffix.lower() not in KINDS:
        raise refusal("unknown_kind")
    if len(raw) > limits.bytes:
        raise refusal("too_many_bytes", most=limits.bytes // 1_000_000)
    return sheet_of(_rows(raw, limits), limits)


def _rows(raw: bytes, limits: Limits) -> Iterable[Cells]:
    if raw.startswith(OLD_WORKBOOK):
        raise refusal("old_workbook")
    if raw.startswith(ARCHIVE):
        from readiness.sheets.workbook import workbook_rows

        return workbook_rows(raw, limits)
    if raw.lstrip()[:16].startswith(OTHERS):
        raise refusal("not_a_sheet")
    return delimited_rows(raw, limits)


def sheet_of(rows: Iterable[Cells], limits: Limits) -> Sheet:
    """Rows as they were written, made a Sheet: headings first, blank rows left out, short ones filled up."""
    filled = ((line, cells) for line, cells in rows if any(cells) and any(map(str.strip, cells)))
    line, first = next(iter(filled), (1, []))
    if not first:
        raise refusal("empty")
    headings = headings_of(line, first, limits)
    kept: list[Row] = []
    problems: list[SheetProblem] = []
    for line, cells in filled:
        if len(kept) >= limits.rows:
            raise refusal("too_many_rows", line=line, most=limits.rows)
        if len(kept) * len(headings) >= limits.cells:
            raise refusal("too_many_cells", line=line, most=limits.cells)
        if len(cells) > len(headings) and any(map(str.strip, cells[len(headings) :])):
            problems.append(SheetProblem("extra_cells", line, found={"most": len(headings)}))
        kept.append(Row(line, _cleaned(line, cells, headings, limits)))
    if problems:
        raise SheetRefused(problems[:MOST_TOLD])
    if not kept:
        raise refusal("only_headings", line=line)
    return Sheet(headings, kept)


def headings_of(line: int, cells: Sequence[str], limits: Limits) -> tuple[str, ...]:
    """The headings in a table's first row, cleaned, blank ones at its end left out; SheetRefused for doubled ones."""
    if len(cells) > limits.columns:
        raise refusal("too_many_columns", line=line, most=limits.columns)
    headings = [_text(cell, line, None, limits) for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    if not headings:
        raise refusal("empty")
    keys = [heading_key(heading) for heading in headings]
    for place, key in enumerate(keys):
        if key and key in keys[:place]:
            raise refusal("doubled_heading", line=line, column=headings[place])
    return tuple(headings)


def _cleaned(line: int, cells: Sequence[str], headings: Sequence[str], limits: Limits) -> tuple[str, ...]:
    found = [
        cell if cell.isalnum() and cell.isascii() and len(cell) <= limits.cell else _text(cell, line, heading, limits)
        for cell, heading in zip(cells, headings, strict=False)
    ]
    return tuple(found + [""] * (len(headings) - len(found)))


def _text(cell: str, line: int, heading: str | None, limits: Limits) -> str:
    if len(cell) > limits.cell:
        raise refusal("cell_too_long", line=line, column=heading, most=limits.cell)
    return clean_text(cell, limits.cell)
