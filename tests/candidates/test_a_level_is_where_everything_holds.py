"""Placement: the highest level where the mean, the floor and every must-have hold, and what is missing where not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from panel_cast import LEVELS, TWELVE, all_at, at_targets, card, competency, rated, rubric, with_rating

from readiness.candidates.panel import Card, panel_of
from readiness.candidates.placement import FAILED, MET, OPEN, Evidence, Placement, mean_target, place, profile
from readiness.candidates.reliability import Reliability
from readiness.questionnaire import Rubric

SURE = Reliability(r=0.9999, sd=0.01)
RANK = {None: 0, "junior": 1, "mid": 2, "senior": 3}


def placed(cards: list[Card], owned: bool | None = True, wanted: Rubric = TWELVE, sure: bool = True) -> Placement:
    return place(wanted, panel_of(wanted, cards, SURE if sure else Reliability()), owned)


@pytest.mark.parametrize("level", LEVELS)
def test_the_targets_of_a_level_give_that_level(level: str) -> None:
    found = placed(at_targets(level))
    assert found.level == level
    assert [fit.state for fit in found.fits] == [
        MET if RANK[fit.level] <= RANK[level] else FAILED for fit in found.fits
    ]


def test_the_mean_targets_of_the_published_rubric() -> None:
    every = [wanted.key for wanted in TWELVE.competencies]
    assert [mean_target(TWELVE, level, every) * 12 for level in LEVELS] == pytest.approx([25, 35, 48])


def test_below_every_junior_target_is_below_junior() -> None:
    found = placed(all_at(1, rivals=1, strategy=1))
    assert (found.outcome, found.level) == ("below", None)
    assert not found.below_every_target  # rivals and strategy ask for 1 only
    two = rubric(competency("a", (3, 4, 5)), competency("b", (2, 3, 4)))
    assert placed([card(1, a=2, b=1)], wanted=two).below_every_target


def test_one_failed_must_have_keeps_a_level_away() -> None:
    found = placed(at_targets("senior", growth=3))
    assert found.level == "mid"
    senior = found.fits[2]
    assert ("must_have", "growth", 3.0, 4) in [
        (check.code, check.competency, check.value, check.needed) for check in senior.having(FAILED)
    ]


def test_more_than_one_below_a_target_keeps_a_level_away_and_exactly_one_does_not() -> None:
    high = dict.fromkeys(("growth", "renewal", "negotiation", "projects", "listening"), 5)
    assert placed(at_targets("mid", **high, sales=2)).level == "mid"
    found = placed(at_targets("mid", **high, sales=1))
    assert found.level == "junior"
    assert [(check.code, check.competency) for check in found.fits[1].having(FAILED)] == [("floor", "sales")]


def test_a_mean_below_the_mean_target_keeps_a_level_away() -> None:
    found = placed(at_targets("mid", sales=2))
    assert found.level == "junior"
    assert [check.code for check in found.fits[1].having(FAILED)] == ["mean"]


def test_an_unseen_must_have_is_to_be_collected() -> None:
    found = placed(at_targets("senior", strategy=None))
    assert (found.outcome, found.level, found.high) == ("collect", "mid", "senior")
    assert Evidence("must_have", "strategy") in found.evidence
    assert found.fits[2].state == OPEN
    assert found.provisional
    assert found.unrated == ("strategy",)


def test_an_unseen_must_have_of_a_level_out_of_reach_is_not_asked_for() -> None:
    found = placed(at_targets("junior", strategy=None, sales=3))
    assert (found.outcome, found.level, found.evidence) == ("level", "junior", ())


def test_nothing_owned_caps_at_the_lowest_level_and_not_knowing_leaves_it_open() -> None:
    capped = placed(at_targets("senior", sales=5), owned=False)
    assert (capped.outcome, capped.level) == ("level", "junior")
    assert [check.code for check in capped.fits[2].having(FAILED)] == ["owned"]
    unknown = placed(at_targets("senior", sales=5), owned=None)
    assert (unknown.outcome, unknown.level, unknown.high) == ("collect", "junior", "senior")
    assert unknown.evidence == (Evidence("owned"),)
    assert placed(at_targets("junior", sales=3), owned=None).outcome == "level"


def test_an_interval_across_a_boundary_lies_between_levels() -> None:
    found = placed(at_targets("mid", sales=2), sure=False)
    assert (found.outcome, found.level, found.low, found.high) == ("between", "junior", "junior", "mid")
    assert [item.code for item in found.evidence] == ["narrows"] * 3
    clear = placed(at_targets("mid", sales=4, data=4, rivals=4, strategy=3, growth=4), sure=False)
    assert (clear.outcome, clear.level) == ("level", "mid")


def test_the_heaviest_and_least_rated_competency_narrows_most() -> None:
    wanted = rubric(competency("a", (2, 3, 4)), competency("b", (2, 3, 4), weight=2), competency("c", (2, 3, 4)))
    found = placed([card(1, a=3, b=3, c=3), card(2, a=3)], wanted=wanted, sure=False)
    assert [item.competency for item in found.evidence] == ["b", "c", "a"]
    gains = [item.gain or 0 for item in found.evidence]
    assert gains == sorted(gains, reverse=True)
    assert gains[0] == pytest.approx(4 * 0.64 * (0.88 / 1.44 - 0.44) / 16)


def test_nobody_rated_is_no_level_at_all() -> None:
    assert placed([]) == Placement("unrated", unrated=tuple(wanted.key for wanted in TWELVE.competencies))


def test_targets_count_over_what_was_rated() -> None:
    wanted = rubric(competency("a", (1, 2, 3)), competency("b", (3, 4, 5), weight=3))
    assert placed([card(1, a=2)], wanted=wanted).level == "mid"
    assert placed([card(1, a=2)], wanted=wanted).unrated == ("b",)


def test_doubt_about_a_must_have_is_told_and_decides_nothing() -> None:
    found = placed(at_targets("senior"), sure=False)
    musts = [check for check in found.fits[2].checks if check.code == "must_have"]
    assert musts
    assert all(check.state == MET and check.doubtful for check in musts)


def test_a_profile_holds_every_competency_against_a_level() -> None:
    found = profile(TWELVE, panel_of(TWELVE, at_targets("junior", data=None)), "mid")
    assert [item.key for item in found] == [wanted.key for wanted in TWELVE.competencies]
    by_key = {item.key: item for item in found}
    assert (by_key["rivals"].gap, by_key["rivals"].target, by_key["rivals"].must_have) == (-2, 3, False)
    assert (by_key["data"].gap, by_key["data"].mean) == (None, None)


@given(rated(), st.sampled_from([True, False, None]), st.data())
def test_raising_a_rating_never_lowers_the_placement(
    found: tuple[Rubric, list[Card]], owned: bool | None, data: st.DataObject
) -> None:
    wanted, cards = found
    cells = [(place, key, value) for place, held in enumerate(cards) for key, value in held.ratings.items() if value]
    if not cells:
        return
    where, key, value = data.draw(st.sampled_from(cells))
    raised = with_rating(cards, where, **{key: data.draw(st.integers(value, 5))})
    before, after = (placed(held, owned, wanted, sure=False) for held in (cards, raised))
    for end in ("low", "level", "high"):
        assert RANK[getattr(after, end)] >= RANK[getattr(before, end)]


@given(rated(), st.sampled_from([True, False, None]))
def test_not_seen_never_moves_anyone(found: tuple[Rubric, list[Card]], owned: bool | None) -> None:
    wanted, cards = found
    blind = Card(99, {item.key: None for item in wanted.competencies})
    assert placed(cards, owned, wanted, sure=False) == placed([*cards, blind], owned, wanted, sure=False)


@given(rated(), st.sampled_from([True, False, None]))
def test_the_level_lies_between_its_ends_and_its_reasons_bear_it_out(
    found: tuple[Rubric, list[Card]], owned: bool | None
) -> None:
    wanted, cards = found
    result = placed(cards, owned, wanted, sure=False)
    if result.outcome == "unrated":
        return
    assert RANK[result.low] <= RANK[result.level] <= RANK[result.high]
    for fit in result.fits:
        assert (fit.state == MET) == all(check.state == MET for check in fit.checks)
        assert (fit.state == FAILED) == bool(fit.having(FAILED))
        assert fit.state != MET or RANK[result.level] >= RANK[fit.level]
