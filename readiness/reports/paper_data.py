"""A Paper for other programs: its tables as CSV, and its figures and words as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from readiness.reports.cells import Cell as Plain
from readiness.reports.cells import csv_lines
from readiness.reports.document_marks import writable
from readiness.reports.paper import (
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
    grids_of,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table as files for other programs hold it: notes in columns of their own, figures a table like any other."""

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    picture: Picture | None = None
    totalled: bool = False


def sheets_of(paper: Paper, words: Wordbook) -> Iterator[Sheet]:
    """Every table of the paper, its figures first."""
    own = {key: text[paper.language] for key, text in words["paper"].items()}
    figures = [block for section in paper.sections for block in section.blocks if isinstance(block, Figures)]
    if figures:
        yield _figures(figures, own)
    pictures = {id(block.grid): block for section in paper.sections for block in section.blocks
                if isinstance(block, Picture)}  # fmt: skip
    for grid in grids_of(paper):
        yield _with_notes(grid, own["note_on"], pictures.get(id(grid)))


def _figures(blocks: list[Figures], own: dict[str, str]) -> Sheet:
    columns = (Column(own["name"]), Column(own["value"]), Column(own["number"], "number", 2), Column(own["meaning"]))
    rows = tuple(
        (Cell(figure.name), Cell(figure.value), Cell("", figure.number), Cell(figure.meaning))
        for block in blocks
        for figure in block.figures
    )
    return Sheet("figures", own["figures"], columns, rows)


def _with_notes(grid: Grid, note_on: str, picture: Picture | None) -> Sheet:
    noted = [any(row[at].note for row in grid.rows) for at in range(len(grid.columns))]
    if not any(noted):
        return Sheet(grid.key, grid.caption, grid.columns, grid.rows, picture, grid.totalled)
    columns = tuple(
        part
        for column, has_notes in zip(grid.columns, noted, strict=True)
        for part in ((column, Column(note_on.format(column=column.name))) if has_notes else (column,))
    )
    rows = tuple(tuple(_with_its_note(row, noted)) for row in grid.rows)
    return Sheet(grid.key, grid.caption, columns, rows, picture, grid.totalled)


def _with_its_note(row: tuple[Cell, ...], noted: list[bool]) -> Iterator[Cell]:
    for cell, has_notes in zip(row, noted, strict=True):
        yield replace(cell, note="")
        if has_notes:
            yield Cell(cell.note)


# ---------------------------------------------------------------------------------------------- CSV


def render_csv(paper: Paper, words: Wordbook) -> bytes:
    """All tables one after the other, each below a line with its caption; a single table stands alone.

    Where a cell has a bare number, that is what is written: a share as a fraction, a day as 2026-11-23.
    """
    return b"".join(csv_lines(_lines(list(sheets_of(paper, words)))))


def _lines(sheets: list[Sheet]) -> Iterator[list[Plain]]:
    for at, sheet in enumerate(sheets):
        if len(sheets) > 1:
            yield from ([[]] if at else [])
            yield [writable(sheet.caption)]
        yield [writable(column.name) for column in sheet.columns]
        for row in sheet.rows:
            yield [_bare(cell, column) for cell, column in zip(row, sheet.columns, strict=True)]


def _bare(cell: Cell, column: Column) -> Plain:
    number = cell.bare(column)
    if number is None:
        return writable(cell.words)
    return number.isoformat() if isinstance(number, date) else number


# ---------------------------------------------------------------------------------------------- JSON


def render_json(paper: Paper, words: Wordbook) -> bytes:
    """UTF-8 JSON of the whole Paper; drawings, the logo and what is filled in by hand are left out."""
    del words  # it has all its own
    return (json.dumps(paper_data(paper), ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode(
        errors="replace"
    )


def paper_data(paper: Paper) -> dict[str, Any]:
    """The same as plain dicts and lists."""
    return {
        "report": paper.key,
        "language": paper.language,
        "made_on": paper.made_on.isoformat(),
        "title": paper.title,
        "about": paper.eyebrow,
        "house": paper.house,
        "figures": dict(paper.figures),
        "words": {
            "facts": [{"name": name, "words": said} for name, said in paper.facts],
            "summary": paper.summary,
            "sections": [_section(section) for section in paper.sections],
        },
    }


def _section(section: Section) -> dict[str, Any]:
    blocks = [_block(block) for block in section.blocks if not isinstance(block, Lines)]
    return {"title": section.title, "lead": section.lead, "blocks": blocks}


def _block(block: Words | Figures | Grid | Picture | Bullets | Choice) -> dict[str, Any]:
    if isinstance(block, Grid):
        return {"kind": block.kind, **_grid(block)}
    if isinstance(block, Picture):
        told = {"key": block.key, "title": block.title, "summary": block.summary}
        return {"kind": block.kind, **told, "table": _grid(block.grid)}
    return {"kind": block.kind, **asdict(block)}


def _grid(grid: Grid) -> dict[str, Any]:
    return {
        "key": grid.key,
        "caption": grid.caption,
        "columns": [{"name": column.name, "kind": column.kind} for column in grid.columns],
        "rows": [[_cell(cell) for cell in row] for row in grid.rows],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    number = cell.number.isoformat() if isinstance(cell.number, date) else cell.number
    return {"words": cell.words, "number": number, **({"note": cell.note} if cell.note else {})}
