"""A page shows a Paper whole and readable: headings in order, tables with heads, shades with enough contrast."""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from papers import HOSTILE, hostile_paper, library, paper_in

from readiness.reports.paper import Paper, blocks_of, grids_of

ROOT = Path(__file__).parents[2]
PAGE = '{% import "macros/paper.html" as p %}{{ p.head(paper) }}{{ p.sections(paper, w) }}'
COLOURS = re.compile(r"--(paper|ink|accent|on-accent): light-dark\((#\w+), (#\w+)\)")
SHADES = re.compile(r"\.shade-(\d) \{ background: light-dark\((#\w+), (#\w+)\)")


def page(paper: Paper) -> str:
    places = FileSystemLoader(ROOT / "templates")
    pages = Environment(loader=places, undefined=StrictUndefined, autoescape=True)
    words: dict[str, Any] = {
        area: {key: text[paper.language] for key, text in told.items()} for area, told in library().words.items()
    }
    return pages.from_string(PAGE).render(paper=paper, w=words)


def test_every_cell_stands_in_a_real_table() -> None:
    paper = paper_in("fa")
    shown = page(paper)
    grids = list(grids_of(paper))
    assert shown.count("<table") == shown.count("<caption") == shown.count('role="region"') == len(grids)
    assert shown.count('scope="col"') == sum(len(grid.columns) for grid in grids)
    assert shown.count('scope="row"') == sum(len(grid.rows) for grid in grids)
    missing = [cell.words for grid in grids for row in grid.rows for cell in row if escape(cell.words) not in shown]
    assert missing == []


@pytest.mark.parametrize("language", ["en", "fa"])
def test_headings_go_down_one_step_at_a_time(language: str) -> None:
    steps = [int(step) for step in re.findall(r"<h(\d)", page(paper_in(language)))]
    assert steps[0] == 1
    assert steps.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(steps))


def test_what_runs_the_other_way_stands_apart() -> None:
    assert "<bdi>Mina Tehrani</bdi>" in page(paper_in("fa"))
    assert "<bdi>مینا تهرانی</bdi>" in page(paper_in("en"))


def test_what_is_typed_is_no_markup() -> None:
    shown = page(hostile_paper("en"))
    assert "<script" not in shown
    assert escape(HOSTILE[6]) in shown
    assert "{{7*7}}" in shown


def test_every_kind_of_block_is_shown() -> None:
    kinds = {block.kind for block in blocks_of(paper_in("en"))}
    assert kinds == {"words", "figures", "table", "chart", "list", "lines", "choice"}
    for mark in ('class="figures"', "<svg", 'class="items counted"', 'class="boxes"', 'class="ruled"', "total-row"):
        assert mark in page(paper_in("en"))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    plain = colour.lstrip("#")
    full = "".join(sign * 2 for sign in plain) if len(plain) == 3 else plain
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_words_on_every_shade_can_be_read_by_day_and_by_night() -> None:
    sheet = (ROOT / "static" / "site.css").read_text(encoding="utf-8")
    colours = {name: (light, dark) for name, light, dark in COLOURS.findall(sheet)}
    shades = {int(step): (light, dark) for step, light, dark in SHADES.findall(sheet)}
    assert sorted(shades) == [0, 1, 2, 3]  # the fifth is the accent
    for at in (0, 1):
        assert contrast(colours["accent"][at], colours["on-accent"][at]) >= 4.5
        for shade in shades.values():
            assert contrast(shade[at], colours["ink"][at]) >= 4.5
