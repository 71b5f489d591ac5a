"""A whole answer sheet, from what was typed to the verdict's row, against plain loops written from the method alone."""

import company_by_hand
import pytest
import verdict_by_hand
from cash_flow_by_hand import path
from company_cast import READY, Sheet, about, assessed, guess, sheets, thorough, without_gaps
from hypothesis import given


@thorough(60)
@given(sheets())
def test_points_dimensions_score_money_and_row_are_those_reckoned_by_hand(sheet: Sheet) -> None:
    sheet = without_gaps(sheet)
    found = assessed(sheet)
    chance = {key: level.chance for key, level in found.levels.items()}

    points = verdict_by_hand.all_points(sheet, chance["mid"])
    assert {key: found.facts.points[key] for key in found.facts.points} == {
        key: points[key] for key in found.facts.points
    }
    dimensions = verdict_by_hand.dimensions(points)
    assert {key: span.likely for key, span in found.score.dimensions.items()} == pytest.approx(dimensions)
    assert found.score.whole.likely == pytest.approx(verdict_by_hand.score(dimensions))

    for key, level in found.levels.items():
        path_by_hand = path(company_by_hand.terms(sheet, key))
        scale = abs(path_by_hand.worth) + company_by_hand.value(sheet, "base") + company_by_hand.value(sheet, "book")
        assert level.worth_likely == pytest.approx(path_by_hand.worth, rel=1e-7, abs=1e-7 * scale)
        assert level.lowest_cash == pytest.approx(path_by_hand.lowest, rel=1e-7, abs=1e-7 * scale)
        assert level.payback == path_by_hand.payback
        assert level.months_left == pytest.approx(company_by_hand.months_left(sheet, key), abs=1e-6)

    row, means_rep = verdict_by_hand.row(sheet, chance)
    months = company_by_hand.rep_months(sheet)
    assert found.decision.row == row
    assert (found.decision.rep is not None) == means_rep
    assert (found.decision.verdict == "rep") == (means_rep and months is not None and months >= 1 - 1e-9)
    assert (found.decision.outcome == "hire") == (row in (5, 6, 7, 8))


DOUBTED: dict[str, Sheet] = {
    "an agency about sure of itself": {
        **READY, "book": about(900_000), "grr": about(85), "expansion": about(4), "margin": about(60),
        "load": about(12), "owner_hours": about(20),
    },
    "one that guesses, with clients who may all stay": {
        **READY, "book": guess(1_000_000), "grr": guess(88), "expansion": guess(6), "margin": guess(70),
        "variable": guess(12_000), "new_accounts": 2,
    },
    "one whose clients fall behind rising prices": {
        **READY, "inflation": 40, "grr": about(92), "expansion": guess(35), "book": about(700_000),
    },
}  # fmt: skip


@pytest.mark.parametrize("sheet", DOUBTED.values(), ids=DOUBTED)
def test_chances_are_those_of_a_plain_loop_with_other_dice(sheet: Sheet) -> None:
    """4,000 throws of the standard library's dice: the two may differ by luck, 0.8 points at one sigma, not by more."""
    found, expected = assessed(sheet), company_by_hand.chances(sheet, throws=4_000)
    assert {key: level.chance for key, level in found.levels.items()} == pytest.approx(expected, abs=0.035)
    assert max(expected.values()) > 0.05


def test_half_of_all_draws_are_worth_less_than_the_middle_one() -> None:
    found = assessed(DOUBTED["an agency about sure of itself"])
    for key, level in found.levels.items():
        worth = sorted(found.outcomes.worth[key])
        assert len(worth) == 10_000
        assert worth[999] <= level.worth_p10 <= worth[1_000]
        assert worth[4_999] <= level.worth_p50 <= worth[5_000]
        assert worth[8_999] <= level.worth_p90 <= worth[9_000]
        assert level.chance == sum(one > 0 for one in worth) / 10_000
