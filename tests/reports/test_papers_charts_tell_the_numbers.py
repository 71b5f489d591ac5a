"""The charts of a Paper put every number where it belongs, mirror for Persian, and hold words as words."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from readiness.reports.charts import WIDTH, Heading, Mark, for_print
from readiness.reports.paper_charts import Amount, Rated, Series, bar_chart, line_chart, profile_chart
from readiness.reports.paper_pdf import PICTURE_STYLE

HOSTILE = "<img src=x onerror=alert(1)> & \"quoted\" 'label'"
STEPS = [Mark(at, str(at)) for at in range(1, 6)]
SHEET = (Path(__file__).parents[2] / "static" / "site.css").read_text(encoding="utf-8")
SVG = "{http://www.w3.org/2000/svg}"


def profile(rows: list[Rated], rtl: bool = False) -> ElementTree.Element:
    heading = Heading("key", HOSTILE, HOSTILE, rtl)
    return ElementTree.fromstring(profile_chart(heading, rows, STEPS, (HOSTILE, "80%", "target")))


def drawings(rtl: bool) -> list[str]:
    heading = Heading("key", HOSTILE, HOSTILE, rtl)
    rows = [Rated(HOSTILE, 3, 2, 4, 4, HOSTILE), Rated("b", None, None, None, None, "not seen")]
    lines = [Series(HOSTILE, [(0, 1), (1, None), (2, 3)])] * 3
    return [
        profile_chart(heading, rows, STEPS, (HOSTILE, HOSTILE, HOSTILE)),
        bar_chart(heading, [Amount(HOSTILE, 5, HOSTILE), Amount("b", -3, "-3", accent=False)], [Mark(2, HOSTILE)]),
        line_chart(heading, lines, [Mark(0, HOSTILE)], [Mark(2, HOSTILE)]),
    ]


def of_class(drawing: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [found for found in drawing.iter() if found.get("class") == name]


def test_the_mean_its_interval_and_the_target_stand_at_their_places() -> None:
    drawing = profile([Rated("a", 3, 2, 4, 5, "3.0")])
    dot, span, target = (of_class(drawing, name)[0] for name in ("full", "span", "target"))
    assert float(dot.get("cx", 0)) == WIDTH / 2
    middle = (float(span.get("x1", 0)) + float(span.get("x2", 0))) / 2
    assert middle == WIDTH / 2
    assert float(target.get("x1", 0)) == WIDTH - 10


def test_what_nobody_rated_has_a_target_but_no_dot() -> None:
    drawing = profile([Rated("a", None, None, None, 2, "not seen")])
    assert len(of_class(drawing, "full")) == len(of_class(drawing, "span")) == 1  # those of the legend
    assert len(of_class(drawing, "target")) == 2


def test_persian_charts_are_mirrored() -> None:
    rows = [Rated("a", 1, 1, 2, 2, "1")]
    left, right = (of_class(profile(rows, rtl), "full")[0].get("cx") for rtl in (False, True))
    assert float(left or 0) + float(right or 0) == WIDTH


def test_an_interval_ends_where_the_scale_does() -> None:
    span = of_class(profile([Rated("a", 4.9, 4.2, 5.6, 3, "4.9")]), "span")[0]
    assert float(span.get("x2", 0)) <= WIDTH


def test_bars_below_zero_go_the_other_way() -> None:
    heading = Heading("key", "t", "s")
    drawing = ElementTree.fromstring(bar_chart(heading, [Amount("a", 6, "6"), Amount("b", -6, "-6", accent=False)]))
    more, less = (of_class(drawing, name)[0] for name in ("accent", "muted"))
    assert float(more.get("x", 0)) == float(less.get("width", 0)) == float(more.get("width", 0)) == WIDTH / 2
    assert float(less.get("x", 0)) == 0


def test_a_line_is_broken_where_nothing_is_known() -> None:
    heading = Heading("key", "t", "s")
    points = [(0, 1), (1, 2), (2, None), (3, 1), (4, 1)]
    drawing = ElementTree.fromstring(line_chart(heading, [Series("a", points)], [Mark(0, "0")], []))
    assert len(of_class(drawing, "path")) == 2
    assert len(of_class(drawing, "full")) == 4


@pytest.mark.parametrize("rtl", [False, True])
def test_labels_stay_text_and_no_chart_needs_a_style(rtl: bool) -> None:
    for drawn in drawings(rtl):
        picture = ElementTree.fromstring(drawn)
        assert {found.tag.removeprefix(SVG) for found in picture.iter()} <= {
            *("svg", "title", "desc", "text", "rect", "line", "path", "circle")
        }
        assert not [name for found in picture.iter() for name in found.attrib if name in ("style", "onerror")]
        assert picture.find(f"{SVG}title") is not None


def test_page_and_print_colour_every_class_that_is_drawn() -> None:
    classes = {
        name for drawn in drawings(False) for found in re.findall('class="([^"]+)"', drawn) for name in found.split()
    }
    printed = for_print(drawings(False)[0]).replace("</style>", PICTURE_STYLE)
    for name in classes - {"chart", ""}:
        assert f".{name}" in printed, name
        assert f".{name}" in SHEET, name
