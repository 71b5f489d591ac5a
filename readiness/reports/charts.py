"""Draws the report's charts as small SVG strings, so that the page and the PDF show the very same picture.

Numbers come in plain and labels already worded. Nothing here knows a language: `Heading.rtl` mirrors the drawing
for languages read from the right. Shapes carry classes; the page's stylesheet colours them, `for_print` does it for
the PDF, whose engine knows no CSS variables. The drawing is 600 wide with room for letters up to 22 units tall,
so that the stylesheet may enlarge them on a phone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from readiness.reports.chart_labels import GAP, set_apart, width_of

WIDTH = 600
ROW = 70  # one labelled bar: its words above, its bar below
ISOLATE, END_ISOLATE = "\u2067", "\u2069"
MIRRORED = {"start": "end", "end": "start", "middle": "middle"}

PRINT_STYLE = (
    "<style>"
    "text{font-family:Vazirmatn;font-size:15px;fill:#18211f}"
    ".soft{fill:#56625f}.strong{font-weight:700}.value{fill:#0b5c58;font-weight:700}"
    ".track{fill:#e9e7e0}.accent{fill:#0b5c58}.muted{fill:#c3cac6}.fade{fill:#0b5c58;fill-opacity:.1}"
    ".rule{stroke:#18211f;stroke-width:1.5}.hair{stroke:#8a9491;stroke-dasharray:3 4}"
    ".whisker{stroke:#18211f;stroke-width:2}.path{fill:none;stroke:#0b5c58;stroke-width:3}"
    ".dot{fill:#fff;stroke:#0b5c58;stroke-width:3}"
    "</style>"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a chart is called: `key` makes its ids, `title` and `summary` are read aloud in its place."""

    key: str
    title: str
    summary: str
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One dimension: its value and range, 0 to 100, and the value as it is written."""

    label: str
    value: float
    low: float
    high: float
    text: str


@dataclass(frozen=True, slots=True)
class Swing:
    """One uncertain input: the worth with the input at its P10 and at its P90, and both as they are written."""

    label: str
    at_p10: float
    at_p90: float
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on an axis: where, what it is called, and its value as it is written (either may be empty)."""

    at: float
    name: str
    text: str = ""


def bars(heading: Heading, rows: Sequence[Bar], thresholds: Sequence[Mark]) -> str:
    """Dimensions from 0 to 100, each with its low–high whisker beneath; `thresholds` run quietly through all rows."""
    pen, scale = Pen(heading.rtl), WIDTH / 100
    bottom = len(rows) * ROW
    parts = [shape for i, row in enumerate(rows) for shape in _bar_row(pen, row, i * ROW, scale)]
    for mark, at in zip(thresholds, _label_places(thresholds, lambda number: number * scale), strict=True):
        parts += _through_rows(pen, "hair", mark.at * scale, len(rows), 63)
        parts.append(pen.text("soft", at, bottom + 14, mark.name, "middle"))
    return svg(heading, bottom + 24, parts)


def _through_rows(pen: Pen, kind: str, at: float, rows: int, end: float = 59) -> list[str]:
    """A line down a chart of labelled bars, broken where the labels are."""
    return [pen.line(kind, at, i * ROW + 31, at, i * ROW + end) for i in range(rows)]


def _bar_row(pen: Pen, row: Bar, top: float, scale: float) -> Iterator[str]:
    yield pen.text("", 0, top + 22, row.label)
    yield pen.text("value", WIDTH, top + 22, row.text, "end")
    yield pen.rect("track", 0, top + 37, WIDTH, 14, 7)
    if row.value > 0:
        yield pen.rect("accent", 0, top + 37, max(row.value * scale, 4), 14, 7)
    if row.high > row.low:
        low, high = row.low * scale, row.high * scale
        yield pen.line("whisker", low, top + 58, high, top + 58)
        for end in (low, high):
            yield pen.line("whisker", end, top + 54, end, top + 62)


