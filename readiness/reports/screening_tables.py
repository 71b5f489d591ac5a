"""Writes what a screening found as CSV, XLSX or JSON, block by block, so that a million candidates fit in memory."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any, BinaryIO

import numpy as np

from readiness.candidates.placement import OUTCOMES
from readiness.candidates.screening import Progress, RaterMean, Ratings, Screened, rater_means, screen
from readiness.language import direction
from readiness.questionnaire import Role, Text
from readiness.reports.cells import BYTE_ORDER_MARK, Cell, safe_cell
from readiness.sheets.sheet import refusal

FORMS = ("csv", "xlsx", "json")
MOST_IN_WORKBOOK = 1_048_575
HEADINGS = (
    *("candidate", "raters", "mean", "low", "high", "outcome", "level", "level_low", "level_high"),
    *("collect", "capped"),
)
LISTED = {"en": "; ", "fa": "؛ "}
Column = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Screening:
    """What is to be written: the ratings, the role whose rubric they follow, words of the screening, the language."""

    ratings: Ratings
    role: Role
    words: Mapping[str, Text]
    language: str
    progress: Progress | None = None

    def __call__(self, key: str, **values: str) -> str:
        return self.words[key][self.language].format(**values)

    def blocks(self) -> Iterator[Screened]:
        return screen(self.role.rubric, self.ratings, self.progress)

    def raters(self) -> list[RaterMean]:
        return rater_means(self.role.rubric, self.ratings)

    def names(self) -> list[str]:
        """The competencies by name."""
        return [wanted.name[self.language] for wanted in self.role.rubric.competencies]


def write_screening(screening: Screening, form: str, out: BinaryIO) -> None:
    """Write "csv", "xlsx" or "json" to `out`; SheetRefused where a workbook can't hold so many candidates."""
    WRITERS[form](screening, out)


# ---------------------------------------------------------------------------------------------- tables


def headings(screening: Screening) -> list[str]:
    return [*map(screening, HEADINGS), *screening.names()]


def table_columns(screening: Screening, found: Screened) -> list[Column]:
    """A block as columns in the order of `headings`: words in the language, means to hundredths, blank if unrated."""
    placed = found.standings
    return [
        [safe_cell(name) for name in found.names],
        found.raters.tolist(),
        *(_hundredths(values) for values in (placed.mean, placed.low, placed.high)),
        _picked([screening(f"outcome_{outcome}") for outcome in OUTCOMES], placed.outcome),
        *_level_columns(screening, found),
        _collect(screening, found),
        _picked([screening("no"), screening("yes")], found.capped.astype(np.int8)),
        *(_hundredths(column) for column in placed.means.T),
    ]


def _level_columns(screening: Screening, found: Screened) -> Iterator[Column]:
    """Levels in words. Index −1 is "below" the lowest, or not told yet where evidence is missing; blank if unrated."""
    placed = found.standings
    named = {level.key: level.name[screening.language] for level in screening.role.levels}
    names = [named[level] for level in placed.levels]
    words = [*names, "", screening("level_open"), screening("below_lowest", level=names[0])]
    unrated, waiting = (placed.outcome == OUTCOMES.index(outcome) for outcome in ("unrated", "collect"))
    for level in (placed.level, placed.level_low, placed.level_high):
        told = np.where(waiting & (level < 0), len(names) + 1, level)
        yield _picked(words, np.where(unrated, len(names), told))


def _picked(words: Sequence[str], places: Any) -> list[str]:
    picked: list[str] = np.array(words, dtype=object)[places].tolist()
    return picked


def _hundredths(values: Any) -> list[float | None]:
    """Rounded to hundredths, half up; only a few hundred values differ, so each is made once."""
    known = np.array([*(place / 100 for place in range(501)), None], dtype=object)
    places = np.where(np.isnan(values), -1, np.floor(np.nan_to_num(values) * 100 + 0.5 + 1e-9)).astype(np.int16)
    made: list[float | None] = known[places].tolist()
    return made


def _collect(screening: Screening, found: Screened) -> list[str]:
    """What is missing, as words; the few patterns that occur are worded once."""
    names = [screening("owned"), *screening.names()]
    bits = 1 << np.arange(len(names), dtype=np.int64)
    patterns, places = np.unique(np.column_stack([found.unowned, found.collect]) @ bits, return_inverse=True)
    mark = LISTED[screening.language]
    words = [mark.join(name for bit, name in enumerate(names) if pattern >> bit & 1) for pattern in patterns.tolist()]
    return _picked(words, places)


