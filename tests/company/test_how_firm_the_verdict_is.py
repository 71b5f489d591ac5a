"""When a verdict is only provisional, how much the weights matter, and what to find out first."""

from itertools import product

import pytest
import verdict_by_hand
from company_cast import (
    CHOICES,
    MONEY_IN_ORDER,
    READY,
    Sheet,
    assessed,
    hiring_cost_for,
    sheets,
    thorough,
    without_gaps,
)
from hypothesis import given

RICH: Sheet = {**READY, "cash": 3_000_000, "book": 1_100_000}


def test_a_company_that_knows_itself_gets_a_firm_verdict() -> None:
    firmness = assessed(hiring_cost=hiring_cost_for(0.7)).firmness
    assert not firmness.provisional
    assert (firmness.near, firmness.unknowns_turn_it, firmness.too_much_unknown) == ((), False, False)


# ---- Too much is unknown.

WEIGHTS = {item: weight / len(items) for weight, items in verdict_by_hand.DIMENSIONS.values() for item in items}
STRONG: Sheet = {**MONEY_IN_ORDER, **dict.fromkeys(CHOICES, 4), "people": 2, "services": 2, "cash": 3_000_000}


def test_the_weight_of_what_is_unknown_is_that_of_its_items() -> None:
    unsure = ("tenure", "feedback", "missed", "carry", "handover", "goals")
    firmness = assessed(STRONG, **dict.fromkeys(unsure, "unknown")).firmness
    assert firmness.unknown_weight == pytest.approx(sum(WEIGHTS[key] for key in unsure) / 100)


def test_a_worked_out_item_weighs_as_much_as_any_other() -> None:
    """Beside their own items, an unknown margin or load leaves the months of cash untold."""
    firmness = assessed(STRONG, margin="unknown", load="unknown").firmness
    expected = sum(WEIGHTS[key] for key in ("load_share", "margin_gap", "months_left"))
    assert firmness.unknown_weight == pytest.approx(expected / 100)


def test_exactly_a_quarter_of_the_weight_is_not_more_than_a_quarter() -> None:
    """Every way to reach 25 points with happiness (5 each), team (3.75 each) and role (2.5 each)."""
    happiness, team, role = ("graded", "feedback", "problems"), ("handover", "client_figures"), ("goals", "mandate")
    ways = 0
    for a, b, c in product(range(4), range(3), range(3)):
        unsure = (*happiness[:a], *team[:b], *role[:c])
        if sum(WEIGHTS[key] for key in unsure) == 25:
            ways += 1
            assert not assessed(STRONG, **dict.fromkeys(unsure, "unknown")).firmness.too_much_unknown
    assert ways


def test_more_than_a_quarter_makes_it_provisional() -> None:
    unsure = ("feedback", "problems", "handover", "client_figures", "goals", "mandate", "tenure")
    assert sum(WEIGHTS[key] for key in unsure) == 26.5
    firmness = assessed(STRONG, **dict.fromkeys(unsure, "unknown")).firmness
    assert firmness.too_much_unknown
    assert firmness.provisional


# ---- What is unknown could turn it.


def test_one_unknown_that_could_be_a_leak_makes_it_provisional() -> None:
    firmness = assessed(delivery="unknown").firmness
    assert firmness.unknowns_turn_it
    assert firmness.provisional


def test_one_unknown_that_changes_nothing_does_not() -> None:
    assert not assessed(STRONG, tenure="unknown").firmness.provisional


def test_unknowns_that_only_together_turn_it_make_it_provisional() -> None:
    unsure = ("contracts", "tenure", "unowned")
    assert assessed(RICH, **dict.fromkeys(unsure, "unknown"), load=21).firmness.unknowns_turn_it
    for key in unsure:
        assert not assessed(RICH, **{key: "unknown"}, load=21).firmness.unknowns_turn_it


def test_a_better_end_turns_it_too() -> None:
    """Graded in the middle is too few happy clients; at its best it is not."""
    found = assessed(graded="unknown")
    assert found.decision.row == 4
    assert found.firmness.unknowns_turn_it


def test_an_unknown_running_cost_could_turn_it() -> None:
    assert assessed(running_cost="unknown").firmness.unknowns_turn_it


def test_an_unknown_number_could_turn_it() -> None:
    """A margin of 40 % instead of 55 doesn't carry the role."""
    found = assessed(margin="unknown", hiring_cost=0, cash=900_000, book=1_000_000)
    assert found.decision.outcome == "hire"
    assert assessed(margin=40, hiring_cost=0, cash=900_000, book=1_000_000).decision.outcome != "hire"
    assert found.firmness.unknowns_turn_it


@thorough(20)
@given(sheets(unknown=False))
def test_nothing_unknown_turns_nothing(sheet: Sheet) -> None:
    firmness = assessed(sheet).firmness
    assert not firmness.unknowns_turn_it
    assert firmness.unknown_weight == 0


# ---- Near a threshold.


