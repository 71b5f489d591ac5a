"""The verdict table, row by row: who gets there, and who stands just beside the row's edge."""

import pytest
from company_cast import READY, Sheet, assessed, hiring_cost_for

COMPLEX: Sheet = {**READY, "book": 3_000_000, "people": 3, "services": 1, "in_post": 1}  # an account is worth 4 points
SUPERVISED: Sheet = {**READY, "supervisor": 3}
JUNIOR_PAYS: Sheet = {**SUPERVISED, "owner_hours": 60, "book": 150_000, "load": 14}  # an account is worth 1 point
POOR: Sheet = {**READY, "book": 300_000, "owner_hours": 0}
HAPPY_ALREADY: Sheet = {**READY, "grr": 97, "expansion": 14}
SCORE_OF_60: Sheet = {
    **READY,
    **{"goals": 2, "pay_plan": 1, "mandate": 2},
    **{"missed": 2, "could_buy": 2, "signals": 2, "unplanned": 2},
    **{"handover": 1, "client_figures": 1},
    **{"contracts": 1, "tenure": 1, "unowned": 2, "carry": 1},
}

SHORT_TEAM: Sheet = {"handover": 1, "client_figures": 0}  # with delivery and records of 3: 43.75
SIMPLE: Sheet = {"people": 1, "services": 1}
FEW: Sheet = {"accounts": 49, "load": 100}
TWO_JUNIORS_WORTH: Sheet = {**SUPERVISED, "book": 700_000, "owner_hours": 60}  # here a junior pays, and a mid-level too

EXPECTED = {
    # What the company says: the sheet, what is different in it, the row, the verdict.
    "ready": (READY, {}, 7, "mid"),
    "leak: GRR under 70 %": (READY, {"grr": 69.99}, 1, "not_yet"),
    "no leak: GRR of 70 %": (READY, {"grr": 70}, 7, "mid"),
    "leak: B or better under 40 %": (READY, {"graded": 1}, 1, "not_yet"),
    "leak: delivery failing": (READY, {"delivery": 0}, 1, "not_yet"),
    "leak: delivery full": (READY, {"delivery": 1}, 1, "not_yet"),
    "no leak: delivery tight": (READY, {"delivery": 2}, 7, "mid"),
    "leak: records in heads": (READY, {"records": 1}, 1, "not_yet"),
    "no leak: records scattered": (READY, {"records": 2}, 7, "mid"),
    "too few clients: 49 % of a load": (READY, FEW, 2, "rep"),
    "enough clients: 50 % of a load": (READY, {"accounts": 50, "load": 100}, 7, "mid"),
    "too few clients, and a team of 43.75": (READY, {**FEW, **SHORT_TEAM}, 2, "rep"),
    "too few clients, and a team of 37.5": (READY, {**FEW, **SHORT_TEAM, "delivery": 2}, 3, "not_yet"),
    "no ground: team of 37.5": (READY, {**SHORT_TEAM, "delivery": 2}, 3, "not_yet"),
    "ground: team of 43.75": (READY, SHORT_TEAM, 7, "mid"),
    "no ground: need of 37.5": (READY, {"could_buy": 2, "signals": 1, "unplanned": 0}, 3, "not_yet"),
    "ground: need of 43.75": (READY, {"could_buy": 2, "signals": 1, "unplanned": 1}, 7, "mid"),
    "no ground: role of 37.5": (READY, {"goals": 2, "pay_plan": 1, "mandate": 0}, 3, "not_yet"),
    "ground: role of 43.75": (READY, {"goals": 2, "pay_plan": 1, "mandate": 1}, 7, "mid"),
    "no ground: nobody has time": (READY, {"manager_time": 1}, 3, "not_yet"),
    "ground: a senior has time": (SUPERVISED, {"manager_time": 1}, 7, "mid"),
    "ground: the owner has time": (READY, {"manager_time": 2, "supervisor": 0}, 7, "mid"),
    "too few happy: B or better under 60 %": (READY, {"graded": 2}, 4, "rep"),
    "too few happy: biggest client 50.01 %": (READY, {"biggest": 50.01}, 4, "rep"),
    "happy enough: biggest client 50 %": (READY, {"biggest": 50}, 7, "mid"),
    "too few happy: clients of 35": (READY, {"unowned": 1, "contracts": 0, "tenure": 0}, 4, "rep"),
    "happy enough: clients of 40": (READY, {"unowned": 2, "contracts": 0, "tenure": 0}, 7, "mid"),
    "too few happy: happiness of 37.5": (READY, {"grr": 75, "feedback": 0, "problems": 2}, 4, "rep"),
    "happy enough: happiness of 43.75": (READY, {"grr": 75, "feedback": 0, "problems": 3}, 7, "mid"),
    "senior": (COMPLEX, {}, 5, "senior"),
    "senior: complexity just short": (COMPLEX, {"services": 0}, 7, "mid"),
    "senior: nobody to oversee": (COMPLEX, {"in_post": 0}, 7, "mid"),
    "senior: 120 % of a load": (COMPLEX, {"services": 2, "in_post": 0, "accounts": 120, "load": 100}, 5, "senior"),
    "senior: 119 % of a load": (COMPLEX, {"services": 2, "in_post": 0, "accounts": 119, "load": 100}, 7, "mid"),
    "junior: complexity of 2": (TWO_JUNIORS_WORTH, SIMPLE, 6, "junior"),
    "junior: complexity just over 2": (TWO_JUNIORS_WORTH, {"people": 1, "services": 2}, 7, "mid"),
    "junior: nobody to supervise": (TWO_JUNIORS_WORTH, {**SIMPLE, "supervisor": 2}, 7, "mid"),
    "junior: complex, and a mid doesn't pay": (JUNIOR_PAYS, {"people": 4, "services": 3}, 8, "junior"),
    "junior: simple, and a mid doesn't pay": (JUNIOR_PAYS, {"people": 3, "services": 2}, 6, "junior"),
    "nobody to supervise": (JUNIOR_PAYS, {"supervisor": 2}, 9, "rep"),
    "money": (POOR, {}, 9, "rep"),
    "little left to add": (HAPPY_ALREADY, {}, 9, "rep"),
    "score of 60": (SCORE_OF_60, {}, 7, "mid"),
    "score of 59": (SCORE_OF_60, {"carry": 0}, 9, "rep"),
}


