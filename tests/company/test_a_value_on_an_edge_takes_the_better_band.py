"""What is worked out from numbers gets its points in bands, and a value on an edge belongs to the better one."""

from typing import Any

import pytest
from company_cast import READY, Sheet, about, assessed, hiring_cost_for, role

from readiness.company.answers import answers_from_file, read_answers
from readiness.company.numbers import read_company


def points(item: str, **changes: Any) -> float:
    return assessed(**changes).facts.points[item]


@pytest.mark.parametrize(
    ("accounts", "expected"),
    [(1, 0), (29, 0), (30, 1), (49, 1), (50, 2), (74, 2), (75, 3), (119, 3), (120, 4), (500, 4)],
)
def test_accounts_against_a_full_load_of_100(accounts: int, expected: int) -> None:
    assert points("load_share", accounts=accounts, load=100) == expected


@pytest.mark.parametrize("load", [7, 11, 13, 30, 90, 110])
@pytest.mark.parametrize(("tenths", "expected"), [(3, 1), (5, 2), (12, 4)])
def test_an_edge_is_an_edge_with_loads_that_binary_fractions_miss(load: int, tenths: int, expected: int) -> None:
    assert points("load_share", accounts=load * tenths, load=load * 10) == expected


@pytest.mark.parametrize(
    ("biggest", "expected"),
    [(100, 0), (50.01, 0), (50, 1), (35.01, 1), (35, 2), (25.01, 2), (25, 3), (15.01, 3), (15, 4), (0, 4)],
)
def test_the_biggest_clients_share(biggest: float, expected: int) -> None:
    assert points("biggest_share", biggest=biggest) == expected


@pytest.mark.parametrize(
    ("grr", "expected"),
    [(0, 0), (69.99, 0), (70, 1), (79.99, 1), (80, 2), (84.99, 2), (85, 3), (91.99, 3), (92, 4), (100, 4)],
)
def test_gross_revenue_retention(grr: float, expected: int) -> None:
    assert points("grr_item", grr=grr) == expected


def test_retention_worked_out_from_amounts_meets_the_edge_too() -> None:
    """7 of 25 lost or shrunk leaves 72 %; 3 of 20 leaves 85 %, an edge."""
    found = assessed(grr=None, expansion=None, kept_start=20, kept_shrunk=1, kept_lost=2, kept_grown=1)
    assert found.facts.points["grr_item"] == 3


@pytest.mark.parametrize(
    ("business", "norm"), [("agency", 55), ("software", 75), ("other", 40)], ids=["agency", "software", "other"]
)
@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        *((-15.01, 0), (-15, 1), (-14.99, 1), (-5.01, 1), (-5, 2), (0, 2), (4.99, 2)),
        *((5, 3), (10, 3), (10.01, 4), (24, 4)),
    ],
)
def test_margin_against_the_norm_in_whole_basis_points(business: str, norm: float, gap: float, expected: int) -> None:
    assert points("margin_gap", business=business, margin=round(norm + gap, 2)) == expected


@pytest.mark.parametrize(("gap", "expected"), [(10.004, 3), (4.996, 3), (-15.004, 1), (-5.004, 2)])
def test_a_margin_is_rounded_to_whole_basis_points_before_it_is_judged(gap: float, expected: int) -> None:
    assert points("margin_gap", margin=55 + gap) == expected


@pytest.mark.parametrize(
    ("times", "expected"), [(2.01, 0), (2, 1), (1.51, 1), (1.5, 2), (1.01, 2), (1, 3), (0.71, 3), (0.7, 4), (0.1, 4)]
)
@pytest.mark.parametrize("business", ["agency", "software", "other"])
def test_role_cost_against_the_norm(business: str, times: float, expected: int) -> None:
    """1.3 × 50,000 + 11,000 + 1,400 = 77,400 a year, against the norm's share of the book."""
    norm = {"agency": 0.20, "software": 0.07, "other": 0.10}[business]
    book = 77_400 / norm / times
    assert points("cost_to_book", business=business, base=50_000, variable=11_000, tools=1_400, book=book) == expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0.049, 0), (0.05, 1), (0.149, 1), (0.15, 2), (0.299, 2), (0.30, 3), (0.599, 3), (0.60, 4), (3, 4)],
)
def test_a_typical_accounts_revenue_against_the_roles_cost(share: float, expected: int) -> None:
    book = 77_400 * share * 14
    assert points("account_value", base=50_000, variable=11_000, tools=1_400, book=round(book, 6)) == expected


@pytest.mark.parametrize(
    ("months", "expected"), [(-1, 0), (0.999, 0), (1, 1), (1.999, 1), (2, 2), (2.999, 2), (3, 3), (5.999, 3), (6, 4)]
)
def test_months_of_running_cost_left_at_the_lowest_point(months: float, expected: int) -> None:
    cash = 30_000 * months - assessed().levels["mid"].lowest_cash
    assert points("months_left", cash=cash) == expected