@pytest.mark.parametrize(
    ("chance", "near"),
    [(0.5799, False), (0.58, True), (0.5999, True), (0.60, True), (0.62, True), (0.6201, False), (0.75, False)],
)
def test_a_chance_within_two_points_of_what_is_needed_makes_it_provisional(chance: float, near: bool) -> None:
    firmness = assessed(RICH, hiring_cost=hiring_cost_for(chance, "mid", RICH)).firmness
    assert firmness.near == (("mid",) if near else ())
    assert firmness.provisional == near


@pytest.mark.parametrize(("chance", "near"), [(0.7799, False), (0.78, True), (0.82, True), (0.8201, False)])
def test_so_it_is_with_a_senior(chance: float, near: bool) -> None:
    complex_clients: Sheet = {**RICH, "book": 3_000_000, "people": 4, "services": 3, "in_post": 1, "cash": 9_000_000}
    found = assessed(complex_clients, hiring_cost=hiring_cost_for(chance, "senior", complex_clients))
    assert found.firmness.near == (("senior",) if near else ())


# ---- The weights.


def test_twelve_weightings_are_tried() -> None:
    firmness = assessed().firmness
    assert (firmness.same, firmness.of) == (12, 12)


SHIFTS = [(key, factor) for key in verdict_by_hand.DIMENSIONS for factor in (0.75, 1.25)]


def same_row_under_shifted_weights(sheet: Sheet, score_row: int) -> int:
    """How many of the twelve weightings keep the score on its side of 60, where only that decides."""
    found = assessed(sheet)
    means = {key: span.likely for key, span in found.score.dimensions.items()}
    same = 0
    for moved, factor in SHIFTS:
        weights = {key: weight * (factor if key == moved else 1) for key, (weight, _) in
                   verdict_by_hand.DIMENSIONS.items()}  # fmt: skip
        score = sum(means[key] * weight for key, weight in weights.items()) / sum(weights.values())
        same += (score >= 60 - 1e-9) == (score_row == 7)
    return same


ON_THE_EDGE: Sheet = {
    **RICH,
    **{"goals": 2, "pay_plan": 1, "mandate": 1, "manager_time": 3, "could_buy": 2, "signals": 2, "unplanned": 1},
    **{"handover": 1, "client_figures": 1, "contracts": 1, "tenure": 1, "unowned": 2, "carry": 1},
}


@pytest.mark.parametrize("carry", range(5))
def test_as_many_weightings_agree_as_leave_the_score_on_its_side(carry: int) -> None:
    sheet = {**ON_THE_EDGE, "carry": carry}
    found = assessed(sheet)
    assert found.decision.row in (7, 9)
    assert found.firmness.of == 12
    assert found.firmness.same == same_row_under_shifted_weights(sheet, found.decision.row)


def test_some_of_them_do_depend_on_the_weights() -> None:
    assert any(assessed(ON_THE_EDGE, carry=carry).firmness.same < 12 for carry in range(5))


# ---- What to find out first.


def first_asked(**changes: object) -> str:
    return assessed(**changes).inquiries[0].key


def test_what_could_be_a_leak_is_found_out_before_what_moves_the_score() -> None:
    assert first_asked(tenure="unknown", records="unknown", people="unknown") == "records"


def test_the_running_cost_is_found_out_first_where_the_verdict_hangs_on_it() -> None:
    assert first_asked(running_cost="unknown", tenure="unknown", people="unknown") == "running_cost"


def test_every_unknown_is_on_the_list_once() -> None:
    unsure = ("tenure", "people", "margin", "cash", "load")
    keys = [one.key for one in assessed(**dict.fromkeys(unsure, "unknown")).inquiries]
    assert sorted(keys) == sorted(unsure)


def test_nothing_to_find_out_where_all_is_known() -> None:
    assert assessed().inquiries == ()


@thorough(20)
@given(sheets())
def test_it_starts_with_what_could_change_the_verdict_most(sheet: Sheet) -> None:
    found = assessed(without_gaps(sheet))
    weights = [one.weight for one in found.inquiries]
    assert weights == sorted(weights, reverse=True)
    assert {one.key for one in found.inquiries} == set(found.unknown)


@pytest.mark.parametrize("key", ["graded", "delivery", "people", "supervisor", "carry"])
def test_the_ends_of_an_inquiry_are_what_the_answers_would_give(key: str) -> None:
    inquiry = assessed(**{key: "unknown"}).inquiries[0]
    assert inquiry.decisions == (assessed(**{key: 0}).decision, assessed(**{key: 4}).decision)


def test_the_ends_of_an_unknown_number_are_its_benchmark_known_for_sure() -> None:
    inquiry = assessed(margin="unknown").inquiries[0]
    assert inquiry.worst.chance == assessed(margin=40).facts.chance
    assert inquiry.best.chance == assessed(margin=65).facts.chance
    assert inquiry.worst.score == assessed(margin=40).facts.score
