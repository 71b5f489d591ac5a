"""The Paper: the one structure of every report but the check's own, worded once and shown alike in every format.

Whoever makes a Paper words everything in its language, and puts the bare number beside the words where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

from readiness.language import turns
from readiness.questionnaire import Text
from readiness.reports.report import Chart, Figure, Item

Wordbook = Mapping[str, Mapping[str, Text]]  # the library's words, by area and key
Kind = Literal["text", "number", "percent", "money", "date"]
Align = Literal["", "start", "middle", "end"]

SHADES = 5
MANY_COLUMNS = 8  # from here on a table is wide: it gets more room, and the heads of its columns stand upright in print
NOT_IN_A_FILE_NAME = re.compile("[^A-Za-z0-9]+")
LONGEST_FILE_NAME = 80


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words, the bare number behind them, and how deep it is shaded (0 to 1, None: not at all).

    `number` is a fraction in a percent column and a date in a date column. `link` is a page of ours, shown on pages
    alone. `note` is said beneath the words, smaller.
    """

    words: str
    number: float | date | None = None
    shade: float | None = None
    note: str = ""
    link: str = ""

    @property
    def step(self) -> int | None:
        """The shade as one of five steps, 0 to 4; None where there is none."""
        return None if self.shade is None else shade_step(self.shade)

    def bare(self, column: Column) -> float | date | None:
        """The number that other programs get in place of the words; None in a column of text."""
        return None if column.kind == "text" else self.number


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. `decimals` are those its numbers show in a spreadsheet; `align` "" goes by the kind."""

    name: str
    kind: Kind = "text"
    decimals: int = 0
    align: Align = ""

    @property
    def side(self) -> str:
        """Where its cells stand: start, middle or end."""
        return self.align or ("start" if self.kind in ("text", "date") else "end")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. The first cell of a row names it; `totalled` says that the last row sums up the others."""

    kind: ClassVar = "table"
    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totalled: bool = False

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"table {self.key}: every row has one cell a column")


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    kind: ClassVar = "words"
    text: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers that matter, side by side."""

    kind: ClassVar = "figures"
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart (an SVG of ours), the sentence that says what it shows, and the table that holds its numbers.

    `plot` is the live chart that a spreadsheet draws from the number columns of the table; "" draws none.
    """

    kind: ClassVar = "chart"
    key: str
    title: str
    summary: str
    svg: str
    grid: Grid
    plot: Literal["", "bar", "line"] = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of titled advice; an item's title or text may be empty."""

    kind: ClassVar = "list"
    items: tuple[Item, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Ruled empty space to write on, by hand."""

    kind: ClassVar = "lines"
    label: str
    count: int = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """Empty boxes to tick, by hand: each option's short name (a 3) and what it stands for (an anchor)."""

    kind: ClassVar = "choice"
    options: tuple[tuple[str, str], ...]
    label: str = ""


Block = Words | Figures | Grid | Picture | Bullets | Lines | Choice


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part; `starts_page` begins it on a page of its own where there are pages."""

    title: str
    lead: str = ""
    blocks: tuple[Block, ...] = ()
    starts_page: bool = False

    def __post_init__(self) -> None:
        if not self.title:
            raise ValueError("a section has a title, by which it is found")

    @property
    def wide(self) -> bool:
        """Whether it holds a table of so many columns that a page gives it all its width."""
        return any(isinstance(block, Grid) and len(block.columns) >= MANY_COLUMNS for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything shown in one report, in the order it is read.

    `facts` are pairs of a name and what it is. `house` is whose logo (a PNG as `accept_logo` makes it, or b"") stands
    at the head. `stem` is the file's name without its ending, with no name in it that is hidden. `figures` holds the
    raw numbers by plain name, for the JSON.
    """

    key: str
    language: str
    title: str
    eyebrow: str
    facts: tuple[tuple[str, str], ...]
    summary: str
    sections: tuple[Section, ...]
    made_on: date
    made_on_text: str
    stem: str
    house: str = ""
    logo: bytes = b""
    figures: Mapping[str, object] = field(default_factory=dict)

    def turns(self, words: str) -> bool:
        """Whether the words run against the paper's own direction, as a Latin name in a Persian report does."""
        return turns(words, self.language)


def file_name(paper: Paper, ending: str) -> str:
    """The file's name, in plain letters that every system takes: "comparison-2026-11-23.xlsx"."""
    stem = NOT_IN_A_FILE_NAME.sub("-", paper.stem).strip("-")[:LONGEST_FILE_NAME].strip("-")
    return f"{stem or paper.key}.{ending}"


def blocks_of(paper: Paper) -> Iterator[Block]:
    """Every block of every section, as read."""
    return (block for section in paper.sections for block in section.blocks)


def grids_of(paper: Paper) -> Iterator[Grid]:
    """Every table, those behind the pictures among them, as read."""
    for block in blocks_of(paper):
        if isinstance(block, Picture):
            yield block.grid
        elif isinstance(block, Grid):
            yield block


def picture_of(chart: Chart) -> Picture:
    """A chart of the readiness check as a Picture; its table holds words alone."""
    columns = tuple(Column(name) for name in chart.table.columns)
    rows = tuple(tuple(Cell(words) for words in row) for row in chart.table.rows)
    grid = Grid(chart.key, chart.table.caption, columns, rows)
    return Picture(chart.key, chart.title, chart.summary, chart.svg, grid)


def shade_between(number: float | None, least: float, most: float) -> float | None:
    """How deep to shade a number that lies between `least` and `most`: 0 to 1; None where there is no number."""
    return None if number is None else min(max((number - least) / (most - least), 0.0), 1.0)


def shade_step(shade: float) -> int:
    """A shade of 0 to 1 as one of five steps, 0 to 4."""
    return min(int(min(max(shade, 0.0), 1.0) * SHADES), SHADES - 1)
