"""Every chart is safe, labelled SVG that page and PDF can take as it is, in either reading direction."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from readiness.reports.charts import (
    PRINT_STYLE,
    WIDTH,
    Bar,
    Heading,
    Mark,
    Swing,
    bars,
    cash_path,
    for_print,
    histogram,
    tornado,
)

HOSTILE = "<img src=x onerror=alert(1)> & \"quoted\" 'label'"
MARKS = (Mark(1, "P10", "1"), Mark(2, HOSTILE, "2"), Mark(3, "P90", "3"))
SHEET = (Path(__file__).parents[2] / "static" / "site.css").read_text(encoding="utf-8")
KINDS = ("bars", "histogram", "tornado", "cash_path")


def drawn(kind: str, label: str = HOSTILE, rtl: bool = False) -> str:
    heading = Heading("key", label, label, rtl)
    if kind == "bars":
        return bars(heading, [Bar(label, 30, 20, 50, label)], [Mark(40, label)])
    if kind == "histogram":
        return histogram(heading, [1, 4, 2], [-2, 0, 2, 4], MARKS, label, (label, label))
    if kind == "tornado":
        return tornado(heading, [Swing(label, -1, 3, label)], Mark(1, label, label), label)
    ticks = [Mark(0, label), Mark(2, label)]
    return cash_path(heading, [-1, -2, 1], ticks, Mark(1, label, label), Mark(2, label, label), label)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("rtl", [False, True])
def test_labels_stay_text(kind: str, rtl: bool) -> None:
    picture = ElementTree.fromstring(drawn(kind, rtl=rtl))
    assert {found.tag.rpartition("}")[2] for found in picture.iter()} <= {
        *("svg", "title", "desc", "text", "rect", "line", "path", "circle")
    }
    assert any(HOSTILE in (found.text or "") for found in picture.iter())


def test_no_chart_needs_a_style_or_a_script(kind: str) -> None:
    for found in ElementTree.fromstring(drawn(kind)).iter():
        assert not [name for name in found.attrib if name == "style" or name.startswith("on")]


def test_a_chart_is_an_image_with_a_name_and_a_description(kind: str) -> None:
    picture = ElementTree.fromstring(drawn(kind, "Six sides"))
    assert picture.get("role") == "img"
    named = {found.get("id"): found.text for found in picture if found.tag.endswith(("title", "desc"))}
    assert named[picture.get("aria-labelledby")] == named[picture.get("aria-describedby")] == "Six sides"


def ends(svg: str, tag: str) -> list[tuple[float, float]]:
    """Where each shape starts and ends along the reading direction, from the left."""
    found = [shape.attrib for shape in ElementTree.fromstring(svg).iter() if shape.tag.endswith(tag)]
    if tag == "rect":
        return [(float(shape["x"]), float(shape["x"]) + float(shape["width"])) for shape in found]
    return [(float(shape["x1"]), float(shape["x2"])) for shape in found]


@pytest.mark.parametrize("tag", ["rect", "line"])
def test_reading_from_the_right_mirrors_every_shape(kind: str, tag: str) -> None:
    there, here = ends(drawn(kind), tag), ends(drawn(kind, rtl=True), tag)
    mirrored = [tuple(WIDTH - end for end in shape) for shape in here]
    assert [sorted(shape) for shape in mirrored] == [pytest.approx(sorted(shape), abs=0.11) for shape in there]


def test_reading_from_the_right_isolates_labels_and_turns_their_anchors(kind: str) -> None:
    left, right = (list(ElementTree.fromstring(drawn(kind, "سود 12%", rtl)).iter()) for rtl in (False, True))
    turned = {"start": "end", "end": "start", "middle": "middle"}
    texts = [(a, b) for a, b in zip(left, right, strict=True) if a.tag.endswith("text")]
    assert texts
    for a, b in texts:
        assert b.text == f"\u2067{a.text}\u2069"
        assert b.get("text-anchor") == turned[a.get("text-anchor", "start")]


def test_print_gets_one_fixed_style_with_colours_that_any_engine_knows(kind: str) -> None:
    plain = drawn(kind)
    printed = for_print(plain)
    assert printed.count("<style>") == 1
    assert printed.index("<style>") == printed.index(">") + 1
    assert "var(" not in printed
    assert "light-dark" not in printed
    ElementTree.fromstring(printed)


def test_every_class_that_is_drawn_has_a_colour_in_print_and_on_the_page(kind: str) -> None:
    classes = {found.get("class") for found in ElementTree.fromstring(drawn(kind)).iter()} - {None, "", "chart"}
    for name in classes:
        assert re.search(rf"\.{name}\b", SHEET)
        assert re.search(rf"\.{name}\b", PRINT_STYLE)
