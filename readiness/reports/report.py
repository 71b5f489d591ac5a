"""The Report: everything a reader sees about one check, worded in one language and ready to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers behind a chart or a list; every cell is already worded in the report's language."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with the sentence that says what it shows and the table that holds its numbers."""

    key: str
    title: str
    summary: str
    svg: str
    table: Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that matters: its name, its wording, what it means, and the bare number (None: can't be told)."""

    key: str
    name: str
    value: str
    meaning: str
    number: float | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One row of the verdict table: whether it fired, and why or why not."""

    row: int
    name: str
    text: str
    fired: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer: `key` is senior, mid, junior, rep or not_yet; `outcome` is hire, rep or not_yet."""

    key: str
    outcome: str
    row: int
    cause: str | None
    name: str
    sentence: str
    meaning: str
    chance: Figure
    stability: str
    provisional: bool
    provisional_reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One level side by side with the others; figures in the order of the report's level headings."""

    key: str
    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that would change the verdict or the score: one to three moves made together."""

    moves: tuple[str, ...]
    how: tuple[str, ...]
    effort: str
    verdict: str
    score: str
    changes_outcome: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A titled piece of advice: a next step, something to find out, a leak."""

    title: str
    text: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Assumption:
    """A figure the model takes for granted, with where it comes from and, where it may be tried, its what-if field.

    `standard` is what usually stands there, where a company has set it otherwise; "" where it has not.
    """

    key: str
    name: str
    value: str
    source: str
    ours: bool
    number: float | None = None
    editable: bool = False
    standard: str = ""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer as given, for the annex."""

    section: str
    question: str
    answer: str
    sure: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything shown about one check, in the order it is read. `figures` holds every raw number by plain name.

    `company` is the one that the answers name, else the house; `house` is whose logo (a PNG, or b"") stands on it.
    """

    language: str
    role: str
    role_name: str
    edition: str
    made_on: date
    made_on_text: str
    title: str
    company: str
    house: str
    logo: bytes
    verdict: Verdict
    reasons: tuple[Reason, ...]
    notes: tuple[str, ...]
    leaks: tuple[Item, ...]
    score: Figure
    dimensions: Chart
    money: tuple[Figure, ...]
    levels: tuple[LevelRow, ...]
    cash_path: Chart
    histogram: Chart
    tornado: Chart
    changes_lead: str
    changes: tuple[Change, ...]
    find_out_first: tuple[Item, ...]
    next_steps: tuple[Item, ...]
    assumptions_lead: str
    assumptions: tuple[Assumption, ...]
    answers: tuple[AnswerRow, ...]
    limits: tuple[str, ...]
    figures: Mapping[str, object]
