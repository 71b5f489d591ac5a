"""Writes a Paper as a Word document that people can go on writing in, from either side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from readiness.language import direction
from readiness.reports import document_marks as marks
from readiness.reports.paper import (
    MANY_COLUMNS,
    Block,
    Bullets,
    Cell,
    Choice,
    Column,
    Figures,
    Grid,
    Lines,
    Paper,
    Picture,
    Section,
    Wordbook,
    Words,
)
from readiness.reports.paper_columns import column_widths, head_height, is_turned, points_wide
from readiness.reports.press import LOGO_HEIGHT, LOGO_WIDTH

if TYPE_CHECKING:
    from docx.document import Document

BOX = "☐"
FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}


def render_docx(paper: Paper, words: Wordbook) -> bytes:
    """The Paper as a .docx: headings, lists and tables are Word's own, a chart is its sentence and its table.

    It names no author, is stamped with the paper's day, and is the same bytes for the same Paper.
    """
    from docx import Document  # here, not above: slow to load, and seldom needed

    writer = _Writer(paper, Document())
    own = {key: text[paper.language] for area in ("paper", "pdf") for key, text in words[area].items()}
    writer.write(own)
    made = BytesIO()
    writer.document.save(made)
    return marks.stamped(made.getvalue(), paper.made_on)


class _Writer:
    """Writes one document from top to bottom."""

    def __init__(self, paper: Paper, document: Document) -> None:
        self.paper, self.document = paper, document
        self.rtl = direction(paper.language) == "rtl"

    def write(self, own: dict[str, str]) -> None:
        self._set_up()
        self._foot(own["page_of"])
        self._head(own)
        for section in self.paper.sections:
            self._section(section)

    def _set_up(self) -> None:
        about, day = self.document.core_properties, datetime.combine(self.paper.made_on, time(), UTC)
        about.title, about.language = marks.writable(self.paper.title)[:250], self.paper.language
        about.author = about.last_modified_by = about.comments = ""
        about.created = about.modified = day.replace(tzinfo=None)
        self.styles = marks.set_styles(self.document, self.paper.language, rtl=self.rtl)
        marks.set_page(self.document, rtl=self.rtl)

    def _foot(self, page_of: str) -> None:
        """The title and the page, as "Page {page} of {pages}" says it."""
        foot = self._said(self.document.sections[0].footer.paragraphs[0], f"{self.paper.title} · ", "Quiet")
        for part in re.split(r"\{(\w+)\}", page_of):
            if part in FIELDS:
                marks.add_field(foot, FIELDS[part], rtl=self.rtl)
            else:
                self._run(foot, part)

    def _head(self, own: dict[str, str]) -> None:
        from docx.shared import Mm

        if self.paper.logo:
            run = self.add("").add_run()
            run.add_picture(BytesIO(self.paper.logo), **{k: Mm(v) for k, v in _logo_size(self.paper.logo).items()})
            marks.describe_picture(run, self.paper.house or self.paper.title)
        self.add(
            " · ".join(filter(None, (self.paper.house, own["made_on"].format(day=self.paper.made_on_text)))), "Quiet"
        )
        if self.paper.eyebrow:
            self.add(self.paper.eyebrow, "Eyebrow")
        self.add(self.paper.title, "Title")
        if self.paper.summary:
            self.add(self.paper.summary, "Subtitle")
        if self.paper.facts:
            names = (Column(own["name"]), Column(own["value"]))
            rows = tuple((Cell(name), Cell(said)) for name, said in self.paper.facts)
            self._grid(Grid("facts", own["facts"], names, rows), own["facts"])

    def _section(self, section: Section) -> None:
        heading = self.add(section.title, "Heading 1")
        heading.paragraph_format.page_break_before = section.starts_page
        if section.lead:
            self.add(section.lead)
        for block in section.blocks:
            self._block(block, section.title)

    def _block(self, block: Block, above: str) -> None:
        if isinstance(block, Grid):
            self._grid(block, above)
        elif isinstance(block, Picture):
            self._picture(block, above)
        elif isinstance(block, Figures):
            self._figures(block)
        else:
            self._lines_of(block)

    def _lines_of(self, block: Words | Bullets | Lines | Choice) -> None:
        match block:
            case Words(text):
                self.add(text)
            case Bullets():
                self._bullets(block)
            case Choice(options, label):
                self._labelled(label)
                for name, meaning in options:
                    self.add(f"{BOX}  {name}  {meaning}".rstrip())
            case Lines(label, count):
                self._labelled(label)
                for _ in range(count):
                    marks.rule_beneath(self.add(""))

    def _labelled(self, label: str) -> None:
        if label:
            self.add(label, "Quiet").paragraph_format.keep_with_next = True

    def _bullets(self, block: Bullets) -> None:
        numbers = marks.new_numbers(self.document) if block.numbered else 0
        for item in block.items:
            entry = self.add("", "List Number" if numbers else "List Bullet")
            if numbers:
                marks.number_by(entry, numbers)
            self._broken_lines(entry, ((item.title, True), (item.text, False), (item.where, False)))

    def _broken_lines(self, entry: Any, lines: Sequence[tuple[str, bool]], *, white: bool = False) -> None:
        """Each of the words there are on a line of its own, in one paragraph."""
        for at, (words, bold) in enumerate((words, bold) for words, bold in lines if words):
            if at:
                entry.add_run().add_break()
            self._run(entry, words, bold=bold, white=white)

    def _figures(self, block: Figures) -> None:
        for figure in block.figures:
            entry = self.add("")
            self._run(entry, f"{figure.name}: ")
            self._run(entry, figure.value, bold=True)
            if figure.meaning:
                self._run(entry, f" ({figure.meaning})")

    def _picture(self, picture: Picture, above: str) -> None:
        if picture.title != above:
            self.add(picture.title, "Heading 2")
        self.add(picture.summary)
        self._grid(picture.grid, picture.title)

    def _grid(self, grid: Grid, above: str) -> None:
        """A table; its caption is a heading unless it only repeats the one above."""
        if grid.caption != above:
            self.add(grid.caption, "Heading 2")
        small = len(grid.columns) >= MANY_COLUMNS
        style, upright = "Table Small" if small else "Table Text", is_turned(grid)
        table = marks.new_table(self.document, grid.caption, points_wide(grid), rtl=self.rtl)
        heads = marks.new_row(table, header=True, upright=head_height(grid) if upright else 0)
        for place, column, width in zip(heads, grid.columns, column_widths(grid), strict=True):
            self._cell(place, Cell(column.name), "start" if upright else column.side, style, strong=True)
            if upright and width.narrow:
                marks.stand_upright(place)
        for at, row in enumerate(grid.rows, 1):
            places = marks.new_row(table, header=False)
            for place, cell, column in zip(places, row, grid.columns, strict=True):
                self._cell(place, cell, column.side, style, strong=grid.totalled and at == len(grid.rows))
        self.add("", "Table Small")

    def _cell(self, place: Any, cell: Cell, side: str, style: str, *, strong: bool) -> None:
        entry = self._said(place.paragraphs[0], "", style)
        marks.align(entry, side)
        deep = cell.step == len(marks.SHADES) - 1
        self._broken_lines(entry, ((cell.words, strong or deep), (cell.note, False)), white=deep)
        if cell.step is not None:
            marks.shade(place, marks.SHADES[cell.step])

    def add(self, words: str, style: str = "Normal") -> Any:
        """A new paragraph at the end, running the document's way."""
        return self._said(self.document.add_paragraph(), words, style)

    def _said(self, entry: Any, words: str, style: str) -> Any:
        entry._p.style = self.styles[style]
        if self.rtl:
            marks.run_from_the_right(entry)
        if words:
            self._run(entry, words)
        return entry

    def _run(self, entry: Any, words: str, *, bold: bool = False, white: bool = False) -> None:
        run = entry.add_run(marks.writable(words))
        marks.set_run(run, rtl=self.rtl != self.paper.turns(words), bold=bold, white=white)


def _logo_size(logo: bytes) -> dict[str, float]:
    """The one side, in mm, that makes the logo as large as fits."""
    from readiness.reports.logo import proportions

    width, height = proportions(logo)
    return {"width": LOGO_WIDTH} if width / height > LOGO_WIDTH / LOGO_HEIGHT else {"height": LOGO_HEIGHT}
