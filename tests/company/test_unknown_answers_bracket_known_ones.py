""" "Don't know" is never a nought: it stands in the middle and leaves the whole range open."""

import pytest
from company_cast import CHOICES, CIRCUMSTANCES, READY, Sheet, assessed, sheets, thorough, without_gaps
from hypothesis import given
from hypothesis import strategies as st

UNSURE = st.sets(st.sampled_from(CHOICES), min_size=1, max_size=len(CHOICES))


@thorough(25)
@given(sheets(unknown=False), UNSURE)
def test_the_score_and_every_dimension_of_any_known_answers_lie_within(sheet: Sheet, unsure: set[str]) -> None:
    known, unknown = assessed(sheet), assessed({**sheet, **dict.fromkeys(unsure, "unknown")})
    spans = [(known.score.whole, unknown.score.whole)]
    spans += [(known.score.dimensions[key], unknown.score.dimensions[key]) for key in known.score.dimensions]
    for found, bracket in spans:
        assert bracket.low - 1e-9 <= found.likely <= bracket.high + 1e-9
        assert bracket.low <= bracket.likely <= bracket.high
    assert set(unknown.unknown) == unsure


@pytest.mark.parametrize("key", ["unowned", "tenure", "graded", "missed", "carry", "records", "goals", "supervisor"])
def test_it_scores_the_middle(key: str) -> None:
    unknown, middle = assessed(**{key: "unknown"}), assessed(**{key: 2})
    assert unknown.score.whole.likely == middle.score.whole.likely
    assert unknown.decision == middle.decision
    ends = [assessed(**{key: points}).score.whole.likely for points in (0, 4)]
    assert [unknown.score.whole.low, unknown.score.whole.high] == pytest.approx(
        [ends[0] - (middle.score.whole.likely - middle.score.whole.low),
         ends[1] + (middle.score.whole.high - middle.score.whole.likely)]
    )  # fmt: skip


def test_nothing_unknown_and_everything_exact_leaves_only_the_role_itself_in_doubt() -> None:
    """What an account manager adds is never certain, and shows in the cash; all else stands still."""
    found = assessed()
    assert found.unknown == ()
    assert found.firmness.unknown_weight == 0
    moved = {key for key, item in found.score.items.items() if item.points.low < item.points.high}
    assert moved <= {"months_left"}


@pytest.mark.parametrize("key", ["load", "grr", "margin", "biggest", "variable", "tools"])
def test_a_worked_out_item_is_unknown_where_a_number_behind_it_is(key: str) -> None:
    behind = {"load": "load_share", "grr": "grr_item", "margin": "margin_gap", "biggest": "biggest_share",
              "variable": "cost_to_book", "tools": "cost_to_book"}  # fmt: skip
    item = assessed(**{key: "unknown"}).score.items[behind[key]]
    assert item.points.unknown
    assert (item.points.low, item.points.likely, item.points.high) == (0, 2, 4)


def test_the_chance_carries_what_is_unknown_by_itself() -> None:
    found = assessed(grr="unknown", margin="unknown", owner_hours="unknown")
    points = found.score.items["chance"].points
    assert not points.unknown
    assert points.low == points.likely == points.high


def test_a_doubted_number_spreads_its_item_over_its_two_ends() -> None:
    """72 % ± 10 % is 64.8 % to 79.2 %: none of four points at worst, one at best."""
    points = assessed(grr={"value": 72, "sure": "about"}).score.items["grr_item"].points
    assert (points.low, points.likely, points.high) == (0, 1, 1)
    wide = assessed(grr={"value": 72, "sure": "guess"}).score.items["grr_item"].points
    assert (wide.low, wide.likely, wide.high) == (0, 1, 4)


def test_answers_left_open_are_treated_as_unknown_and_named() -> None:
    left_open: Sheet = {key: answer for key, answer in READY.items() if key not in ("tenure", "margin")}
    found, unknown = assessed(left_open), assessed(tenure="unknown", margin="unknown")
    assert set(found.answers.left_open) == {"tenure", "margin"}
    assert found.unknown == unknown.unknown
    assert found.score == unknown.score


def test_cash_that_nobody_knows_is_two_months_of_running_cost() -> None:
    found = assessed(cash="unknown")
    assert found.cash == 60_000
    assert found.levels["mid"].months_left == assessed(cash=60_000).levels["mid"].months_left


def test_nothing_stands_in_for_an_unknown_running_cost() -> None:
    found = assessed(running_cost="unknown", cash="unknown")
    assert found.cash is None
    assert {"running_cost", "cash"} <= set(found.unknown)
    assert found.level.months_left is None
    assert found.score.items["months_left"].points.unknown


def test_unknown_hours_or_an_unknown_rate_leave_the_owners_time_open() -> None:
    """Most likely nothing, at most half the base; and certainly nothing where either is nought."""
    for said in ({"owner_hours": "unknown"}, {"owner_rate": "unknown"}):
        found = assessed(**said)
        assert found.levels["mid"].worth_likely == assessed(owner_hours=0).levels["mid"].worth_likely
        assert found.levels["mid"].chance > assessed(owner_hours=0).levels["mid"].chance
    nought = assessed(owner_hours="unknown", owner_rate=0)
    assert nought.unknown == ()
    assert nought.levels["mid"].chance == assessed(owner_hours=0).levels["mid"].chance


@thorough(25)
@given(sheets())
def test_circumstances_and_unknowns_are_never_the_weakest_item(sheet: Sheet) -> None:
    found = assessed(without_gaps(sheet))
    weakest = {item.key for item in found.weakest}
    assert not weakest & {*CIRCUMSTANCES, "account_value"}
    assert not weakest & set(found.unknown)
    points = [item.points.likely for item in found.weakest]
    assert points == sorted(points)