def histogram(
    heading: Heading,
    counts: Sequence[int],
    edges: Sequence[float],
    marks: Sequence[Mark],
    zero: str,
    shares: tuple[str, str],
) -> str:
    """How often each worth came out: `edges` bound the `counts`; what lies above 0 is accented.

    `marks` are P10, P50 and P90 in this order; `shares` are the words for the parts below and above 0.
    """
    pen, scale = Pen(heading.rtl), Scale.over((*edges, *(mark.at for mark in marks)))
    base, top = 250.0, 66.0
    tallest = max((*counts, 1))
    parts: list[str] = []
    for (left, right), count in zip(pairwise(edges), counts, strict=True):
        parts += _column(pen, scale, (left, right), base, count * (base - top - 14) / tallest)
    parts.append(pen.line("hair", 0, base, WIDTH, base))
    parts += _column_marks(pen, scale, marks, base, top)
    if scale.holds(0):
        parts.append(pen.line("rule", scale(0), top, scale(0), base + 8))
        parts.append(pen.text("strong", _inside(scale(0), zero), base + 30, zero, "middle"))
    parts.append(pen.text("soft", 0, base + 60, shares[0]))
    parts.append(pen.text("value", WIDTH, base + 60, shares[1], "end"))
    return svg(heading, base + 72, parts)


def _column(pen: Pen, scale: Scale, ends: tuple[float, float], base: float, height: float) -> Iterator[str]:
    """One bin, split where it crosses zero so that the accent shows exactly what lies above it."""
    left, right = ends
    cuts = (left, 0.0, right) if left < 0 < right else (left, right)
    for a, b in pairwise(cuts):
        width = max(scale(b) - scale(a) - (1.5 if b == right else 0), 0.5)
        if height > 0:
            yield pen.rect("accent" if a >= 0 else "muted", min(scale(a), WIDTH - width), base - height, width, height)


def _column_marks(pen: Pen, scale: Scale, marks: Sequence[Mark], base: float, top: float) -> Iterator[str]:
    for mark, at in zip(marks, _label_places(marks, scale), strict=True):
        yield pen.line("hair", scale(mark.at), top, scale(mark.at), base)
        yield pen.text("soft", at, 22, mark.name, "middle")
        yield pen.text("strong", at, 50, mark.text, "middle")


def tornado(heading: Heading, rows: Sequence[Swing], middle: Mark, zero: str) -> str:
    """How far each uncertain input alone moves the worth: the part above the `middle` worth is accented."""
    pen = Pen(heading.rtl)
    scale = Scale.over((middle.at, 0, *(end for row in rows for end in (row.at_p10, row.at_p90))))
    bottom = len(rows) * ROW
    parts = [shape for i, row in enumerate(rows) for shape in _swing_row(pen, scale, row, middle.at, i * ROW)]
    parts += _through_rows(pen, "rule", scale(middle.at), len(rows))
    parts += _through_rows(pen, "hair", scale(0), len(rows))
    name = f"{middle.name} {middle.text}".strip()
    parts.append(pen.text("strong", _inside(scale(middle.at), name), bottom + 18, name, "middle"))
    if abs(scale(0) - _inside(scale(middle.at), name)) > (width_of(name) + width_of(zero)) / 2 + GAP:
        parts.append(pen.text("soft", _inside(scale(0), zero), bottom + 18, zero, "middle"))
    return svg(heading, bottom + 28, parts)


def _swing_row(pen: Pen, scale: Scale, row: Swing, middle: float, top: float) -> Iterator[str]:
    low, high = sorted((row.at_p10, row.at_p90))
    yield pen.text("", 0, top + 22, row.label)
    yield pen.text("soft", WIDTH, top + 22, row.text, "end")
    for kind, a, b in (("muted", low, min(high, middle)), ("accent", max(low, middle), high)):
        if b > a:
            yield pen.rect(kind, scale(a), top + 37, scale(b) - scale(a), 18, 3)


def cash_path(
    heading: Heading, balances: Sequence[float], ticks: Sequence[Mark], lowest: Mark, payback: Mark | None, zero: str
) -> str:
    """Cumulative cash month by month (`balances[0]` is month 0); marks the lowest point and, if any, the payback.

    `lowest.at`, `payback.at` and every tick are months.
    """
    pen, months = Pen(heading.rtl), max(len(balances) - 1, 1)
    across, up = Scale(0, months, 8, WIDTH - 8), Scale.over((0, *balances), 236, 64 if payback else 30)
    points = [(across(month), up(balance)) for month, balance in enumerate(balances)]
    ground = ((points[0][0], up(0)), *points, (points[-1][0], up(0)))
    parts = [pen.path("fade", ground), pen.line("rule", 0, up(0), WIDTH, up(0)), pen.path("path", points)]
    parts += [pen.text("soft", _inside(across(tick.at), tick.name), 324, tick.name, "middle") for tick in ticks]
    parts.append(pen.text("soft", WIDTH if up(0) > 150 else 0, up(0) - 8, zero, "end" if up(0) > 150 else "start"))
    at = _inside(across(lowest.at), max(lowest.name, lowest.text, key=width_of))
    parts += _cash_point(pen, across, up, balances, lowest, (at, 30, "middle"))
    if payback is not None:
        parts += _cash_point(pen, across, up, balances, payback, _payback_label(across(payback.at), payback))
    return svg(heading, 334, parts)