@pytest.mark.parametrize("case", EXPECTED)
def test_the_row_and_the_verdict(case: str) -> None:
    sheet, different, row, verdict = EXPECTED[case]
    decision = assessed(sheet, **different).decision
    assert (decision.row, decision.verdict) == (row, verdict)


def test_every_row_is_among_them() -> None:
    assert {row for _, _, row, _ in EXPECTED.values()} == set(range(1, 10))
    assert {verdict for *_, verdict in EXPECTED.values()} == {"not_yet", "rep", "junior", "mid", "senior"}


# ---- Rows that turn on money: the chance and the months on both sides of what is needed.


@pytest.mark.parametrize(
    ("sheet", "level", "needed", "row", "otherwise"),
    [(COMPLEX, "senior", 0.8, 5, 7), (READY, "mid", 0.6, 7, 9), (JUNIOR_PAYS, "junior", 0.6, 8, 9)],
    ids=["senior", "mid", "junior"],
)
def test_a_level_needs_its_chance(sheet: Sheet, level: str, needed: float, row: int, otherwise: int) -> None:
    rich = {**sheet, "people": 4, "cash": 5_000_000}
    enough = assessed(rich, hiring_cost=hiring_cost_for(needed, level, rich))
    short = assessed(rich, hiring_cost=hiring_cost_for(needed - 0.0001, level, rich))
    assert (enough.levels[level].chance, enough.decision.row) == (needed, row)
    assert (short.levels[level].chance, short.decision.row) == (pytest.approx(needed - 0.0001), otherwise)


def cash_for(months: float, sheet: Sheet, level: str) -> float:
    found = assessed(sheet, cash=0)
    return months * sheet["running_cost"] - found.levels[level].lowest_cash


@pytest.mark.parametrize(
    ("sheet", "level", "row", "otherwise"),
    [(COMPLEX, "senior", 5, 7), (READY, "mid", 7, 9), ({**JUNIOR_PAYS, "people": 3}, "junior", 6, 9)],
    ids=["senior", "mid", "junior"],
)
def test_a_level_needs_a_month_of_running_cost_left(sheet: Sheet, level: str, row: int, otherwise: int) -> None:
    cash = cash_for(1, sheet, level)
    enough, short = assessed(sheet, cash=cash), assessed(sheet, cash=cash - 1)
    assert (enough.levels[level].months_left, enough.decision.row) == (1.0, row)
    assert (short.levels[level].fundable, short.decision.row) == (False, otherwise)


# ---- A sales representative first, or not yet.

REP_FIRST = {2: {"accounts": 5, "book": 320_000}, 4: {"graded": 2}, 9: {"book": 300_000, "owner_hours": 0}}