@pytest.mark.parametrize(
    ("chance", "expected"),
    [(0.3999, 0), (0.40, 1), (0.5999, 1), (0.60, 2), (0.7999, 2), (0.80, 3), (0.8999, 3), (0.90, 4), (0.99, 4)],
)
def test_the_chance_that_the_role_pays_for_itself(chance: float, expected: int) -> None:
    rich: Sheet = {**READY, "book": 3_000_000, "cash": 5_000_000}
    found = assessed(rich, hiring_cost=hiring_cost_for(chance, "mid", rich))
    assert found.levels["mid"].chance == pytest.approx(chance)
    assert found.facts.points["chance"] == expected


# ---- Numbers before they meet a band.


def test_a_number_is_as_wide_as_its_owner_is_unsure() -> None:
    def spread(sure: str) -> tuple[float, float, float]:
        found = read(margin={"value": 50, "sure": sure}).ranges["margin"]
        return found.low, found.likely, found.high

    assert spread("exact") == pytest.approx((0.5, 0.5, 0.5))
    assert spread("about") == pytest.approx((0.45, 0.5, 0.55))
    assert spread("guess") == pytest.approx((0.35, 0.5, 0.65))


def read(**changes: Any) -> Any:
    whole = {**READY, **changes}
    return read_company(role(), read_answers(role(), answers_from_file(role(), whole)))


BENCHMARKS = [
    ("grr", "agency", (0.70, 0.82, 0.90)),
    ("grr", "software", (0.80, 0.90, 0.95)),
    ("grr", "other", (0.70, 0.80, 0.90)),
    ("expansion", "agency", (0, 0.05, 0.12)),
    ("margin", "agency", (0.40, 0.55, 0.65)),
    ("margin", "software", (0.60, 0.75, 0.85)),
    ("margin", "other", (0.25, 0.40, 0.50)),
    ("biggest", "other", (0.10, 0.20, 0.40)),
]
LOADS = {"agency_1k": (12, 15), "agency_3k": (8, 10), "agency_10k": (5, 7), "agency_25k": (3, 5), "enterprise": (8, 15),
         "mid_market": (30, 50), "small": (100, 200)}  # fmt: skip


@pytest.mark.parametrize(("key", "business", "expected"), BENCHMARKS)
def test_an_unknown_number_is_taken_from_the_table(key: str, business: str, expected: tuple[float, ...]) -> None:
    found = read(business=business, **{key: "unknown"}).ranges[key]
    assert (found.low, found.likely, found.high) == pytest.approx(expected)
    assert found.unknown


@pytest.mark.parametrize("size", LOADS)
def test_an_unknown_load_is_the_hint_for_such_clients(size: str) -> None:
    found, (low, high) = read(client_size=size, load="unknown").ranges["load"], LOADS[size]
    assert (found.low, found.likely, found.high) == (low, (low + high) / 2, high)


def test_retention_and_margin_are_never_over_a_hundred_in_any_draw() -> None:
    """A guess of 95 % reaches 123 %, which is held at 100: nothing is then left to save in the luckiest draws."""
    certain = assessed(grr=100, margin=100, expansion=5).outcomes.worth["mid"].max()
    assert assessed(grr=100, margin={"value": 95, "sure": "guess"}, expansion=5).outcomes.worth["mid"].max() <= certain


def test_the_tornado_stays_within_what_is_possible() -> None:
    found = assessed(grr={"value": 95, "sure": "guess"}, margin={"value": 90, "sure": "guess"})
    ends = {swing.key: (swing.low, swing.high) for swing in found.swings}
    assert ends["grr"][1] <= 1
    assert ends["margin"][1] <= 1


def test_the_tornado_shows_each_number_at_its_tenth_and_ninetieth_percentile() -> None:
    """A book of 900,000 ± 10 % is a PERT with α = β = 3, whose P10 and P90 lie 0.2533 of the width off the middle."""
    found = assessed(book=about(900_000))
    swing = next(swing for swing in found.swings if swing.key == "book")
    assert (swing.low, swing.high) == pytest.approx((900_000 - 45_600, 900_000 + 45_600), abs=1_500)
    assert swing.worth_at_low == pytest.approx(assessed(book=swing.low).level.worth_likely)
    assert swing.worth_at_high == pytest.approx(assessed(book=swing.high).level.worth_likely)
    widths = [swing.width for swing in found.swings]
    assert widths == sorted(widths, reverse=True)


# ---- Real terms.


def test_growth_below_rising_prices_is_no_growth() -> None:
    """At 40 % a year, 85 % kept and 40 % grown is 125 ÷ 1.4 = 89.3 % of before."""
    found = assessed(inflation=40, expansion=40)
    assert found.real_change == pytest.approx(1.25 / 1.4 - 1)


def test_at_steady_prices_nothing_is_taken_out() -> None:
    assert assessed(inflation=0).real_change == pytest.approx(0.85 + 0.04 - 1)


def test_an_unknown_expansion_is_already_real() -> None:
    still, rising = assessed(expansion="unknown"), assessed(expansion="unknown", inflation=40)
    assert rising.levels["mid"].worth_likely == still.levels["mid"].worth_likely


def test_retention_is_judged_as_it_was_given() -> None:
    assert assessed(inflation=40, expansion=40).facts.grr == 0.85


def test_prices_that_rise_by_ten_percent_or_less_count_as_steady() -> None:
    assert assessed(inflation=10).levels == assessed().levels
    assert assessed(inflation=10.1).real_change < assessed().real_change
