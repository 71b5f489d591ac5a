"""What a table that somebody brings becomes once it has been read, what it may cost, and how it is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

BOMBS = frozenset({"too_many_bytes", "unpacks_too_far", "too_many_members"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What one table may cost. `bytes` as sent; `unpacked` bytes, `ratio` and `members` of a workbook's archive;
    `rows`, `columns` and `cells` of the table; `cell` and `text`: characters of one cell, bytes of them all."""

    bytes: int = 20_000_000
    unpacked: int = 200_000_000
    ratio: int = 40
    members: int = 500
    rows: int = 200_000
    columns: int = 200
    cells: int = 3_000_000
    cell: int = 10_000
    text: int = 100_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line of the file where it begins, counted from 1, and a cell of cleaned text a heading."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its headings, none of them twice, and the rows below that hold anything."""

    headings: tuple[str, ...]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """One thing that is wrong, by the key of its word in words/sheets.toml; `found` fills the word's placeholders."""

    code: str
    line: int | None = None
    column: str | None = None
    found: Mapping[str, str | int] = field(default_factory=dict)


class SheetRefused(ValueError):
    """Nothing of the file is taken, because of `problems`; `is_bomb` tells a file that would cost too much to open."""

    def __init__(self, problems: Sequence[SheetProblem]) -> None:
        super().__init__(", ".join(f"{problem.code} in line {problem.line}" for problem in problems[:5]))
        self.problems = tuple(problems)

    @property
    def is_bomb(self) -> bool:
        return any(problem.code in BOMBS for problem in self.problems)


def refusal(code: str, line: int | None = None, column: str | None = None, **found: str | int) -> SheetRefused:
    """One problem of the whole file, ready to be raised."""
    return SheetRefused([SheetProblem(code, line, column, found)])
