"""Nobody who improves is told that the outcome got worse: not yet < sales representative first < hire."""

from typing import Any

import pytest
from company_cast import CHOICES, MONEY_IN_ORDER, Sheet, assessed, sheets, thorough, without_gaps
from hypothesis import assume, given
from hypothesis import strategies as st

UP = st.sampled_from(CHOICES)


def with_amount(answer: Any, factor: float, most: float | None = None) -> Any:
    """The same answer, as sure as before, with another amount."""
    if answer in (None, "unknown"):
        return answer
    value = answer["value"] * factor
    return {**answer, "value": value if most is None else min(most, value)}


def rank(sheet: Sheet) -> int:
    return assessed(sheet).decision.rank


@thorough(40)
@given(sheets(), UP, st.integers(1, 4))
def test_raising_a_scored_choice_never_lowers_the_outcome(sheet: Sheet, key: str, steps: int) -> None:
    assume(sheet[key] != "unknown" and sheet[key] < 4)
    sheet = without_gaps(sheet)
    before, after = assessed(sheet), assessed({**sheet, key: min(4, sheet[key] + steps)})
    assert after.decision.rank >= before.decision.rank
    assert after.score.whole.likely >= before.score.whole.likely
    assert {name: level.chance for name, level in after.levels.items()} == {
        name: level.chance for name, level in before.levels.items()
    }


BETTER = {
    "more cash": {"cash": 1.3},
    "much more cash": {"cash": 10},
    "a lower base": {"base": 0.8},
    "a lower variable": {"variable": 0.5},
    "cheaper tools": {"tools": 0.2},
    "a cheaper start": {"hiring_cost": 0.3},
    "a cheaper role all round": {"base": 0.7, "variable": 0.7, "tools": 0.7, "hiring_cost": 0.7},
}


@thorough(40)
@given(sheets(), st.sampled_from(tuple(BETTER)))
def test_more_cash_or_a_cheaper_role_never_lowers_the_outcome(sheet: Sheet, change: str) -> None:
    sheet = without_gaps(sheet)
    better = {key: with_amount(sheet[key], factor) for key, factor in BETTER[change].items()}
    before, after = assessed(sheet), assessed({**sheet, **better})
    assert after.decision.rank >= before.decision.rank
    for level in before.levels:
        assert after.levels[level].chance >= before.levels[level].chance
    assert after.score.whole.likely >= before.score.whole.likely


@thorough(30)
@given(sheets(), st.floats(1.01, 2.5))
def test_more_margin_never_lowers_the_outcome(sheet: Sheet, factor: float) -> None:
    sheet = without_gaps(sheet)
    assume(sheet["margin"] != "unknown")
    before, after = assessed(sheet), assessed({**sheet, "margin": with_amount(sheet["margin"], factor, most=100)})
    assert after.decision.rank >= before.decision.rank
    for level in before.levels:
        assert after.levels[level].chance >= before.levels[level].chance
        assert after.levels[level].worth_likely >= before.levels[level].worth_likely - 1e-6


ALL_FOURS = {**MONEY_IN_ORDER, **dict.fromkeys(CHOICES, 4), "people": 2, "services": 2}


@pytest.mark.parametrize("key", CHOICES)
def test_one_choice_after_another_never_lowers_the_outcome_of_a_good_company(key: str) -> None:
    """From the least answer of one item to the best, with everything else as good as it gets."""
    ranks = [rank({**ALL_FOURS, key: points}) for points in (0, 1, 2, 4)]
    assert ranks == sorted(ranks)
    assert ranks[-1] == 2


@pytest.mark.parametrize("key", ["graded", "delivery", "records"])
def test_one_leak_is_enough_whatever_else_shines(key: str) -> None:
    assert rank({**ALL_FOURS, key: 1}) == 0