@pytest.mark.parametrize("row", REP_FIRST)
def test_a_representative_has_to_be_affordable(row: int) -> None:
    """Half a year of 24,000 and a month of 30,000: 42,000 in the bank."""
    said = {**READY, **REP_FIRST[row], "rep_cost": 24_000}
    enough, short = assessed(said, cash=42_000).decision, assessed(said, cash=41_999).decision
    assert (enough.row, enough.verdict, enough.rep) == (row, "rep", "affordable")
    assert (short.row, short.verdict, short.rep) == (row, "not_yet", "unaffordable")


def test_a_representative_costs_four_fifths_of_an_account_manager_unless_said() -> None:
    """1.3 × 48,000 + 12,000 + 2,000 = 76,400, of which 0.8, of which half a year is 30,560."""
    assert assessed(graded=2, cash=60_560).decision.verdict == "rep"
    assert assessed(graded=2, cash=60_559).decision.verdict == "not_yet"
    assert assessed().rep_cost == pytest.approx(61_120)


@pytest.mark.parametrize("row", REP_FIRST)
def test_without_a_running_cost_nobody_can_tell_whether_one_is_affordable(row: int) -> None:
    decision = assessed({**READY, **REP_FIRST[row]}, running_cost="unknown").decision
    assert (decision.row, decision.verdict, decision.rep) == (row, "not_yet", "untold")


def test_without_a_running_cost_nobody_can_tell_whether_cash_lasts() -> None:
    found = assessed(running_cost="unknown")
    assert found.decision.row == 9
    assert {level.months_left for level in found.levels.values()} == {None}
    assert not any(level.fundable for level in found.levels.values())


def test_an_unknown_running_cost_never_hides_a_leak() -> None:
    assert assessed(running_cost="unknown", delivery=1).decision.row == 1


# ---- Row 9 says why.

CAUSES = {
    "score": {**SCORE_OF_60, "carry": 0},
    "nobody_to_supervise": {**JUNIOR_PAYS, "supervisor": 2},
    "little_left": HAPPY_ALREADY,
    "money": POOR,
    "untold": {**READY, "running_cost": "unknown"},
}


@pytest.mark.parametrize("cause", CAUSES)
def test_the_last_row_tells_its_cause(cause: str) -> None:
    decision = assessed(CAUSES[cause]).decision
    assert (decision.row, decision.cause) == (9, cause)


def test_too_little_score_is_said_before_money() -> None:
    assert assessed(SCORE_OF_60, carry=0, book=300_000, owner_hours=0).decision.cause == "score"


def test_money_is_the_cause_where_no_running_cost_could_help() -> None:
    assert assessed(POOR, running_cost="unknown").decision.cause == "money"


def test_short_cash_is_money_although_the_chance_is_there() -> None:
    found = assessed(cash=cash_for(0.5, READY, "mid"))
    assert found.level.chance >= 0.6
    assert found.decision.cause == "money"


def test_only_the_last_row_has_a_cause() -> None:
    sheets = [{**sheet, **different} for sheet, different, row, _ in EXPECTED.values() if row < 9]
    assert {assessed(sheet).decision.cause for sheet in sheets} == {None}


# ---- The first row that matches decides.


@pytest.mark.parametrize(
    ("also", "row"),
    [
        ({"accounts": 5, "load": 12}, 1),
        ({"missed": 0, "could_buy": 0, "signals": 0, "unplanned": 0}, 1),
        ({"biggest": 60}, 1),
        ({"book": 100_000}, 1),
    ],
)
def test_a_leak_comes_before_everything(also: Sheet, row: int) -> None:
    assert assessed({**READY, **also}, records=0).decision.row == row


def test_all_leaks_are_named() -> None:
    found = assessed(grr=60, graded=0, delivery=0, records=0)
    assert set(found.leaks) == {"grr", "graded", "delivery", "records"}
    assert assessed().leaks == ()


def test_too_few_clients_come_before_missing_ground_and_unhappiness() -> None:
    few: Sheet = {**READY, "accounts": 5}
    assert assessed(few, goals=0, pay_plan=0, mandate=0).decision.row == 2
    assert assessed(few, biggest=60).decision.row == 2


def test_missing_ground_comes_before_unhappiness() -> None:
    assert assessed(goals=0, pay_plan=0, mandate=0, biggest=60).decision.row == 3


def test_trouble_with_renewals_never_excuses_a_leak() -> None:
    """The greatest need there is stands beside the leak that causes it."""
    said = {"missed": 4, "could_buy": 4, "signals": 4, "unplanned": 4}
    assert assessed(said | {key: READY[key] for key in READY if key not in said}, grr=65).decision.row == 1
