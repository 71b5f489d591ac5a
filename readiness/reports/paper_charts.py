"""Draws the charts of a Paper: a candidate's profile, bars side by side, and lines over time.

As in charts.py, whose pen, scale and house rules these share: labels come in worded, shapes carry classes, and
`Heading.rtl` mirrors the drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from readiness.reports.chart_labels import GAP, set_apart, width_of
from readiness.reports.charts import WIDTH, Heading, Mark, Pen, Scale, svg

PROFILE_ROW, BAR_ROW = 54.0, 62.0
EDGE = 10.0  # so that a dot on the very end of a scale is whole
LINES = ("path", "path second", "path third")  # told apart by their dashes and by their names, not by colour alone


@dataclass(frozen=True, slots=True)
class Rated:
    """One competency: its mean with the ends of its interval, its target, and the mean as written; None: not known."""

    label: str
    mean: float | None
    low: float | None
    high: float | None
    target: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Amount:
    """One bar: its value, the value as it is written, and whether it is drawn in the accent or more quietly."""

    label: str
    value: float
    text: str
    accent: bool = True


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its name, and its points as x and y; a y of None leaves a gap."""

    name: str
    points: Sequence[tuple[float, float | None]]


def profile_chart(heading: Heading, rows: Sequence[Rated], ticks: Sequence[Mark], legend: tuple[str, str, str]) -> str:
    """Each competency's mean with its interval, against its target.

    `ticks` are the scale's steps (1 to 5), first and last its ends; `legend` names the mean, interval and target.
    """
    pen = Pen(heading.rtl)
    scale = Scale(ticks[0].at, ticks[-1].at, EDGE, WIDTH - EDGE)
    parts = [shape for i, row in enumerate(rows) for shape in _rated_row(pen, scale, row, i * PROFILE_ROW)]
    bottom = len(rows) * PROFILE_ROW
    parts += [pen.text("soft", _held(scale(tick.at), tick.name), bottom + 18, tick.name, "middle") for tick in ticks]
    parts += _key(pen, legend, bottom + 58)
    return svg(heading, bottom + 70 + 30 * (_key_lines(legend) - 1), parts)


def _rated_row(pen: Pen, scale: Scale, row: Rated, top: float) -> Iterator[str]:
    line = top + 38
    yield pen.text("", 0, top + 21, row.label)
    yield pen.text("value" if row.mean is not None else "soft", WIDTH, top + 21, row.text, "end")
    yield pen.rect("track", 0, line - 2, WIDTH, 4, 2)
    if row.low is not None and row.high is not None and row.high > row.low:
        yield pen.line("span", scale(max(row.low, scale.least)), line, scale(min(row.high, scale.most)), line)
    if row.target is not None:
        yield pen.line("target", scale(row.target), line - 9, scale(row.target), line + 9)
    if row.mean is not None:
        yield _dot(pen, scale(row.mean), line)


def _dot(pen: Pen, x: float, y: float) -> str:
    return f'<circle class="full" cx="{pen.x(x):.1f}" cy="{y:.1f}" r="7"/>'


def _key(pen: Pen, names: tuple[str, str, str], y: float) -> Iterator[str]:
    """What the dot, the band and the tick stand for, beside each other as far as there is room."""
    drawn: tuple[Callable[[float, float], str], ...] = (
        lambda x, y: _dot(pen, x + 14, y),
        lambda x, y: pen.line("span", x + 4, y, x + 24, y),
        lambda x, y: pen.line("target", x + 14, y - 9, x + 14, y + 9),
    )
    for (x, line), draw, name in zip(_key_places(names), drawn, names, strict=True):
        yield draw(x, y + line * 30 - 6)
        yield pen.text("soft", x + 36, y + line * 30, name)


def _key_places(names: Sequence[str]) -> Iterator[tuple[float, int]]:
    x, line = 0.0, 0
    for name in names:
        wide = 36 + width_of(name) + 2 * GAP
        if x and x + wide > WIDTH:
            x, line = 0.0, line + 1
        yield x, line
        x += wide


def _key_lines(names: Sequence[str]) -> int:
    return max(line for _, line in _key_places(names)) + 1


