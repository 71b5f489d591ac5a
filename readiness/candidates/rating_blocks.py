"""Reads the rows of a file of ratings in blocks of columns, each kept as its different texts and where they stand.

A million ratings are a handful of different texts: each is read with care once, however often it stands in the file.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import Any

import numpy as np

from readiness.candidates.rating_columns import NEEDED, Layout, layout_of
from readiness.questionnaire import Rubric
from readiness.sheets.decoding import decoded
from readiness.sheets.delimited import delimited_rows, delimiter_of
from readiness.sheets.reading import ARCHIVE, headings_of, read_sheet, sheet_of
from readiness.sheets.sheet import Limits, Sheet, refusal
from readiness.sheets.workbook import cell_text

Codes = np.ndarray[Any, np.dtype[Any]]  # whole numbers, as small as they fit
Lines = np.ndarray[Any, np.dtype[np.int64]]
LIMITS = Limits(bytes=1_000_000_000, unpacked=2_000_000_000, rows=20_000_000, cells=300_000_000, text=2_000_000_000)
BLOCK = 100_000
WORTH_PANDAS = 1_000_000  # bytes; below that importing it takes longer than reading


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows: the line of each, and by its place every column that counts: where which of its texts stands.

    A place −1 among the codes is a blank.
    """

    lines: Lines
    columns: Mapping[int, tuple[Codes, Sequence[str]]]

    def read(self, place: int, reader: Callable[[str], int]) -> Lines:
        """What `reader` makes of each row's text, asked once for each different text."""
        codes, texts = self.columns[place]
        return np.array([*map(reader, texts), reader("")], dtype=np.int64)[codes]

    def text(self, place: int, row: int) -> str:
        codes, texts = self.columns[place]
        return texts[codes[row]] if codes[row] >= 0 else ""


@dataclass(frozen=True, slots=True)
class RatingFile:
    """A file of ratings that is about to be read: its headings, what they mean, about how many rows, and these."""

    headings: tuple[str, ...]
    layout: Layout
    rows: int
    blocks: Iterator[Block]


def open_ratings(raw: bytes, name: str, rubric: Rubric, limits: Limits = LIMITS) -> RatingFile:
    """The file by what it holds: JSON, a workbook, or text; a large plain text goes the fast way. SheetRefused."""
    if len(raw) > WORTH_PANDAS and not raw.startswith(ARCHIVE) and PurePath(name).suffix.lower() == ".csv":
        fast = _plain_text(raw, rubric, limits)
        if fast is not None:
            return fast
    sheet = _from_json(raw, limits) if PurePath(name).suffix.lower() == ".json" else read_sheet(raw, name, limits)
    layout = layout_of(sheet.headings, rubric)
    return RatingFile(sheet.headings, layout, len(sheet.rows), _sheet_blocks(sheet, layout))


def _used(layout: Layout) -> list[int]:
    return sorted({*layout.fields.values(), *layout.competencies.values()})


def _sheet_blocks(sheet: Sheet, layout: Layout) -> Iterator[Block]:
    for first in range(0, len(sheet.rows), BLOCK):
        rows = sheet.rows[first : first + BLOCK]
        columns = {place: _coded([row.cells[place] for row in rows]) for place in _used(layout)}
        yield Block(np.array([row.line for row in rows], dtype=np.int64), columns)


def _coded(cells: Sequence[str]) -> tuple[Codes, list[str]]:
    places = {text: place for place, text in enumerate(dict.fromkeys(cells))}
    return np.fromiter(map(places.__getitem__, cells), dtype=np.int32, count=len(cells)), list(places)


# ---------------------------------------------------------------------------------------------- the fast way


class _NotPlain(ValueError):
    """A text that has to be read the careful way."""


def _plain_text(raw: bytes, rubric: Rubric, limits: Limits) -> RatingFile | None:
    """A CSV without quotes, read by pandas; None where the careful way is needed, which can also say what is wrong."""
    text = decoded(raw) if len(raw) <= limits.bytes else ""
    if not text or '"' in text or text.count("\r") != text.count("\r\n"):
        return None
    rows = text.count("\n") + (not text.endswith("\n"))
    line, cells = next(delimited_rows(raw, limits), (1, [""]))
    headings = headings_of(line, cells, limits)
    if rows > limits.rows or len(headings) != len(cells):
        return None
    layout, sign = layout_of(headings, rubric), delimiter_of(text)
    try:
        blocks = list(_pandas_blocks(text, line, sign, layout, len(headings)))
    except _NotPlain:
        return None
    return RatingFile(headings, layout, rows - line, iter(blocks))


def _pandas_blocks(text: str, skipped: int, sign: str, layout: Layout, width: int) -> Iterator[Block]:
    import pandas

    kinds = {place: "str" if place in _names(layout) else "category" for place in range(width)}
    try:
        frames = pandas.read_csv(
            BytesIO(text.encode()), sep=sign, header=None, names=range(width), dtype=kinds,
            skiprows=skipped, skip_blank_lines=False, keep_default_na=False, na_values=[""], quoting=csv.QUOTE_NONE,
            chunksize=BLOCK, engine="c",
        )  # fmt: skip
        first = skipped + 1
        for frame in frames:
            if not isinstance(frame.index, pandas.RangeIndex):
                raise _NotPlain  # more cells than headings
            yield _frame_block(frame, first, _used(layout))
            first += len(frame)
    except (pandas.errors.ParserError, pandas.errors.EmptyDataError):
        raise _NotPlain from None


def _names(layout: Layout) -> set[int]:
    """Columns of many different texts."""
    return {layout.fields[field] for field in NEEDED}


def _frame_block(frame: Any, first: int, places: Sequence[int]) -> Block:
    columns: dict[int, tuple[Codes, Sequence[str]]] = {}
    for place in places:
        found = frame[place]
        if str(found.dtype) == "category":
            columns[place] = (found.cat.codes.to_numpy(), [str(text) for text in found.cat.categories])
        else:
            codes, texts = found.factorize()
            columns[place] = (codes.astype(np.int32), list(texts))
    return Block(np.arange(first, first + len(frame)), columns)


# ---------------------------------------------------------------------------------------------- JSON


def _from_json(raw: bytes, limits: Limits) -> Sheet:
    """A list of objects, one a row, as a sheet; a row's "line" is its number in the list, the headings counted as 1."""
    if len(raw) > limits.bytes:
        raise refusal("too_many_bytes", most=limits.bytes // 1_000_000)
    try:
        found = json.loads(decoded(raw), parse_constant=_no_number, object_pairs_hook=_once)
    except (ValueError, RecursionError) as wrong:
        raise refusal("not_json", line=getattr(wrong, "lineno", None)) from None
    rows = found.get("ratings") if isinstance(found, dict) else found
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise refusal("not_json")
    headings = list(dict.fromkeys(key for row in rows for key in row))
    return sheet_of(_json_rows(headings, rows), limits)


def _json_rows(headings: list[str], rows: list[dict[str, Any]]) -> Iterator[tuple[int, list[str]]]:
    yield 1, headings
    for line, row in enumerate(rows, 2):
        if any(isinstance(value, dict | list) for value in row.values()):
            raise refusal("not_json", line=line)
        yield line, [cell_text(row.get(heading)) for heading in headings]


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return made
