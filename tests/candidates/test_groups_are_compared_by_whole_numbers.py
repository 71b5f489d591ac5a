"""Fairness: four-fifths, Fisher and the flip of one person must all speak before a group is flagged."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.candidates.fairness import Comparison, GroupRate, Person, Warned, above_median, fairness
from readiness.candidates.impact import Tried, below_four_fifths, fisher, highest_rate, impacts


def people(opening: int, group: str | None, many: int, selected: int) -> list[Person]:
    return [Person(opening, group, place < selected) for place in range(many)]


def compared(**groups: tuple[int, int]) -> Comparison:
    """Everyone in one opening, by group: (people, selected)."""
    everyone = [person for group, (many, chosen) in groups.items() for person in people(0, group, many, chosen)]
    return fairness(everyone).selection.pooled


def rate(comparison: Comparison, group: str) -> GroupRate:
    found = comparison.of(group)
    assert found is not None
    return found


def test_the_published_fisher_comes_out() -> None:
    assert fisher(Tried(10, 8), Tried(6, 1)) == pytest.approx(0.034965, abs=5e-7)


def test_the_published_four_fifths_come_out() -> None:
    found = impacts({"a": Tried(1000, 600), "b": Tried(1000, 450), "c": Tried(1000, 480), "d": Tried(1000, 510)})
    assert [found[key].ratio for key in "abcd"] == [1.0, 0.75, 0.8, 0.85]
    assert [found[key].flagged for key in "abcd"] == [False, True, False, False]


def test_exactly_four_fifths_is_not_below() -> None:
    assert not below_four_fifths(Tried(7, 4), Tried(7, 5))
    assert not below_four_fifths(Tried(50, 12), Tried(100, 30))
    assert below_four_fifths(Tried(10**15, 4 * 10**14 - 1), Tried(10**15, 5 * 10**14))


COUNTS = st.integers(1, 40).flatmap(lambda many: st.tuples(st.just(many), st.integers(0, many)))
TRIED = COUNTS.map(lambda pair: Tried(*pair))


def fisher_by_hand(first: Tried, second: Tried) -> Fraction:
    chosen, many = first.selected + second.selected, first.people + second.people
    ways = [math.comb(first.people, taken) * math.comb(second.people, chosen - taken) for taken in range(chosen + 1)]
    return Fraction(sum(count for count in ways if count <= ways[first.selected]), math.comb(many, chosen))


@given(TRIED, TRIED)
def test_fisher_is_the_sum_over_all_tables(first: Tried, second: Tried) -> None:
    assert fisher(first, second) == float(fisher_by_hand(first, second))
    assert fisher(first, second) == fisher(second, first)


def test_fisher_takes_large_numbers_and_groups_alike() -> None:
    assert fisher(Tried(4000, 2000), Tried(4000, 2000)) == 1.0
    assert 0 < fisher(Tried(4000, 1900), Tried(4000, 2000)) < 0.05


GROUPS = st.dictionaries(st.sampled_from("abcdef"), TRIED, min_size=1)


@given(GROUPS, st.randoms())
def test_the_order_of_groups_changes_nothing(groups: dict[str, Tried], luck: object) -> None:
    keys = list(groups)
    luck.shuffle(keys)  # type: ignore[attr-defined]
    assert impacts({key: groups[key] for key in keys}) == impacts(groups)


@given(GROUPS, st.data())
def test_one_more_selected_never_lowers_the_rate_or_the_ratio(groups: dict[str, Tried], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(groups)))
    found = groups[key]
    if found.selected < found.people:
        before = impacts(groups)[key]
        after = impacts({**groups, key: Tried(found.people, found.selected + 1)})[key]
        assert after.rate > before.rate
        assert after.ratio is not None
        assert before.ratio is None or after.ratio >= before.ratio
        assert after.below <= before.below


@given(GROUPS, st.integers(2, 50))
def test_as_many_times_the_people_keep_every_ratio(groups: dict[str, Tried], times: int) -> None:
    larger = {key: Tried(found.people * times, found.selected * times) for key, found in groups.items()}
    before, after = impacts(groups), impacts(larger)
    assert {key: (one.rate, one.ratio, one.below) for key, one in before.items()} == {
        key: (one.rate, one.ratio, one.below) for key, one in after.items()
    }


@given(GROUPS)
def test_the_highest_group_is_never_below_and_its_ratio_is_one(groups: dict[str, Tried]) -> None:
    top = highest_rate(groups)
    assert top is not None
    found = impacts(groups)[top]
    assert not found.below
    assert found.ratio in (1.0, None)
    assert all(
        not one.flagged or (one.below and one.p < 0.05 and not one.one_lifts) for one in impacts(groups).values()
    )


def test_one_person_who_would_lift_it_keeps_a_group_from_being_flagged() -> None:
    near = impacts({"a": Tried(500, 250), "b": Tried(500, 199)})["b"]
    assert (near.below, near.p < 0.05, near.one_lifts, near.flagged) == (True, True, True, False)
    far = impacts({"a": Tried(500, 250), "b": Tried(500, 190)})["b"]
    assert (far.below, far.p < 0.05, far.one_lifts, far.flagged) == (True, True, False, True)


def test_few_people_are_below_four_fifths_and_not_flagged() -> None:
    found = rate(compared(a=(10, 6), b=(10, 4)), "b").impact
    assert found is not None
    assert (found.below, found.flagged) == (True, False)


def test_nobody_selected_has_no_ratio_and_no_flag() -> None:
    found = impacts({"a": Tried(30, 0), "b": Tried(40, 0)})
    assert [(one.ratio, one.flagged) for one in found.values()] == [(None, False), (None, False)]


# ------------------------------------------------------------------------------------------- who counts


def test_only_decided_people_count_and_the_pending_are_told() -> None:
    pending = [Person(0, "a", None, 4.0)] * 7
    found = fairness([*people(0, "a", 20, 10), *people(0, "b", 20, 5), *pending])
    assert (found.decided, found.pending) == (40, 7)
    assert rate(found.selection.pooled, "a").people == 20
    assert found.scoring.pooled.people == 0


def test_whoever_said_no_group_is_counted_and_never_compared() -> None:
    everyone = [*people(0, None, 30, 30), *people(0, "a", 20, 10), *people(0, "b", 20, 10)]
    found = fairness(everyone).selection.pooled
    assert (found.people, found.highest) == (70, "a")
    assert rate(found, "").impact is None


def test_groups_under_two_percent_are_left_out_and_said_so() -> None:
    everyone = [*people(0, "a", 300, 90), *people(0, "b", 294, 90), *people(0, "c", 6, 6)]
    left = fairness(everyone).selection.pooled
    assert left.highest == "b"
    assert rate(left, "c").left_out
    assert rate(left, "c").impact is None
    kept = fairness(everyone, leave_out_small=False).selection.pooled
    assert kept.highest == "c"
    exactly = [*people(0, "a", 300, 90), *people(0, "b", 294, 90), *people(0, "c", 13, 6)]
    assert not rate(fairness(exactly).selection.pooled, "c").left_out


@pytest.mark.parametrize(
    ("everyone", "reason"),
    [([], "nobody"), (people(0, "a", 30, 9), "few_groups"), (people(0, None, 30, 9), "few_groups")],
)
def test_where_nothing_can_be_compared_it_says_why(everyone: list[Person], reason: str) -> None:
    found = fairness(everyone).selection.pooled
    assert (found.reason, found.highest) == (reason, None)
    assert all(one.impact is None for one in found.groups)


def test_the_scoring_rate_is_the_share_above_the_median() -> None:
    low = [Person(0, "a", True, score) for score in (1.0, 2.0, 3.0, 3.0, 3.0, 3.0)]
    high = [Person(0, "b", True, score) for score in (3.0, 4.0, 4.0, 5.0, 4.5, 4.0)]
    found = fairness([*low, *high, Person(0, "b", True)]).scoring.pooled
    assert (rate(found, "a").selected, rate(found, "b").selected, rate(found, "b").people) == (0, 5, 6)


def test_an_opening_has_a_median_of_its_own() -> None:
    everyone = [Person(opening, "a", True, opening + score) for opening in (0, 3) for score in (1.0, 2.0)]
    assert above_median(everyone, by_opening=True) == [False, True, False, True]
    assert above_median(everyone, by_opening=False) == [False, False, True, True]


# ---------------------------------------------------------------------------------------------- Simpson


def test_a_group_ahead_in_each_opening_and_behind_overall_is_warned_of() -> None:
    everyone = [
        *people(0, "a", 100, 80), *people(0, "b", 20, 17),
        *people(1, "a", 20, 4), *people(1, "b", 100, 25),
    ]  # fmt: skip
    found = fairness(everyone).selection
    assert found.pooled.flagged == ("b",)
    assert found.openings[0].flagged == found.openings[1].flagged == ()
    assert found.warnings == (Warned("b", "direction", (0, 1), True), Warned("b", "flag", (0, 1), True))


def test_a_flag_hidden_by_pooling_is_warned_of() -> None:
    everyone = [
        *people(0, "a", 100, 60), *people(0, "b", 100, 30),
        *people(1, "a", 100, 30), *people(1, "b", 100, 58),
    ]  # fmt: skip
    found = fairness(everyone).selection
    assert found.pooled.flagged == ()
    assert Warned("b", "flag", (0,), False) in found.warnings
    assert Warned("a", "flag", (1,), False) in found.warnings


def test_openings_that_tell_the_same_story_raise_no_warning() -> None:
    everyone = [
        person for opening in (0, 1) for person in (*people(opening, "a", 40, 20), *people(opening, "b", 40, 19))
    ]
    assert fairness(everyone).selection.warnings == ()
    assert fairness(people(0, "a", 40, 20) + people(0, "b", 40, 2)).selection.warnings == ()
