"""How many accounts, how much lift, and when nothing is enough."""

from dataclasses import replace

import pytest
from cash_flow_by_hand import Path, path
from company_by_hand import terms
from company_cast import Sheet, assessed, sheets, thorough, without_gaps
from hypothesis import given

from readiness.company.assessment import Assessment, LevelFigures

R_ROUNDING = 1e-6


def worth_with(sheet: Sheet, key: str, accounts: float) -> float:
    """Worth at the likely values with so many accounts of today's size, one account manager's load at most."""
    found = terms(sheet, key)
    return path(replace(found, book=accounts * found.revenue_each)).worth


def worth_with_lift(sheet: Sheet, key: str, lift: float) -> Path:
    return path(replace(terms(sheet, key), more_g=lift, more_x=0.0))


def capacity(sheet: Sheet, found: Assessment, key: str) -> float:
    return found.company.ranges["load"].likely * {"junior": 0.6, "mid": 1.0, "senior": 0.8}[key]


@thorough(25)
@given(sheets())
def test_worth_changes_its_sign_at_the_break_even_accounts(sheet: Sheet) -> None:
    sheet = without_gaps(sheet)
    found = assessed(sheet)
    for key, level in found.levels.items():
        fewest, most = level.break_even_accounts, capacity(sheet, found, key)
        scale = found.company.ranges["base"].likely * R_ROUNDING
        if fewest is None:
            assert worth_with(sheet, key, int(most + 1e-9)) <= scale
        else:
            assert fewest <= most + 1e-9
            assert worth_with(sheet, key, fewest) > -scale
            assert fewest == 0 or worth_with(sheet, key, fewest - 1) <= scale


@thorough(25)
@given(sheets())
def test_worth_changes_its_sign_at_the_required_lift(sheet: Sheet) -> None:
    sheet = without_gaps(sheet)
    for key, level in assessed(sheet).levels.items():
        needed = level.required_lift
        scale = terms(sheet, key).book * 1e-5 + 1e-9
        if needed is None:
            assert worth_with_lift(sheet, key, 1.0).worth <= scale
        elif needed == 0:
            assert worth_with_lift(sheet, key, 0.0).worth > -scale
        else:
            assert worth_with_lift(sheet, key, needed).worth == pytest.approx(0, abs=scale)


def mid(**changes: object) -> LevelFigures:
    return assessed(**changes).levels["mid"]


def test_expected_and_plausible_lift_stand_beside_the_required_one() -> None:
    """.2 × .15 + .5 × .11 likely, .4 × .15 + .11 at most."""
    found = assessed()
    assert found.levels["mid"].expected_lift == pytest.approx(0.085)
    assert found.plausible_lift == pytest.approx(0.17)
    assert (found.levels["mid"].required_lift < 0.085) == (found.levels["mid"].worth_likely > 0)


def test_no_number_of_accounts_is_enough_for_one_person() -> None:
    assert mid(book=100_000, owner_hours=0).break_even_accounts is None


def test_without_margin_nothing_is_enough_and_nothing_stands_in_for_it() -> None:
    figures = mid(margin=0, owner_hours=0)
    assert figures.break_even_accounts is None
    assert figures.required_lift is None
    assert figures.first_year_book is None
    assert figures.payback is None


def test_the_owners_time_can_cover_the_role_by_itself() -> None:
    figures = mid(owner_hours=160)
    assert figures.first_year_book <= 0
    assert figures.break_even_accounts == 0
    assert figures.required_lift == 0


def test_the_first_years_book_covers_the_cost_at_full_effect() -> None:
    """(C − D − n·R·m) ÷ (m(Δg + Δx)), where winning one account a year brings its revenue."""
    assert mid().first_year_book == pytest.approx((76_400 - 19_200) / (0.6 * 0.085))
    revenue = 900_000 / 14
    assert mid(new_accounts=1).first_year_book == pytest.approx((76_400 - 19_200 - revenue * 0.6) / (0.6 * 0.085))


def test_payback_is_the_month_from_which_it_stays_paid() -> None:
    found = assessed(book=2_500_000)
    payback, cash = found.level.payback, found.path.cumulative
    assert payback is not None
    assert min(cash[payback:]) >= 0
    assert cash[payback - 1] < 0


def test_not_within_36_months_is_an_answer_of_its_own() -> None:
    assert mid(book=300_000).payback is None
    assert mid(book=300_000).worth_likely < 0


def test_the_lowest_cash_counts_the_first_day() -> None:
    paid_from_the_start = mid(owner_hours=744, hiring_cost=70_000, running_cost=20_000, cash=100_000)
    assert paid_from_the_start.lowest_cash == pytest.approx(-70_000)
    assert paid_from_the_start.months_left == pytest.approx(30_000 / 20_000)


def test_one_person_tends_no_more_than_a_full_load() -> None:
    levels = assessed(accounts=30, load=12).levels
    assert levels["mid"].tended_accounts == 12
    assert levels["mid"].tended_book == pytest.approx(900_000 * 12 / 30)
    assert levels["junior"].tended_accounts == pytest.approx(7.2)
    assert levels["senior"].tended_accounts == pytest.approx(9.6)
    assert assessed(accounts=5).levels["mid"].tended_accounts == 5


def test_keeping_an_account_stands_beside_winning_one() -> None:
    found = assessed()
    assert found.keeping_cost == pytest.approx(76_400 / 12)
    assert found.winning_cost == 9_000
    assert assessed(winning_cost="unknown").winning_cost is None


def test_a_level_is_paid_by_its_factor_but_its_tools_are_not() -> None:
    costs = {key: level.cost for key, level in assessed().levels.items()}
    pay = 1.3 * 48_000 + 12_000
    assert costs == pytest.approx({"junior": 0.65 * pay + 2_000, "mid": pay + 2_000, "senior": 1.5 * pay + 2_000})
