"""How wide the columns of a printed table are: numbers as narrow as they may be, and the words share the rest."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.reports.paper import MANY_COLUMNS, Column, Grid

LETTER, SIDES = 4.7, 10.0  # about how wide one letter of a table gets, and what stands free beside it, in points
ROOM = 493.0  # between the margins of A4, in points
SMALL, AIRY = 0.55, 1.15  # a table below this part of the room stays small, and its columns a little wider than needed
NOTE = 20  # letters of a note that stand on one line
NARROW = 14  # letters: up to here a column of text is as wide as its words
SHORT, LONG = 12, 60  # letters: a column of text is given no less and no more room than this
HEAD_LETTER, TALLEST_HEAD = 4.4, 110.0  # points
TURNED_HEAD = 3.5  # letters that an upright head takes across, however long it is


@dataclass(frozen=True, slots=True)
class Width:
    """A column is `points` wide, or where that is 0 it has its `share` of what is left."""

    points: float
    share: float
    narrow: bool


def column_widths(grid: Grid, room: float = ROOM) -> tuple[Width, ...]:
    """The width of every column, in order, of a table that has `room` points at most.

    A table of few words is no wider than they are; else its words share what the numbers leave.
    """
    letters = [_letters(grid, at) for at in range(len(grid.columns))]
    slim = [_is_narrow(column, most) for column, most in zip(grid.columns, letters, strict=True)]
    natural = [_natural(grid, at, most) for at, most in enumerate(letters)]
    if sum(natural) <= room * (SMALL if room == ROOM else 1):
        return tuple(Width(points * AIRY, 0, narrow) for points, narrow in zip(natural, slim, strict=True))
    numbers = sum(points for points, narrow in zip(natural, slim, strict=True) if narrow)
    if all(slim) or numbers > room * 0.8:
        # too much for the page: what can break into lines gives way first
        least = SHORT * LETTER + SIDES
        return tuple(
            Width(0, at if narrow else min(at, least), narrow) for at, narrow in zip(natural, slim, strict=True)
        )
    return tuple(
        Width(points, 0, True) if narrow else Width(0, min(max(most, SHORT), LONG), False)
        for points, most, narrow in zip(natural, letters, slim, strict=True)
    )


def points_wide(grid: Grid) -> list[float]:
    """The width of every column in points, those that take what is left among them."""
    widths = column_widths(grid)
    left, shares = ROOM - sum(width.points for width in widths), sum(width.share for width in widths)
    return [width.points or left * width.share / shares for width in widths]


def head_height(grid: Grid) -> float:
    """How tall upright heads have to be for the longest of them, in points; longer ones break into lines."""
    return min(max((len(column.name) for column in grid.columns), default=0) * HEAD_LETTER, TALLEST_HEAD)


def _natural(grid: Grid, at: int, letters: int) -> float:
    column = grid.columns[at]
    upright = is_turned(grid) and _is_narrow(column, letters)
    head = TURNED_HEAD if upright else _longest_word(column.name)
    return max(letters, head) * LETTER + SIDES


def is_turned(grid: Grid) -> bool:
    """Whether there are so many columns that their heads have to stand upright."""
    return len(grid.columns) >= MANY_COLUMNS


def _is_narrow(column: Column, letters: int) -> bool:
    return letters <= NARROW or column.kind in ("number", "percent", "date")


def _letters(grid: Grid, at: int) -> int:
    """How many letters the longest cell of a column has, the start of its note among them."""
    return max((max(len(row[at].words), min(len(row[at].note), NOTE)) for row in grid.rows), default=0)


def _longest_word(words: str) -> int:
    return max(map(len, words.split()), default=0)
