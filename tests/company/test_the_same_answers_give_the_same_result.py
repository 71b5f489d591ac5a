"""One edition, one luck: the same answers are judged alike today, tomorrow and in any order."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from company_cast import (
    CHOICES,
    READY,
    Sheet,
    about,
    assessed,
    assessed_afresh,
    guess,
    role,
    sheets,
    thorough,
    without_gaps,
)
from hypothesis import given

from readiness.company.assessment import Assessment
from readiness.company.numbers import Range
from readiness.company.simulation import beta_pert

ROOT = Path(__file__).parents[2]
DOUBTED: Sheet = {**READY, "book": about(900_000), "grr": guess(85), "margin": about(60), "owner_hours": "unknown"}
FRESH = """
import json, sys
sys.path[:0] = sys.argv[1:3]
from company_cast import assessed
found = assessed(json.loads(sys.argv[3]))
print(json.dumps([found.score.whole.likely, found.decision.row, found.level.payback,
    {key: [level.chance, level.worth_p10, level.worth_p50, level.worth_p90] for key, level in found.levels.items()},
    [[lever.effort, lever.decision.verdict] for lever in found.levers], [one.key for one in found.inquiries]]))
"""


def told(found: Assessment) -> Any:
    """Every figure of an assessment, to the last digit."""
    levels = {
        key: [level.chance, level.worth_p10, level.worth_p50, level.worth_p90] for key, level in found.levels.items()
    }
    levers = [[lever.effort, lever.decision.verdict] for lever in found.levers]
    asked = [one.key for one in found.inquiries]
    return [found.score.whole.likely, found.decision.row, found.level.payback, levels, levers, asked]


@thorough(12)
@given(sheets(), sheets())
def test_whatever_was_assessed_before(sheet: Sheet, other: Sheet) -> None:
    first = told(assessed_afresh(without_gaps(sheet)))
    assessed_afresh(without_gaps(other))
    assert told(assessed_afresh(without_gaps(sheet))) == first


def test_in_a_fresh_process() -> None:
    command = [sys.executable, "-c", FRESH, str(ROOT), str(Path(__file__).parent), json.dumps(DOUBTED)]
    fresh = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(fresh.stdout) == told(assessed(DOUBTED))


def test_in_whatever_order_they_were_given() -> None:
    assert told(assessed_afresh(dict(reversed(DOUBTED.items())))) == told(assessed(DOUBTED))


def test_after_more_luck_than_is_kept_at_hand() -> None:
    """The draws of recent numbers are kept; those that had to go come back the same."""
    first = told(assessed_afresh(DOUBTED))
    for shape in range(200):
        beta_pert("grr", Range(0, 1 + shape, 300), seed=1, draws=10)
    assert told(assessed_afresh(DOUBTED)) == first


def luck(found: Assessment) -> np.ndarray[Any, Any]:
    return found.outcomes.worth["mid"]


@pytest.mark.parametrize("key", CHOICES)
def test_no_choice_changes_the_luck(key: str) -> None:
    assert np.array_equal(luck(assessed(DOUBTED)), luck(assessed(DOUBTED, **{key: 0})))


def test_no_number_changes_the_luck_of_another() -> None:
    """The hiring cost is paid in every draw alike, so that each draw stays what it was but for that amount."""
    first, dearer = assessed(DOUBTED, hiring_cost=0), assessed(DOUBTED, hiring_cost=7_000)
    assert luck(first) - luck(dearer) == pytest.approx(7_000)
    doubted = assessed(DOUBTED, hiring_cost=0, cash=guess(300_000), winning_cost=guess(1), in_post=guess(2))
    assert np.array_equal(luck(first), luck(doubted))


def test_a_number_has_the_same_luck_however_big_it_is() -> None:
    """Draw for draw, a book twice as big with everything else twice as dear is worth twice as much."""
    sheet = {**DOUBTED, "owner_hours": 0}
    twice = {**sheet, "book": about(1_800_000)}
    twice |= {key: 2 * sheet[key] for key in ("base", "variable", "tools", "hiring_cost")}
    assert luck(assessed(twice)) == pytest.approx(2 * luck(assessed(sheet)))


def test_two_numbers_alike_are_thrown_apart() -> None:
    """Sharing one stream, two numbers would always be lucky together."""
    seed, draws = 20261, 10_000
    thrown = [beta_pert(name, Range(0.9, 1, 1.1), seed, draws) for name in ("book", "margin", "grr", "accounts")]
    apart = np.corrcoef(thrown) - np.eye(len(thrown))
    assert np.abs(apart).max() < 0.05


def test_all_levels_meet_the_same_luck() -> None:
    """A level that differs in nothing but its fixed pay is worth a fixed amount less in every draw."""
    found = assessed(DOUBTED, accounts=6, load=40, grr=100, expansion=30, owner_hours=10)
    mid, senior = found.outcomes.worth["mid"], found.outcomes.worth["senior"]
    assert np.corrcoef(mid, senior)[0, 1] > 0.95
    alike = assessed(DOUBTED, grr=100, margin=0, owner_hours=guess(10), accounts=6, load=40)
    gap = alike.outcomes.worth["mid"] - alike.outcomes.worth["senior"]
    assert gap == pytest.approx(np.full(10_000, gap[0]))
    assert gap[0] > 0


def test_ten_thousand_draws_a_level() -> None:
    assert {key: draws.size for key, draws in assessed(DOUBTED).outcomes.worth.items()} == {
        level.key: 10_000 for level in role().levels
    }