def bar_chart(heading: Heading, rows: Sequence[Amount], marks: Sequence[Mark] = (), most: float | None = None) -> str:
    """Bars from zero, longest possible `most` (None: the largest); `marks` run through all rows, named beneath."""
    pen = Pen(heading.rtl)
    scale = Scale.over((0, *(row.value for row in rows), *(mark.at for mark in marks), *([most] if most else ())))
    parts = [shape for i, row in enumerate(rows) for shape in _amount_row(pen, scale, row, i * BAR_ROW)]
    bottom = len(rows) * BAR_ROW
    for mark, at in zip(marks, _apart(marks, scale), strict=True):
        parts += [
            pen.line("hair", scale(mark.at), i * BAR_ROW + 30, scale(mark.at), i * BAR_ROW + 56)
            for i in range(len(rows))
        ]
        parts.append(pen.text("soft", at, bottom + 18, mark.name, "middle"))
    return svg(heading, bottom + (30 if marks else 4), parts)


def _amount_row(pen: Pen, scale: Scale, row: Amount, top: float) -> Iterator[str]:
    yield pen.text("", 0, top + 22, row.label)
    yield pen.text("value" if row.accent else "strong", WIDTH, top + 22, row.text, "end")
    yield pen.rect("track", 0, top + 36, WIDTH, 14, 7)
    if row.value:
        start, end = sorted((scale(0), scale(row.value)))
        yield pen.rect("accent" if row.accent else "muted", start, top + 36, max(end - start, 4), 14, 7)
    if scale.least < 0:
        yield pen.line("rule", scale(0), top + 31, scale(0), top + 55)


def line_chart(
    heading: Heading, series: Sequence[Series], ticks: Sequence[Mark], levels: Sequence[Mark], least: float | None = 0
) -> str:
    """Up to three lines over the same ground, each named where it ends.

    `ticks` name places along the ground; `levels` are the heights drawn across, with their words; `least` is the
    lowest height to show at any rate (None: the lowest there is).
    """
    pen = Pen(heading.rtl)
    across, up = _ground(series, ticks, levels, least)
    parts = [shape for level in levels for shape in _level(pen, up, level)]
    for kind, one in zip(LINES, series, strict=False):
        parts += [pen.path(kind, run) for run in _runs(one, across, up)]
        parts += [_dot(pen, across(x), up(y)) for x, y in one.points if y is not None and kind == "path"]
    parts += [
        pen.text("soft", at, 302, tick.name, "middle") for tick, at in zip(ticks, _apart(ticks, across), strict=True)
    ]
    parts += _line_names(pen, series)
    return svg(heading, 312 + (34 * len(series[:3]) if len(series) > 1 else 0), parts)


def _ground(
    series: Sequence[Series], ticks: Sequence[Mark], levels: Sequence[Mark], least: float | None
) -> tuple[Scale, Scale]:
    """The scale across and the scale upwards, wide enough for all there is to show."""
    widths = [x for one in series for x, _ in one.points] + [tick.at for tick in ticks]
    heights = [y for one in series for _, y in one.points if y is not None] + [level.at for level in levels]
    across = Scale.over(widths, EDGE, WIDTH - EDGE)
    return across, Scale.over([*heights, *([] if least is None else [least])], 266, 34)


def _level(pen: Pen, up: Scale, level: Mark) -> Iterator[str]:
    yield pen.line("hair", 0, up(level.at), WIDTH, up(level.at))
    yield pen.text("soft", 0, up(level.at) - 7, level.name)


def _runs(one: Series, across: Scale, up: Scale) -> Iterator[list[tuple[float, float]]]:
    """The stretches of a line between its gaps."""
    run: list[tuple[float, float]] = []
    for x, y in one.points:
        if y is None:
            if run:
                yield run
            run = []
        else:
            run.append((across(x), up(y)))
    if run:
        yield run


def _line_names(pen: Pen, series: Sequence[Series]) -> Iterator[str]:
    """A sample of each line with its name; a single line needs none, the title says what it is."""
    if len(series) < 2:
        return
    for at, (kind, one) in enumerate(zip(LINES, series, strict=False)):
        y = 340 + at * 34
        yield pen.path(kind, [(0, y - 6), (48, y - 6)])
        yield pen.text("", 60, y, one.name)


def _apart(marks: Sequence[Mark], scale: Scale) -> list[float]:
    return set_apart([scale(mark.at) for mark in marks], [width_of(mark.name) + GAP for mark in marks], WIDTH)


def _held(at: float, words: str) -> float:
    """A centre for the words near `at` that keeps them within the drawing."""
    half = width_of(words) / 2
    return min(max(at, half), WIDTH - half)
