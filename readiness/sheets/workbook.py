"""Reads the first sheet of a workbook, after measuring what its cells would take once they are laid out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from readiness.sheets.archive_guard import opened_archive, packed_anew, pieces, read_members
from readiness.sheets.delimited import Cells
from readiness.sheets.sheet import Limits, refusal

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

    from python_calamine import CalamineSheet, CalamineWorkbook

DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])(?:[^<>]*?\sr\s*=\s*[\"']([A-Za-z]{1,7})([0-9]{1,10})[\"'])?")
SHARED_CELL = re.compile(rb"\st\s*=\s*[\"']s[\"']")
SHARED_PLACE = re.compile(rb"\st\s*=\s*[\"']s[\"'][^<>]{0,200}>\s*<(?:\w+:)?v(?:\s[^<>]{0,200})?>\s*([0-9]{1,9})\s*<")
SHARED_TEXT = re.compile(rb"<(?:\w+:)?si(?=[\s/>])")
SHARED = "xl/sharedstrings.xml"
BEGINNINGS = (b"<c ", b":c ", b"<si>", b":si>")
FREE_CELLS = 500_000  # laid out without a second thought; beyond that a tenth of them must hold something
PLACES_OF_A_LETTER = 26


def workbook_rows(raw: bytes, limits: Limits) -> Iterator[Cells]:
    """The line and the cells, as text, of each row of the first sheet shown. SheetRefused before any is read."""
    with opened_archive(raw, limits) as archive:
        _check_cells(archive, limits)
        checked = packed_anew(archive)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_filelike(checked) as workbook:
            for line, row in enumerate(_first_sheet(workbook).iter_rows(), 1):
                yield line, [cell_text(value) for value in row]
    except CalamineError:
        raise refusal("not_a_sheet") from None


def _first_sheet(workbook: CalamineWorkbook) -> CalamineSheet:
    shown = [
        about.name for about in workbook.sheets_metadata if str(about.visible).endswith("Visible") and _is_grid(about)
    ]
    if not shown:
        raise refusal("empty")
    return workbook.get_sheet_by_name(shown[0])


def _is_grid(about: Any) -> bool:
    return str(about.typ).endswith("WorkSheet")


def cell_text(value: Any) -> str:
    """A cell's value as one would type it: 12.5, 2026-11-23, TRUE; a number reads back as the same number."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return number_text(value)
    return "" if value is None else _time_text(value)


def _time_text(value: date | time | timedelta) -> str:
    if isinstance(value, datetime):
        return str(value.date()) if value.time() == time() else value.isoformat(" ", "minutes")
    return str(value)


def number_text(value: float) -> str:
    """A number without an exponent; one of three decimals gets a fourth, for "1.125" could be read two ways."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    text = format(Decimal(repr(value)), "f")
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


# ---------------------------------------------------------------------------------------------- measuring


@dataclass(slots=True)
class _Measured:
    """What the cells of all sheets name: their columns and rows, and how often each shared text is shown."""

    columns: set[bytes] = field(default_factory=set)
    rows: set[bytes] = field(default_factory=set)
    cells: int = 0
    shared: Counter[bytes] = field(default_factory=Counter)


def _check_cells(archive: ZipFile, limits: Limits) -> None:
    """Refuse what a reader would lay out beyond the limits; it lays out every cell from A1 to the farthest one."""
    lengths: list[int] = []
    measured = _Measured()
    for member in read_members(archive):
        if member.filename.lower() == SHARED:
            lengths = _shared_lengths(archive, member, limits)
        else:
            _measure(archive, member, measured, limits)
    lines = max((int(row) for row in measured.rows), default=0)
    across = max(map(_column_number, measured.columns), default=0)
    if lines > 2 * limits.rows:  # blank ones among them; how many are filled is counted as they are read
        raise refusal("too_many_rows", most=limits.rows)
    if across > limits.columns:
        raise refusal("too_many_columns", most=limits.columns)
    if lines * across > min(2 * limits.cells, FREE_CELLS + 10 * measured.cells):
        raise refusal("too_many_cells", most=limits.cells)
    _check_shared(measured.shared, lengths, limits)


def _measure(archive: ZipFile, member: ZipInfo, measured: _Measured, limits: Limits) -> None:
    for piece in _whole_tags(archive, member):
        found = CELL.findall(piece)
        measured.cells += len(found)
        measured.columns.update(column for column, _ in found)
        measured.rows.update(row for _, row in found)
        if b"" in measured.columns:
            raise refusal("not_a_sheet")  # a cell that doesn't say where it stands
        if measured.cells > limits.cells:
            raise refusal("too_many_cells", most=limits.cells)
        shown = SHARED_PLACE.findall(piece)
        if len(shown) != len(SHARED_CELL.findall(piece)):
            raise refusal("not_a_sheet")
        measured.shared.update(shown)


def _whole_tags(archive: ZipFile, member: ZipInfo) -> Iterator[bytes]:
    """The member in pieces, each ending where a cell or a text begins if there is such a place, and never in a tag."""
    rest = b""
    for piece in pieces(archive, member):
        joined = rest + piece
        _check_declarations(joined)
        end = joined.rfind(b"<", 0, max(map(joined.rfind, BEGINNINGS)) + 2)
        if end <= 0:
            end = joined.rfind(b"<")
        if end <= 0:
            end = len(joined)
        yield joined[:end]
        rest = joined[end:]
    yield rest


def _check_declarations(piece: bytes) -> None:
    if DECLARATION.search(piece) or b"\0" in piece:  # NUL: in UTF-16 a declaration could hide
        raise refusal("declares_entities")


def _shared_lengths(archive: ZipFile, member: ZipInfo, limits: Limits) -> list[int]:
    """The bytes of each shared text, its tags counted in."""
    lengths: list[int] = []
    for piece in _whole_tags(archive, member):
        starts = [found.start() for found in SHARED_TEXT.finditer(piece)]
        if lengths:
            lengths[-1] += starts[0] if starts else len(piece)
        lengths += [end - start for start, end in zip(starts, [*starts[1:], len(piece)], strict=False)]
        if len(lengths) > limits.cells:
            raise refusal("too_many_cells", most=limits.cells)
    return lengths


def _check_shared(shown: Counter[bytes], lengths: list[int], limits: Limits) -> None:
    """A long text that is kept once can be shown a million times, and is read that often."""
    if shown and not lengths:
        raise refusal("not_a_sheet")
    places = ((int(place), times) for place, times in shown.items())
    if sum(lengths[place] * times for place, times in places if place < len(lengths)) > limits.text:
        raise refusal("unpacks_too_far")


def _column_number(letters: bytes) -> int:
    """A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters.upper():
        number = number * PLACES_OF_A_LETTER + letter - ord("A") + 1
    return number
