"""A check at a glance says what its whole report says, is reckoned once, and its way over time is drawn to scale."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from readiness.company.answers import answers_from_file
from readiness.library import load_library
from readiness.reports import glance as at_a_glance
from readiness.reports.charts import WIDTH, Heading
from readiness.reports.company_report import report_on
from readiness.reports.course import Course, course
from readiness.reports.glance import Known, glance
from readiness.reports.house import NOBODY, House

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
LIBRARY = load_library()
ROLE = LIBRARY.roles["account_manager"]


def answers(name: str) -> dict[str, object]:
    return answers_from_file(ROLE, tomllib.loads((EXAMPLES / f"{name}.toml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("house", [NOBODY, House(assumptions={"on_cost": 2.5})], ids=["standard", "own assumptions"])
@pytest.mark.parametrize("name", ["small-agency", "declining-company", "software-company", "tehran-company"])
def test_it_agrees_with_the_whole_report(name: str, house: House) -> None:
    found = glance(ROLE, answers(name), house, {})
    report = report_on(ROLE, answers(name), LIBRARY, "en", date(2026, 11, 23), house=house)
    assert found is not None
    assert (found.verdict, found.chance, found.score) == (
        report.verdict.key,
        report.verdict.chance.number,
        report.score.number,
    )
    assert found.provisional == report.verdict.provisional


def test_what_can_not_be_told_is_none() -> None:
    assert glance(ROLE, {"fit": "repeat"}, NOBODY, {}) is None


def test_each_is_reckoned_once_until_something_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    reckoned: list[Any] = []
    whole = at_a_glance.assess
    monkeypatch.setattr(at_a_glance, "assess", lambda *given: reckoned.append(given) or whole(*given))
    given, known = answers("small-agency"), Known()
    for _ in range(3):
        glance(ROLE, given, NOBODY, known)
        glance(ROLE, dict(reversed(given.items())), NOBODY, known)
    assert len(reckoned) == 1
    glance(ROLE, {**given, "unowned": "0"}, NOBODY, known)
    glance(ROLE, given, House(assumptions={"on_cost": 2.5}), known)
    assert len(reckoned) == 3


def test_nothing_of_the_answers_is_kept_in_memory() -> None:
    known = Known()
    glance(ROLE, {**answers("small-agency"), "company": "Mehr Trading of Tabriz"}, NOBODY, known)
    assert known
    assert "Mehr" not in repr(known)


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_a_glance, "MOST_KNOWN", 3)
    known = Known()
    for n in range(10):
        glance(ROLE, {"company": str(n)}, NOBODY, known)
        assert len(known) <= 3


# --- the picture


def drawn(rtl: bool = False) -> str:
    figures = (Course("Score <1>", [40, 100, 0], "0"), Course("Chance", [10, 10, 10], "10%"))
    return course(Heading("course", "Over time", "What & how", rtl), [0, 25, 100], figures, ("1 May", "9 June"))


def dots(svg: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r'<circle class="dot" cx="([\d.]+)" cy="([\d.]+)"', svg)]


def test_later_stands_further_on_and_more_stands_higher() -> None:
    first, second, third = dots(drawn())[:3]
    assert first[0] < second[0] < third[0]
    assert (second[0] - first[0]) / (third[0] - first[0]) == pytest.approx(0.25, abs=0.01)
    assert second[1] < first[1] < third[1]
    assert len({y for _, y in dots(drawn())[3:]}) == 1


def test_persian_reads_from_the_right() -> None:
    assert [x for x, _ in dots(drawn(rtl=True))] == pytest.approx([WIDTH - x for x, _ in dots(drawn())], abs=0.1)


def test_moments_that_are_one_are_drawn_all_the_same() -> None:
    figure = Course("Score", [40, 50], "50")
    assert len(dots(course(Heading("course", "", ""), [7, 7], [figure], ("", "")))) == 2


def test_it_is_read_aloud_by_its_title_and_its_sentence() -> None:
    svg = drawn()
    assert '<title id="course-title">Over time</title>' in svg
    assert "What &amp; how</desc>" in svg
    assert "Score &lt;1&gt;" in svg
    assert "style=" not in svg
