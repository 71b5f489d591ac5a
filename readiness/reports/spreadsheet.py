"""Writes a Paper as a workbook: what it says on the first sheet, then a sheet a table, where numbers are numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from readiness.language import direction
from readiness.reports.cells import safe_cell
from readiness.reports.document_marks import ACCENT, SHADES, SOFT, writable
from readiness.reports.paper import Bullets, Cell, Choice, Column, Paper, Picture, Section, Wordbook, Words
from readiness.reports.paper_data import Sheet, sheets_of

MANY_ROWS = 5_000  # from here on the rows are written as they come, and none is kept in memory
LONGEST_CELL = 32_767  # letters, by the format
LONGEST_NAME = 31
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
NARROWEST, WIDEST = 9, 60  # of a column, in letters
LOOKED_AT = 500  # rows, to find how wide a column is
COLOURS = ("#0B5C58", "#C08A2D", "#56625F")
ALIGNED = {"start": "left", "middle": "center", "end": "right"}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 18},
    "heading": {"bold": True, "font_size": 13, "font_color": f"#{ACCENT}"},
    "name": {"bold": True},
    "words": {},
    "quiet": {"font_color": f"#{SOFT}"},
}
Line = tuple[str, tuple[str, ...]]  # how it looks, and the words of its cells


def render_xlsx(paper: Paper, words: Wordbook) -> bytes:
    """The Paper as an .xlsx: no formula in it, sheets from the right in Persian, live charts of what can be plotted.

    A share is a fraction, a day is a day. The same bytes for the same Paper.
    """
    from xlsxwriter import Workbook  # here, not above: seldom needed

    own = {key: text[paper.language] for key, text in words["paper"].items()}
    sheets = list(sheets_of(paper, words))
    made = BytesIO()
    many = sum(len(sheet.rows) for sheet in sheets) > MANY_ROWS
    as_typed = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(made, {"constant_memory": many, "in_memory": not many, **as_typed}) as book:
        _Bookkeeper(paper, book).write(own, sheets)
    return made.getvalue()


class _Bookkeeper:
    """Writes one workbook, and keeps the formats and sheet names that it has used."""

    def __init__(self, paper: Paper, book: Any) -> None:
        self.paper, self.book = paper, book
        self.rtl = direction(paper.language) == "rtl"
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.names: set[str] = set()

    def write(self, own: dict[str, str], sheets: list[Sheet]) -> None:
        created = datetime.combine(self.paper.made_on, time())
        self.book.set_properties({"title": writable(self.paper.title)[:250], "created": created})
        self._first(own)
        for sheet in sheets:
            self._sheet(sheet)

    def _first(self, own: dict[str, str]) -> None:
        page = self._page(own["summary"])
        page.hide_gridlines(2)
        page.set_column(0, 0, 34)
        page.set_column(1, 1, 70)
        for at, (look, words) in enumerate(_reading(self.paper, own)):
            for column, said in enumerate(words):
                shown = self._format(**LOOKS[look if column == 0 else "words"], **self._laid(wrap=look != "title"))
                page.write_string(at, column, _text(said), shown)

    def _sheet(self, sheet: Sheet) -> None:
        page = self._page(sheet.caption)
        page.freeze_panes(1, 1)
        page.repeat_rows(0)
        for at in range(len(sheet.columns)):
            page.set_column(at, at, _width(sheet, at))
        for at, column in enumerate(sheet.columns):
            look = self._format(bold=True, bottom=1, bottom_color=f"#{SOFT}", **self._laid(column.side))
            page.write_string(0, at, _text(column.name), look)
        for line, row in enumerate(sheet.rows, 1):
            last = sheet.totalled and line == len(sheet.rows)
            for at, (cell, column) in enumerate(zip(row, sheet.columns, strict=True)):
                self._cell(page, (line, at), cell, column, last=last)
        if sheet.picture is not None and sheet.picture.plot and sheet.rows:
            self._chart(page, sheet, sheet.picture)

    def _cell(self, page: Any, place: tuple[int, int], cell: Cell, column: Column, *, last: bool) -> None:
        look = {**self._laid(column.side), **_shade(cell.step), **({"bold": True, "top": 1} if last else {})}
        number = cell.bare(column)
        if isinstance(number, date):
            page.write_datetime(*place, datetime.combine(number, time()), self._format(num_format="yyyy-mm-dd", **look))
        elif number is None or not math.isfinite(number):
            page.write_string(*place, _text(cell.words), self._format(**look))
        else:
            page.write_number(*place, number, self._format(num_format=_pattern(column), **look))

    def _chart(self, page: Any, sheet: Sheet, picture: Picture) -> None:
        """A live chart over the number columns, beside the table."""
        chart = self.book.add_chart({"type": picture.plot})
        last, name = len(sheet.rows), page.get_name()
        numeric = [at for at, column in enumerate(sheet.columns) if column.kind in ("number", "percent", "money")]
        for colour, at in zip(COLOURS, numeric, strict=False):
            drawn = "fill" if picture.plot == "bar" else "line"
            chart.add_series({"name": [name, 0, at], "categories": [name, 1, 0, last, 0],
                              "values": [name, 1, at, last, at], drawn: {"color": colour}, "gap": 60})  # fmt: skip
        chart.set_title({"name": _text(picture.title), "name_font": {"size": 12}})
        chart.set_legend({"position": "bottom"} if len(numeric) > 1 else {"none": True})
        if picture.plot == "bar":
            chart.set_y_axis({"reverse": True})  # the first row on top, as in the table
        chart.set_size({"width": 640, "height": max(300, 28 * last + 120)})
        page.insert_chart(1, len(sheet.columns) + 1, chart, {"description": _text(picture.summary)})

    def _page(self, caption: str) -> Any:
        page = self.book.add_worksheet(self._name(caption))
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        if self.rtl:
            page.right_to_left()
        return page

    def _name(self, caption: str) -> str:
        """The caption as a sheet's name: of the signs allowed, short enough, and no other's."""
        plain = " ".join(NOT_IN_A_NAME.sub(" ", writable(caption)).split()).strip("' ") or "–"
        name, count = plain[:LONGEST_NAME].strip("' "), 1
        while name.lower() in {*self.names, "history", ""}:
            count += 1
            ending = f" {count}"
            name = plain[: LONGEST_NAME - len(ending)].strip("' ") + ending
        self.names.add(name.lower())
        return name

    def _laid(self, side: str = "start", *, wrap: bool = True) -> dict[str, Any]:
        """Where a cell's words stand and which way they run."""
        aligned = {"start": "right", "middle": "center", "end": "left"}[side] if self.rtl else ALIGNED[side]
        return {"align": aligned, "valign": "top", "text_wrap": wrap, "reading_order": 2 if self.rtl else 1}

    def _format(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(look)
        return self.formats[key]


def _reading(paper: Paper, own: dict[str, str]) -> Iterator[Line]:
    """The first sheet line by line: everything that is said and stands in no table."""
    yield "title", (paper.title,)
    yield (
        "quiet",
        (" · ".join(filter(None, (paper.house, paper.eyebrow, own["made_on"].format(day=paper.made_on_text)))),),
    )
    yield "words", ("",)
    if paper.summary:
        yield "name", (own["summary"], paper.summary)
    yield from (("name", fact) for fact in paper.facts)
    for section in paper.sections:
        yield "words", ("",)
        yield "heading", (section.title,)
        yield from _section_lines(section)


def _section_lines(section: Section) -> Iterator[Line]:
    if section.lead:
        yield "words", ("", section.lead)
    for block in section.blocks:
        match block:
            case Words(text):
                yield "words", ("", text)
            case Bullets(items):
                for item in items:
                    yield "name", (item.title, " · ".join(filter(None, (item.text, item.where))))
            case Picture(title=title, summary=summary):
                yield "name", (title, summary)
            case Choice(options, label):
                yield from (("name", (label if at == 0 else "", f"{name} {meaning}"))
                            for at, (name, meaning) in enumerate(options))  # fmt: skip


def _text(words: str) -> str:
    """Words as a cell may hold them, never taken for a formula."""
    return safe_cell(writable(words))[:LONGEST_CELL]


def _pattern(column: Column) -> str:
    decimals = "." + "0" * column.decimals if column.decimals else ""
    return f"0{decimals}%" if column.kind == "percent" else f"#,##0{decimals}"


def _shade(step: int | None) -> dict[str, Any]:
    if step is None:
        return {}
    deep = {"font_color": "#FFFFFF", "bold": True} if step == len(SHADES) - 1 else {}
    return {"bg_color": f"#{SHADES[step]}", "border": 1, "border_color": "#FFFFFF", **deep}


def _width(sheet: Sheet, at: int) -> int:
    words = (row[at].words for row in sheet.rows[:LOOKED_AT])
    letters = max((len(sheet.columns[at].name), *map(len, words)))
    return min(max(letters + 2, NARROWEST), WIDEST)
