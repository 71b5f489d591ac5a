"""Agreement: the published tables come out, and too little to go by is said instead of a number."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from panel_cast import TWELVE, all_at, card

from readiness.candidates.agreement import (
    FEW_RATERS,
    FEW_SUBJECTS,
    NO_VARIANCE,
    Figure,
    Leniency,
    agreement_of,
    alpha,
    icc,
    interval_distance,
    nominal_distance,
    ordinal_distance,
)
from readiness.candidates.panel import Card

SHROUT_FLEISS = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float)
KRIPPENDORFF = (  # four observers, twelve units; a dot is missing
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
KEYS = [wanted.key for wanted in TWELVE.competencies]


def krippendorff() -> np.ndarray:
    return np.array([[np.nan if mark == "." else float(mark) for mark in row.split()] for row in KRIPPENDORFF]).T


def test_the_published_intraclass_correlations_come_out() -> None:
    found = icc(SHROUT_FLEISS)
    figures = (found.one, found.two, found.three, found.one_mean, found.two_mean, found.three_mean)
    assert [figure.value for figure in figures] == pytest.approx(
        [0.1657, 0.2898, 0.7148, 0.4428, 0.6201, 0.9093], abs=5e-5
    )


@pytest.mark.parametrize(
    ("distance", "published"), [(nominal_distance, 0.743), (ordinal_distance, 0.815), (interval_distance, 0.849)]
)
def test_the_published_alphas_come_out(distance: object, published: float) -> None:
    assert alpha(krippendorff(), distance).value == pytest.approx(published, abs=5e-4)  # type: ignore[arg-type]


def alpha_by_pairs(table: np.ndarray) -> float | None:
    """α from its definition: every pair within a unit against every pair of all values."""
    units = [[value for value in row if not np.isnan(value)] for row in table]
    units = [unit for unit in units if len(unit) > 1]
    values = list(itertools.chain.from_iterable(units))
    expected = sum((one - two) ** 2 for one, two in itertools.permutations(values, 2)) / (len(values) - 1 or 1)
    observed = sum(sum((a - b) ** 2 for a, b in itertools.permutations(unit, 2)) / (len(unit) - 1) for unit in units)
    return 1 - observed / expected if expected else None


TABLES = arrays.arrays(
    float, st.tuples(st.integers(1, 6), st.integers(1, 4)), elements=st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0, np.nan])
)


@given(TABLES)
def test_alpha_is_what_its_definition_says(table: np.ndarray) -> None:
    found, wanted = alpha(table).value, alpha_by_pairs(table)
    assert found == (None if wanted is None else pytest.approx(wanted, abs=1e-9))


WHOLE = arrays.arrays(float, st.tuples(st.integers(2, 7), st.integers(2, 4)), elements=st.integers(1, 5).map(float))


@given(WHOLE, st.randoms(), st.integers(2, 9), st.integers(-3, 9))
def test_order_and_scale_change_no_coefficient(table: np.ndarray, luck: object, times: int, plus: int) -> None:
    rows, columns = list(range(table.shape[0])), list(range(table.shape[1]))
    luck.shuffle(rows)  # type: ignore[attr-defined]
    luck.shuffle(columns)  # type: ignore[attr-defined]
    other = times * table[rows][:, columns] + plus
    for name in ("one", "two", "three", "one_mean", "two_mean", "three_mean"):
        before, after = getattr(icc(table), name).value, getattr(icc(other), name).value
        assume(before is None or abs(before) < 1e6)
        assert after == (None if before is None else pytest.approx(before, rel=1e-6, abs=1e-9))
    before = alpha(table).value
    assert alpha(other).value == (None if before is None else pytest.approx(before, rel=1e-6, abs=1e-9))


def ratings(*rows: str) -> dict[int, list[Card]]:
    """One candidate; a row is a rater, a mark a competency, in the rubric's order."""
    return {1: [Card(rater, {key: int(mark) for key, mark in zip(KEYS, row, strict=False) if mark != "."})
                for rater, row in enumerate(rows, start=1)]}  # fmt: skip


def test_a_whole_table_is_told_by_icc_and_one_with_gaps_by_alpha() -> None:
    whole = agreement_of(TWELVE, ratings("12345123", "12345124"))
    assert (whole.method, whole.subjects, whole.interval) == ("icc", 8, None)
    assert whole.single is not None
    assert whole.single.value is not None
    gaps = agreement_of(TWELVE, ratings("12345123", "1234512."))
    assert (gaps.method, gaps.subjects, gaps.single) == ("alpha", 7, None)
    assert gaps.interval == gaps.ordinal == Figure(1.0)


def test_many_candidates_make_one_table() -> None:
    cards = {who: [Card(rater, dict.fromkeys(KEYS[:2], 1 + who)) for rater in (4, 9)] for who in range(4)}
    found = agreement_of(TWELVE, cards)
    assert (found.raters, found.subjects, found.mean) == ((4, 9), 8, Figure(1.0))


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((), FEW_RATERS),
        (("123451234512",), FEW_RATERS),
        (("1234", "1234"), FEW_SUBJECTS),
        (("12345.......", ".....1234512"), FEW_SUBJECTS),
        (("333333", "333333"), NO_VARIANCE),
        (("333333", "33333."), NO_VARIANCE),
    ],
)
def test_what_cannot_be_told_says_why(rows: tuple[str, ...], reason: str) -> None:
    found = agreement_of(TWELVE, ratings(*rows))
    figures = [figure for figure in (found.single, found.mean, found.interval, found.ordinal) if figure]
    assert figures == [Figure(None, reason)] * 2


def test_subjects_that_do_not_differ_make_no_coefficient_above_one() -> None:
    table = np.array([[1, 3], [3, 1], [1, 3], [3, 1]], float)  # every mean is 2
    found = icc(table)
    assert found.two_mean == Figure(None, NO_VARIANCE)
    assert all(figure.value is None or figure.value <= 1 for figure in (found.one, found.two, found.three))


def test_a_table_too_small_has_no_icc() -> None:
    assert icc(np.array([[1.0, 2.0]])).two == Figure(None, FEW_SUBJECTS)
    assert icc(np.array([[1.0], [2.0]])).two == Figure(None, FEW_RATERS)


def test_leniency_is_the_distance_from_the_others_on_what_both_rated() -> None:
    found = agreement_of(TWELVE, ratings("444445", "33333.", "22222."))
    assert found.leniency == (Leniency(1, 1.5, 5), Leniency(2, 0.0, 5), Leniency(3, -1.5, 5))


def test_leniency_is_not_told_on_little() -> None:
    found = agreement_of(TWELVE, ratings("4444", "3333"))
    assert found.leniency == (Leniency(1, None, 4), Leniency(2, None, 4))
    assert agreement_of(TWELVE, {1: [card(8)]}).leniency == (Leniency(8, None, 0),)
    assert agreement_of(TWELVE, {}).leniency == ()


@given(st.integers(1, 4), st.integers(1, 5))
def test_two_who_always_agree_are_neither_strict_nor_lenient(many: int, rating: int) -> None:
    found = agreement_of(TWELVE, {who: all_at(rating, 2) for who in range(many)})
    assert [item.difference for item in found.leniency] == [0.0, 0.0]
