"""Draws how figures of a company went from check to check: one quiet line each, over the same time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readiness.reports.charts import WIDTH, Heading, Pen, Scale, svg

TALL = 130  # one figure: its words above, its line below
INSET = 8.0  # keeps the first and last dot whole
PADDING = 20.0


@dataclass(frozen=True, slots=True)
class Course:
    """One figure over time: its name, its values from 0 to 100, and the last of them as it is written."""

    name: str
    values: Sequence[float]
    text: str


def course(heading: Heading, moments: Sequence[float], figures: Sequence[Course], ends: tuple[str, str]) -> str:
    """The figures beneath each other at the same `moments`; `ends` are the first and the last day in words."""
    pen, across = Pen(heading.rtl), Scale.over(moments, INSET, WIDTH - INSET)
    bottom = len(figures) * TALL
    parts = [shape for i, figure in enumerate(figures) for shape in _line(pen, across, moments, figure, i * TALL)]
    parts.append(pen.text("soft", 0, bottom + 18, ends[0]))
    parts.append(pen.text("soft", WIDTH, bottom + 18, ends[1], "end"))
    return svg(heading, bottom + 28, parts)


def _line(pen: Pen, across: Scale, moments: Sequence[float], figure: Course, top: float) -> Iterator[str]:
    up = Scale(0, 100, top + TALL - PADDING, top + 2 * PADDING)
    points = [(across(moment), up(value)) for moment, value in zip(moments, figure.values, strict=True)]
    yield pen.text("", 0, top + 22, figure.name)
    yield pen.text("value", WIDTH, top + 22, figure.text, "end")
    yield pen.line("hair", 0, up(0), WIDTH, up(0))
    yield pen.path("path", points)
    for x, y in points:
        yield f'<circle class="dot" cx="{pen.x(x):.1f}" cy="{y:.1f}" r="5"/>'
