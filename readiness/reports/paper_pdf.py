"""Makes the tagged PDF of a Paper, in either language: to read on a screen, on paper and aloud."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from readiness.language import digits, direction
from readiness.reports import typeface
from readiness.reports.charts import for_print
from readiness.reports.paper import (
    Block,
    Bullets,
    Cell,
    Choice,
    Figures,
    Grid,
    Lines,
    Paper,
    Picture,
    Section,
    Wordbook,
    Words,
    grids_of,
)
from readiness.reports.paper_columns import ROOM, column_widths, head_height, is_turned
from readiness.reports.press import END_ISOLATE, ISOLATE, Press, drawn_logo, press_with

LAYOUT = Path(__file__).with_name("paper.typ").read_bytes()
LONGEST_TEXT = 5_000  # letters; evidence is as long as people write, and is never cut before this
LONG_CELL = 900  # letters: from here on the rows of a table may break between pages
BESIDE = 152.0  # points: the room beside a picture
MOST_BESIDE = (3, 16)  # columns and rows: a table up to here stands there, a larger one beneath the picture
MOST_WHOLE, LETTERS_WHOLE = 14, 2_500  # rows and letters: a table up to here is kept on one page
PICTURE_STYLE = (  # what the papers' own charts need beyond the check's
    ".second{stroke:#18211f;stroke-width:2.5;stroke-dasharray:7 5}.third{stroke:#8a9491;stroke-width:2.5}"
    ".target{stroke:#18211f;stroke-width:3}.span{stroke:#9cc4be;stroke-width:8;stroke-linecap:round}"
    ".full{fill:#0b5c58}</style>"
)


def render_pdf(paper: Paper, words: Wordbook) -> bytes:
    """The Paper as a PDF on A4 that meets PDF/UA-1 and PDF/A-3a, the same bytes for the same Paper.

    Raises PdfUnavailable (readiness.reports.press).
    """
    press = press_with(typeface.folder())
    press.warn_of(_typed(paper))
    setter = _Setter(paper, press)
    data = {
        "paper": setter.paper_data(),
        "words": {"page_of": words["pdf"]["page_of"][paper.language]},
        "rtl": direction(paper.language) == "rtl",
        "digits": {digit: digits(digit, paper.language) for digit in "0123456789"},
        "logo": drawn_logo(paper.logo) if paper.logo else None,
    }
    return press.print(LAYOUT, data, datetime.combine(paper.made_on, time(), UTC))


def _typed(paper: Paper) -> str:
    """Where words that somebody typed stand: on top, and in the tables."""
    cells = (cell.words + cell.note for grid in grids_of(paper) for row in grid.rows for cell in row)
    return "".join((paper.title, paper.house, *(said for _, said in paper.facts), *cells))


def _letters(grid: Grid) -> int:
    return sum(len(cell.words) + len(cell.note) for row in grid.rows for cell in row)


@dataclass(frozen=True, slots=True)
class _Setter:
    """Turns the parts of one Paper into what the layout takes: its words made printable, nothing else changed."""

    paper: Paper
    press: Press

    def said(self, words: str) -> str:
        """Words as they are printed; those that run the other way are kept from turning what stands around them."""
        shown = self.press.printable(words, LONGEST_TEXT).strip()
        return f"{ISOLATE}{shown}{END_ISOLATE}" if self.paper.turns(shown) else shown

    def paper_data(self) -> dict[str, Any]:
        paper = self.paper
        return {
            "language": paper.language,
            "title": self.said(paper.title),
            "plain_title": self.press.drawable(paper.title).strip() or paper.key,
            "eyebrow": self.said(paper.eyebrow),
            "facts": [[self.said(name), self.said(words)] for name, words in paper.facts],
            "summary": self.said(paper.summary),
            "house": self.said(paper.house),
            "plain_house": self.press.drawable(paper.house).strip(),
            "made_on_text": self.said(paper.made_on_text),
            "sections": [self.section(section) for section in paper.sections],
        }

    def section(self, section: Section) -> dict[str, Any]:
        blocks = [self.block(block, section.title) for block in section.blocks]
        title, lead = self.said(section.title), self.said(section.lead)
        return {"title": title, "lead": lead, "starts_page": section.starts_page, "blocks": blocks}

    def block(self, block: Block, above: str) -> dict[str, Any]:
        """One block; a caption that only repeats the title `above` it is left out."""
        if isinstance(block, Grid):
            return {"kind": block.kind, **self.grid(block, above)}
        if isinstance(block, Picture):
            return {"kind": block.kind, **self.picture(block, above)}
        return {"kind": block.kind, **self.small(block)}

    def small(self, block: Words | Figures | Bullets | Lines | Choice) -> dict[str, Any]:
        said = self.said
        match block:
            case Words(text):
                return {"text": said(text)}
            case Figures(figures):
                tiles = [{"name": said(f.name), "value": said(f.value), "meaning": said(f.meaning)} for f in figures]
                return {"figures": tiles}
            case Bullets(items, numbered):
                rows = [{"title": said(i.title), "text": said(i.text), "where": said(i.where)} for i in items]
                return {"items": rows, "numbered": numbered}
            case Lines(label, count):
                return {"label": said(label), "count": count}
            case Choice(options, label):
                pairs = [[said(name), said(meaning)] for name, meaning in options]
                return {"label": said(label), "options": pairs}

    def picture(self, picture: Picture, above: str) -> dict[str, Any]:
        beside = len(picture.grid.columns) <= MOST_BESIDE[0] and len(picture.grid.rows) <= MOST_BESIDE[1]
        drawing = for_print(picture.svg).replace("</style>", PICTURE_STYLE, 1)
        return {
            "title": "" if picture.title == above else self.said(picture.title),
            "summary": self.said(picture.summary),
            "alt": self.press.drawable(f"{picture.title}. {picture.summary}"),
            "svg": self.press.drawable(drawing),
            "grid": self.grid(picture.grid, picture.title, BESIDE if beside else ROOM),
            "beside": beside,
        }

    def grid(self, grid: Grid, above: str, room: float = ROOM) -> dict[str, Any]:
        return {
            "caption": "" if grid.caption == above else self.said(grid.caption),
            "columns": list(self._columns(grid, room)),
            "rows": [[self._cell(cell) for cell in row] for row in grid.rows],
            "totalled": grid.totalled,
            "turned": is_turned(grid),
            "head": head_height(grid),
            "long": any(len(cell.words) > LONG_CELL for row in grid.rows for cell in row),
            "whole": len(grid.rows) <= MOST_WHOLE and _letters(grid) <= LETTERS_WHOLE,
        }

    def _columns(self, grid: Grid, room: float) -> Iterator[dict[str, Any]]:
        for column, width in zip(grid.columns, column_widths(grid, room), strict=True):
            name = self.said(column.name)
            yield {"name": name, "side": column.side, "width": width.points, "share": width.share,
                   "narrow": width.narrow}  # fmt: skip

    def _cell(self, cell: Cell) -> Any:
        """Words alone where there is nothing more to a cell, for a long report has many of those."""
        if cell.step is None and not cell.note:
            return self.said(cell.words)
        return {"words": self.said(cell.words), "note": self.said(cell.note), "step": cell.step}