def _csv(screening: Screening, out: BinaryIO) -> None:
    out.write(BYTE_ORDER_MARK.encode())
    out.write(_lines([[safe_cell(heading)] for heading in headings(screening)]))
    out.writelines(_lines(table_columns(screening, found)) for found in screening.blocks())


def _lines(columns: Sequence[Column]) -> bytes:
    """RFC 4180 in UTF-8; texts are safe already."""
    written = StringIO(newline="")
    csv.writer(written).writerows(zip(*columns, strict=True))
    return written.getvalue().encode()


def _xlsx(screening: Screening, out: BinaryIO) -> None:
    from xlsxwriter import Workbook

    if len(screening.ratings.candidates) > MOST_IN_WORKBOOK:
        raise refusal("too_many_for_workbook", most=MOST_IN_WORKBOOK)
    with Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        write = _sheet_writer(book, screening, "title", headings(screening))
        for found in screening.blocks():
            for row in zip(*table_columns(screening, found), strict=True):
                write(row)
        write = _sheet_writer(book, screening, "raters_title", [*map(screening, ("rater", "cards", "rater_mean"))])
        for rater in screening.raters():
            write((safe_cell(rater.name), rater.cards, None if rater.mean is None else round(rater.mean, 2)))


def _sheet_writer(
    book: Any, screening: Screening, title: str, names: Sequence[str]
) -> Callable[[Sequence[Cell]], None]:
    """A new sheet with its headings, running the language's way; the function writes the next row of it."""
    sheet = book.add_worksheet(screening(title))
    if direction(screening.language) == "rtl":
        sheet.right_to_left()
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(names) - 1, 18)
    sheet.write_row(0, 0, names, book.add_format({"bold": True, "text_wrap": True}))
    lines = iter(range(1, MOST_IN_WORKBOOK + 1))

    def write(row: Sequence[Cell]) -> None:
        line = next(lines)
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(line, place, cell)
            elif cell is not None:
                sheet.write_number(line, place, cell)

    return write


# ---------------------------------------------------------------------------------------------- JSON


def _json(screening: Screening, out: BinaryIO) -> None:
    """One object: role, edition, raters, candidates. Names stay as they are: JSON is no spreadsheet."""
    rubric = screening.role.rubric
    raters = [{"rater": one.name, "cards": one.cards, "mean": one.mean} for one in screening.raters()]
    about = {"role": screening.role.key, "edition": rubric.edition, "passed_over": screening.ratings.passed_over}
    out.write(_dumped({**about, "raters": raters})[:-1] + b', "candidates": [')
    before = b"\n"
    for found in screening.blocks():
        out.write(before + b",\n".join(_dumped(one) for one in _objects(found)))
        before = b",\n"
    out.write(b"\n]}\n")


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode()


def _objects(found: Screened) -> Iterator[dict[str, object]]:
    placed = found.standings
    keys, levels = placed.keys, [*placed.levels, None]
    means = zip(*(_hundredths(column) for column in placed.means.T), strict=True)
    figures = (_hundredths(values) for values in (placed.mean, placed.low, placed.high))
    places = (level.tolist() for level in (placed.level, placed.level_low, placed.level_high))
    flags = (found.collect.tolist(), found.unowned.tolist(), found.capped.tolist())
    rows = zip(
        found.names, found.raters.tolist(), *figures, placed.outcome.tolist(), *places, *flags, means, strict=True
    )
    for name, raters, mean, low, high, outcome, level, least, most, collect, unowned, capped, rated in rows:
        yield {
            "candidate": name, "raters": raters, "mean": mean, "low": low, "high": high, "outcome": OUTCOMES[outcome],
            "level": levels[level], "level_low": levels[least], "level_high": levels[most],
            "collect": [key for key, missing in zip(keys, collect, strict=True) if missing],
            "collect_owned": unowned, "capped": capped, "means": dict(zip(keys, rated, strict=True)),
        }  # fmt: skip


WRITERS: Mapping[str, Callable[[Screening, BinaryIO], None]] = {"csv": _csv, "xlsx": _xlsx, "json": _json}
