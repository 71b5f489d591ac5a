"""The published examples of the method, figure by figure."""

from dataclasses import replace

import numpy as np
import pytest
from cash_flow_by_hand import Terms, path
from company_cast import assessed, role

from readiness.company.answers import answers_from_file, work_out_retention
from readiness.company.funding import CashPath, cash_path, first_year_book
from readiness.company.numbers import Case, Range
from readiness.company.simulation import beta_pert
from readiness.questionnaire import Level

MILLION = Case(
    accounts=100.0,
    book=1_000_000.0,
    load=100.0,
    grr=0.85,
    expansion=0.05,
    margin=0.5,
    base=0.0,
    variable=100_000.0,
    tools=0.0,
    hiring_cost=10_000.0,
    owner_time=20_000.0,
    new_accounts=0.0,
    retention_lift=0.03 / 0.15,
    expansion_lift=0.05 / 0.10,
    ramp=6.0,
)


def mid() -> Level:
    return next(level for level in role().levels if level.key == "mid")


@pytest.fixture
def million() -> CashPath:
    return cash_path(MILLION, mid(), role().assumptions)


def test_the_cash_flow_of_a_book_of_one_million(million: CashPath) -> None:
    assert million.npv == pytest.approx(-98_844.996, abs=5e-4)
    assert million.residual == pytest.approx(100_814.583, abs=5e-4)
    assert million.worth == pytest.approx(1_969.587, abs=5e-4)
    assert million.lowest == pytest.approx(-110_733.781, abs=5e-4)
    assert million.book_without == pytest.approx(729_000, abs=5e-4)
    assert million.book_with == pytest.approx(924_912.994, abs=5e-4)
    assert million.payback is None


def test_the_book_that_pays_in_the_first_year() -> None:
    assert first_year_book(MILLION, mid(), role().assumptions) == pytest.approx(2_000_000)


def test_the_reckoning_by_hand_knows_the_same_example() -> None:
    by_hand = path(Terms(1e6, 0.5, 0.85, 0.05, 0.03, 0.05, 6, 100_000, 10_000, 20_000, 0, 0))
    assert (by_hand.npv, by_hand.residual) == pytest.approx((-98_844.996, 100_814.583), abs=5e-4)
    assert (by_hand.worth, by_hand.lowest) == pytest.approx((1_969.587, -110_733.781), abs=5e-4)
    assert (by_hand.book_without, by_hand.book_with) == pytest.approx((729_000, 924_912.994), abs=5e-4)
    assert by_hand.payback is None


def test_it_is_the_same_example_at_every_place_that_reckons_it() -> None:
    """Scale changes nothing: ten times the money is ten times the worth, with the same payback."""
    tenfold = replace(MILLION, book=1e7, variable=1e6, hiring_cost=1e5, owner_time=2e5)
    found = cash_path(tenfold, mid(), role().assumptions)
    assert found.worth == pytest.approx(19_695.87, abs=5e-3)
    assert found.payback is None


def test_beta_pert_has_the_published_mean_and_spread() -> None:
    drawn = beta_pert("anything", Range(5, 8, 14), seed=1, draws=400_000)
    assert drawn.mean() == pytest.approx(8.5, abs=0.01)
    assert drawn.std() == pytest.approx(1.6583, abs=0.01)
    assert drawn.min() >= 5
    assert drawn.max() <= 14


def test_beta_pert_is_the_whole_distribution_and_not_only_its_mean() -> None:
    """α = 1 + 4·3/9 and β = 1 + 4·6/9 give these central moments."""
    alpha, beta = 1 + 4 * 3 / 9, 1 + 4 * 6 / 9
    skew = 2 * (beta - alpha) * (alpha + beta + 1) ** 0.5 / ((alpha + beta + 2) * (alpha * beta) ** 0.5)
    drawn = beta_pert("anything", Range(5, 8, 14), seed=1, draws=400_000)
    assert ((drawn - drawn.mean()) ** 3).mean() / drawn.std() ** 3 == pytest.approx(skew, abs=0.02)


def test_discounting_counts_from_today() -> None:
    """28.1 % a year on −100, 39, 59, 55, 20, today being year 0."""
    flows = np.array([-100, 39, 59, 55, 20.0])
    assert (flows / 1.281 ** np.arange(5)).sum() == pytest.approx(-0.0084785916)


def test_the_npv_is_the_discounted_sum_of_its_own_months(million: CashPath) -> None:
    months = np.diff(million.cumulative, prepend=0.0)
    assert (months / 1.1 ** (np.arange(37) / 12)).sum() == pytest.approx(million.npv)


def test_retention_from_four_amounts() -> None:
    amounts = {"kept_start": 100_000, "kept_shrunk": 5_000, "kept_lost": 8_000, "kept_grown": 12_000}
    stored = {key: {"value": str(amount), "sure": "exact"} for key, amount in amounts.items()}
    worked_out = work_out_retention(stored)
    assert worked_out == {"grr": {"value": "87", "sure": "exact"}, "expansion": {"value": "12", "sure": "exact"}}


def test_a_whole_company_keeps_87_and_grows_to_99_by_the_four_amounts() -> None:
    found = assessed(
        grr=None, expansion=None, kept_start=100_000, kept_shrunk=5_000, kept_lost=8_000, kept_grown=12_000
    )
    assert found.facts.grr == pytest.approx(0.87)
    assert 1 + found.real_change == pytest.approx(0.99)
    assert found.unknown == ()


def test_the_four_amounts_are_only_as_sure_as_the_least_sure_of_them() -> None:
    amounts = {"kept_start": 100_000, "kept_shrunk": {"value": 5_000, "sure": "guess"}, "kept_lost": 8_000,
               "kept_grown": {"value": 12_000, "sure": "about"}}  # fmt: skip
    required = {"currency": "EUR", "accounts": 10, "book": 500_000, "base": 40_000}
    stored = answers_from_file(role(), {**amounts, **required})
    assert stored["grr"] == {"value": "87", "sure": "guess"}
