"""The cash flow, month by month, against plain loops written from the method alone."""

from dataclasses import replace

import numpy as np
import pytest
from cash_flow_by_hand import Terms, path
from company_by_hand import LEVELS
from company_cast import role, thorough
from hypothesis import given
from hypothesis import strategies as st

from readiness.company.funding import cash_path, gain, lifts, tended_book, worth, yearly_cost
from readiness.company.numbers import Case
from readiness.questionnaire import Level

CASES = st.builds(
    Case,
    accounts=st.floats(1, 500),
    book=st.floats(1, 1e9),
    load=st.floats(1, 300),
    grr=st.one_of(st.floats(0, 1), st.sampled_from((0.0, 1.0))),
    expansion=st.floats(0, 0.25),
    margin=st.floats(0, 1),
    base=st.floats(1, 1e7),
    variable=st.floats(0, 1e7),
    tools=st.floats(0, 1e6),
    hiring_cost=st.one_of(st.just(0.0), st.floats(0, 1e6)),
    owner_time=st.one_of(st.just(0.0), st.floats(0, 1e8)),
    new_accounts=st.one_of(st.just(0.0), st.floats(0, 40)),
    retention_lift=st.floats(0, 0.4),
    expansion_lift=st.floats(0, 1),
    ramp=st.one_of(st.floats(3, 9), st.floats(0.5, 24)),
)
FALL = st.floats(0, 0.9)  # how much of their revenue rising prices eat: expansion below zero
LEVEL_KEYS = st.sampled_from(tuple(LEVELS))


def level_of(key: str) -> Level:
    return next(level for level in role().levels if level.key == key)


def by_hand(case: Case, key: str) -> Terms:
    load, lift, pay = LEVELS[key]
    room = max(0.02, 0.15 - case.expansion)
    return Terms(
        book=case.book * min(1, case.load * load / case.accounts),
        margin=case.margin,
        g=case.grr,
        x=case.expansion,
        more_g=case.retention_lift * (1 - case.grr) * lift,
        more_x=min(room, case.expansion_lift * room * lift),
        ramp=case.ramp,
        cost=(1.3 * case.base + case.variable) * pay + case.tools,
        hiring=case.hiring_cost,
        owner_time=case.owner_time,
        new_a_year=case.new_accounts,
        revenue_each=case.book / case.accounts,
    )


def shrinking(case: Case, fall: float) -> Case:
    """The same company where prices rise faster than its clients' revenue."""
    return replace(case, expansion=case.expansion * (1 - fall) - case.grr * fall)


@thorough(150)
@given(CASES, LEVEL_KEYS, st.one_of(st.just(0.0), FALL))
def test_every_figure_of_the_path_is_the_one_reckoned_by_hand(case: Case, key: str, fall: float) -> None:
    case = shrinking(case, fall)
    expected, found = path(by_hand(case, key)), cash_path(case, level_of(key), role().assumptions)
    scale = case.book + case.owner_time + case.base + case.variable + case.hiring_cost
    scale *= 1 + case.new_accounts
    for name in ("npv", "residual", "worth", "lowest", "book_without", "book_with"):
        assert float(getattr(found, name)) == pytest.approx(getattr(expected, name), rel=1e-9, abs=1e-9 * scale), name
    assert len(found.cumulative) == 37
    assert found.cumulative[0] == -case.hiring_cost


@thorough(100)
@given(CASES, LEVEL_KEYS)
def test_it_has_paid_back_from_the_first_month_that_stays_above_nothing(case: Case, key: str) -> None:
    found = cash_path(case, level_of(key), role().assumptions)
    assert found.payback == path(by_hand(case, key)).payback


@thorough(100)
@given(CASES, LEVEL_KEYS)
def test_the_quick_way_to_the_worth_is_the_long_way(case: Case, key: str) -> None:
    """The simulation reckons the worth from a gain per unit of book; the path adds up its months."""
    terms, level = role().assumptions, level_of(key)
    quick, long = worth(case, level, terms, gain(case, level, terms)), cash_path(case, level, terms).worth
    scale = (case.book + case.owner_time + case.base + case.variable + case.hiring_cost) * (1 + case.new_accounts)
    assert float(quick) == pytest.approx(float(long), rel=1e-9, abs=1e-9 * scale)


@thorough(60)
@given(CASES, LEVEL_KEYS)
def test_what_a_level_adds_tends_and_costs(case: Case, key: str) -> None:
    terms, level, expected = role().assumptions, level_of(key), by_hand(case, key)
    assert lifts(case, level, terms) == pytest.approx((expected.more_g, expected.more_x))
    assert tended_book(case, level) == pytest.approx(expected.book)
    assert yearly_cost(case, level, terms) == pytest.approx(expected.cost)


@thorough(60)
@given(CASES)
def test_growth_never_outruns_the_room_that_is_left(case: Case) -> None:
    for level in role().levels:
        _, more = lifts(case, level, role().assumptions)
        assert more <= max(0.02, 0.15 - case.expansion) + 1e-12


def test_many_cases_at_once_are_each_reckoned_as_if_alone() -> None:
    fields = {"accounts": 14.0, "book": 9e5, "load": 12.0, "grr": 0.85, "expansion": -0.05, "margin": 0.6,
              "base": 48e3, "variable": 12e3, "tools": 2e3, "hiring_cost": 5e3, "owner_time": 19_200.0,
              "new_accounts": 2.0, "retention_lift": 0.2, "expansion_lift": 0.5}  # fmt: skip
    ramps, level, terms = np.array([3.0, 4.5, 6.0, 9.0]), level_of("senior"), role().assumptions
    columns = {name: np.full(len(ramps), number) for name, number in fields.items()}
    together = cash_path(Case(**columns, ramp=ramps), level, terms)
    alone = [cash_path(Case(**fields, ramp=ramp), level, terms) for ramp in ramps]
    assert together.worth == pytest.approx([float(one.worth) for one in alone])
    assert together.lowest == pytest.approx([float(one.lowest) for one in alone])
