"""Reads the project's documents: their tables, code words and links."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENTS = (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md")))

Row = dict[str, str]

LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def table(name: str, *columns: str) -> list[Row]:
    """The one table of a document that has exactly these columns."""
    found = [rows for heads, rows in _tables(text_of(name)) if heads == columns]
    assert len(found) == 1, f"{name}: {len(found)} tables have the columns {columns}"
    return found[0]


def _tables(text: str) -> list[tuple[tuple[str, ...], list[Row]]]:
    blocks = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    lines = [[_cells(line) for line in block.splitlines()] for block in blocks]
    return [(tuple(heads), [dict(zip(heads, row, strict=True)) for row in rows]) for heads, _, *rows in lines]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def as_table(*rows: tuple[str, ...]) -> str:
    """Rows as they stand in a document, to be copied into it where it has fallen behind."""
    heads, *others = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ("---",) * len(heads), *others))


def codes(cell: str) -> list[str]:
    """The words of a cell that are set as code."""
    return CODE.findall(cell)


def numbers(cell: str) -> list[float]:
    """A cell's numbers, "0.5 · −15" as [0.5, -15]."""
    return [float(part.replace("−", "-").replace(",", "")) for part in re.findall(r"[−-]?\d[\d,]*(?:\.\d+)?", cell)]
