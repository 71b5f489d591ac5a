"""What a chart draws is as long, as high and as far along as the numbers it was given."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.reports.charts import WIDTH, Bar, Heading, Mark, Swing, bars, cash_path, histogram, tornado

HEADING = Heading("sides", "Six sides", "Money is weakest.")
NAMESPACE = "{http://www.w3.org/2000/svg}"
NUMBERS = st.floats(-1e15, 1e15, allow_nan=False)


def shapes(svg: str, tag: str, kind: str) -> list[dict[str, str]]:
    return [found.attrib for found in ElementTree.fromstring(svg).iter(NAMESPACE + tag) if found.get("class") == kind]


def lengths(svg: str, kind: str, side: str = "width") -> list[float]:
    return [float(shape[side]) for shape in shapes(svg, "rect", kind)]


def words(svg: str) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(svg).iter(NAMESPACE + "text")]


def test_a_bar_is_as_long_as_its_value() -> None:
    svg = bars(HEADING, [Bar("A", 50, 50, 50, "50"), Bar("B", 25, 25, 25, "25"), Bar("C", 0, 0, 0, "0")], [])
    assert lengths(svg, "accent") == [WIDTH / 2, WIDTH / 4]
    assert lengths(svg, "track") == [WIDTH] * 3


def test_a_range_is_drawn_only_where_there_is_one() -> None:
    known, unsure = Bar("A", 50, 50, 50, "50"), Bar("B", 50, 40, 70, "50")
    assert not shapes(bars(HEADING, [known], []), "line", "whisker")
    along = shapes(bars(HEADING, [unsure], []), "line", "whisker")[0]
    assert (float(along["x1"]), float(along["x2"])) == (0.4 * WIDTH, 0.7 * WIDTH)


def test_thresholds_are_named_and_run_through_every_row() -> None:
    rows = [Bar("A", 50, 50, 50, "50"), Bar("B", 70, 70, 70, "70")]
    svg = bars(HEADING, rows, [Mark(40, "40"), Mark(60, "60")])
    assert [float(line["x1"]) for line in shapes(svg, "line", "hair")] == [240, 240, 360, 360]
    assert words(svg)[-2:] == ["40", "60"]


def futures(counts: list[int], edges: list[float], heading: Heading = HEADING) -> str:
    marks = [
        Mark(edges[0], "P10", "low"),
        Mark((edges[0] + edges[-1]) / 2, "P50", "mid"),
        Mark(edges[-1], "P90", "high"),
    ]
    return histogram(heading, counts, edges, marks, "zero", ("below", "above"))


def test_columns_are_as_high_as_their_counts() -> None:
    heights = lengths(futures([10, 20, 40], [1, 2, 3, 4]), "accent", "height")
    assert heights == pytest.approx([heights[-1] / 4, heights[-1] / 2, heights[-1]], abs=0.1)


def test_a_column_across_zero_is_accented_above_it_only() -> None:
    svg = futures([1, 1, 1], [-3, -1, 1, 3])
    assert lengths(svg, "muted") == pytest.approx([WIDTH / 3, WIDTH / 6], abs=2)
    assert lengths(svg, "accent") == pytest.approx([WIDTH / 6, WIDTH / 3], abs=2)


def test_zero_is_marked_only_where_it_lies_within_the_picture() -> None:
    assert "zero" in words(futures([1], [-1, 1]))
    assert "zero" not in words(futures([1], [1, 2]))


def test_a_swing_is_split_at_the_middle_worth() -> None:
    svg = tornado(HEADING, [Swing("Margin", -10, 30, "−10 to 30")], Mark(10, "likely", "10"), "0")
    assert lengths(svg, "muted") == lengths(svg, "accent") == [WIDTH / 2]


def test_a_swing_that_falls_as_its_input_rises_is_drawn_the_same() -> None:
    rising, middle = Swing("Base pay", -10, 30, "x"), Mark(10, "likely", "10")
    falling = replace(rising, at_p10=30, at_p90=-10)
    assert tornado(HEADING, [rising], middle, "0") == tornado(HEADING, [falling], middle, "0")


def test_the_cash_path_has_a_point_a_month_and_marks_the_lowest_and_the_payback() -> None:
    balances = [-10.0, -30.0, -20.0, 0.0, 20.0]
    svg = cash_path(
        HEADING, balances, [Mark(0, "start")], Mark(1, "lowest", "−30"), Mark(3, "paid back", "month 3"), "0"
    )
    assert shapes(svg, "path", "path")[0]["d"].count(" ") == len(balances)
    low, back = shapes(svg, "circle", "dot")
    assert float(low["cy"]) > float(back["cy"])
    assert {"lowest", "−30", "paid back", "month 3"} <= set(words(svg))


def test_without_a_payback_none_is_drawn() -> None:
    svg = cash_path(HEADING, [-10.0, -20.0], [], Mark(1, "lowest", "−20"), None, "0")
    assert len(shapes(svg, "circle", "dot")) == 1


@given(st.lists(NUMBERS, min_size=2, max_size=6, unique=True).map(sorted), st.booleans())
def test_every_place_lies_within_the_drawing(edges: list[float], rtl: bool) -> None:
    heading = replace(HEADING, rtl=rtl)
    swings = [Swing("A", edges[0], edges[-1], "x")]
    for svg in (
        futures([3] * (len(edges) - 1), edges, heading),
        tornado(heading, swings, Mark(edges[1], "likely", "x"), "0"),
        cash_path(heading, edges, [], Mark(0, "lowest", "x"), None, "0"),
    ):
        for found in ElementTree.fromstring(svg).iter():
            for place in ("x", "x1", "x2", "cx"):
                assert -0.1 <= float(found.get(place, 0)) <= WIDTH + 0.1


@pytest.mark.parametrize("same", [0.0, 5.0, -5.0])
def test_numbers_that_are_all_alike_can_be_drawn(same: float) -> None:
    assert "nan" not in futures([0], [same, same])
    assert "nan" not in tornado(HEADING, [Swing("A", same, same, "x")], Mark(same, "likely", "x"), "0")
    assert "nan" not in cash_path(HEADING, [same], [], Mark(0, "lowest", "x"), None, "0")


def test_labels_of_close_marks_do_not_cover_each_other() -> None:
    marks = [Mark(at, name, "12,000") for at, name in ((49, "poor case"), (50, "middle"), (51, "good case"))]
    svg = histogram(HEADING, [1], [0, 100], marks, "0", ("", ""))
    places = [float(text["x"]) for text in shapes(svg, "text", "soft")][:3]
    assert min(b - a for a, b in pairwise(places)) >= len("poor case") * 10
    assert places[1] == pytest.approx(WIDTH / 2, abs=6)  # both neighbours make room, the middle stays at its line


@pytest.mark.parametrize("rtl", [False, True])
def test_labels_with_room_stand_at_their_lines(rtl: bool) -> None:
    amounts = ("۴۱۴\u00a0میلیون\u00a0تومان", "۳٫۰۸\u00a0میلیارد\u00a0تومان", "۶٫۳۶\u00a0میلیارد\u00a0تومان")
    marks = [Mark(at, "حالت بد", amount) for at, amount in zip((18, 50, 82), amounts, strict=True)]
    svg = histogram(replace(HEADING, rtl=rtl), [1], [0, 100], marks, "0", ("", ""))
    lines = [float(line["x1"]) for line in shapes(svg, "line", "hair") if line["x1"] == line["x2"]]
    assert lines == [float(text["x"]) for text in shapes(svg, "text", "strong")][: len(lines)]


def test_the_range_is_drawn_beneath_the_bar() -> None:
    svg = bars(HEADING, [Bar("A", 50, 40, 70, "50")], [])
    bar = shapes(svg, "rect", "accent")[0]
    lowest = float(bar["y"]) + float(bar["height"])
    assert all(min(float(line["y1"]), float(line["y2"])) > lowest for line in shapes(svg, "line", "whisker"))