def _payback_label(x: float, payback: Mark) -> tuple[float, float, str]:
    """Where the curve is not: before the payback above the ground; where that is too narrow, after it and below."""
    wide = max(width_of(payback.name), width_of(payback.text))
    return (x - 12, -44, "end") if x - 12 >= wide else (x + 12, 30, "start")


def _cash_point(
    pen: Pen, across: Scale, up: Scale, balances: Sequence[float], mark: Mark, label: tuple[float, float, str]
) -> Iterator[str]:
    """A dot on the curve and its two lines of words, at `label`: x, how far below the dot, and how it is anchored."""
    x, y = across(mark.at), up(balances[round(mark.at)])
    at, below, anchor = label
    yield f'<circle class="dot" cx="{pen.x(x):.1f}" cy="{y:.1f}" r="6"/>'
    yield pen.text("soft", at, y + below, mark.name, anchor)
    yield pen.text("strong", at, y + below + 26, mark.text, anchor)


def for_print(svg: str) -> str:
    """The same drawing with fixed colours and letters for an engine that reads no stylesheet of the page."""
    head, bracket, rest = svg.partition(">")
    return head + bracket + PRINT_STYLE + rest


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps numbers from least…most onto the drawing from start…end."""

    least: float
    most: float
    start: float = 0
    end: float = WIDTH

    @classmethod
    def over(cls, numbers: Sequence[float], start: float = 0, end: float = WIDTH) -> Scale:
        return cls(min(numbers), max(numbers), start, end)

    def __call__(self, number: float) -> float:
        span = self.most - self.least
        return self.start + (self.end - self.start) * ((number - self.least) / span if span else 0.5)

    def holds(self, number: float) -> bool:
        return self.least <= number <= self.most


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws shapes whose x counts from the side where reading starts."""

    rtl: bool

    def x(self, at: float) -> float:
        return WIDTH - at if self.rtl else at

    def text(self, kind: str, x: float, y: float, words: str, anchor: str = "start") -> str:
        side = MIRRORED[anchor] if self.rtl else anchor
        shown = f"{ISOLATE}{words}{END_ISOLATE}" if self.rtl else words
        return f'<text class="{kind}" x="{self.x(x):.1f}" y="{y:.1f}" text-anchor="{side}">{escape(shown)}</text>'

    def rect(self, kind: str, x: float, y: float, width: float, height: float, round_by: float = 0) -> str:
        left = self.x(x + width) if self.rtl else x
        return (
            f'<rect class="{kind}" x="{left:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
            f' rx="{min(round_by, width / 2):.1f}"/>'
        )

    def line(self, kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
        return f'<line class="{kind}" x1="{self.x(x1):.1f}" y1="{y1:.1f}" x2="{self.x(x2):.1f}" y2="{y2:.1f}"/>'

    def path(self, kind: str, points: Iterable[tuple[float, float]]) -> str:
        places = "L".join(f"{self.x(x):.1f} {y:.1f}" for x, y in points)
        return f'<path class="{kind}" d="M{places}"/>'


def _label_places(marks: Sequence[Mark], scale: Callable[[float], float]) -> list[float]:
    """Where the words of `marks` stand, centred: at their marks, or as near as leaves all of them legible."""
    widths = [max(width_of(mark.name), width_of(mark.text)) + GAP for mark in marks]
    return set_apart([scale(mark.at) for mark in marks], widths, WIDTH)


def _inside(at: float, words: str) -> float:
    """A centre for `words` near `at` that keeps them within the drawing."""
    half = min(width_of(words) / 2, WIDTH / 2)
    return min(max(at, half), WIDTH - half)


def svg(heading: Heading, height: float, parts: Sequence[str]) -> str:
    key, title, summary = (escape(words) for words in (heading.key, heading.title, heading.summary))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {height:g}" direction="ltr"'
        f' role="img" aria-labelledby="{key}-title" aria-describedby="{key}-desc">'
        f'<title id="{key}-title">{title}</title><desc id="{key}-desc">{summary}</desc>{"".join(parts)}</svg>'
    )
