"""Means are of what was rated, "not seen" is no rating, and doubt shrinks with raters."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from panel_cast import TWELVE, all_at, card, competency, panels, rated, rubric, rubrics, with_rating

from readiness.candidates.own_reliability import own_reliability
from readiness.candidates.panel import Card, disagreements, panel_of
from readiness.candidates.reliability import ASSUMED, Reliability, standard_error
from readiness.candidates.standings import reliability_of, tally
from readiness.questionnaire import Rubric

TWO = rubric(competency("a", (2, 3, 4), ("mid",)), competency("b", (2, 3, 4), weight=3))


def test_a_panel_by_hand() -> None:
    panel = panel_of(TWO, [card(1, a=2, b=4), card(2, a=5, b=None), card(3, a=2)])
    one, two = panel.competencies["a"], panel.competencies["b"]
    assert (one.mean, one.count, one.spread, one.unseen_by) == (3.0, 3, 3, ())
    assert one.sd == pytest.approx(math.sqrt(3))
    assert (two.mean, two.count, two.spread, two.sd, two.unseen_by) == (4.0, 1, 0, None, (2,))
    assert panel.overall is not None
    assert panel.overall.mean == (1 * 3.0 + 3 * 4.0) / 4
    assert panel.thin == ("b",)


def test_the_published_standard_error_comes_out() -> None:
    assert standard_error(3.17, 0.88) == pytest.approx(1.098, abs=5e-4)


def test_the_assumed_standard_error_by_hand() -> None:
    panel = panel_of(TWO, [card(1, a=3, b=3), card(2, a=3, b=3)])
    found, whole = panel.competencies["a"].estimate, panel.overall
    assert found is not None
    assert whole is not None
    assert found.sem == pytest.approx(0.8 * math.sqrt(1 - 0.88 / 1.44))
    assert (found.low, found.high) == pytest.approx((3 - 1.2816 * found.sem, 3 + 1.2816 * found.sem))
    assert whole.sem == pytest.approx(found.sem * math.sqrt(1 + 9) / 4)


def test_an_interval_stays_on_the_scale() -> None:
    whole = panel_of(TWO, [card(1, a=5, b=5)]).overall
    assert whole is not None
    assert whole.high == 5
    assert whole.low < 5


def test_nobody_rated_has_no_mean() -> None:
    for cards in ([], [card(1)], [card(1, a=None, b=None)]):
        panel = panel_of(TWO, cards)
        assert panel.overall is None
        assert panel.unrated == ("a", "b")
        assert panel.competencies["a"].spread is None
    assert panel.not_seen == ("a", "b")


def test_a_card_is_refused_with_a_rating_off_the_scale_or_twice() -> None:
    for wrong in (0, 6, -1):
        with pytest.raises(ValueError, match="no rating"):
            card(1, a=wrong)
    with pytest.raises(ValueError, match="two cards"):
        panel_of(TWO, [card(1, a=3), card(1, a=4)])


def test_what_the_rubric_does_not_ask_is_passed_over() -> None:
    assert panel_of(TWO, [card(1, a=3, dropped=5)]) == panel_of(TWO, [card(1, a=3)])


@given(rated())
def test_means_are_exact(found: tuple[Rubric, list[Card]]) -> None:
    wanted, cards = found
    panel = panel_of(wanted, cards)
    means = {}
    for item in wanted.competencies:
        ratings = [held.ratings[item.key] for held in cards if held.ratings.get(item.key) is not None]
        if ratings:
            means[item.key] = Fraction(sum(ratings), len(ratings))
    if not means:
        assert panel.overall is None
        return
    weights = {item.key: item.weight for item in wanted.competencies if item.key in means}
    whole = sum(weights[key] * mean for key, mean in means.items()) / sum(weights.values())
    assert panel.overall is not None
    assert panel.overall.mean == pytest.approx(float(whole), abs=1e-12)


@given(rated(), st.randoms())
def test_the_order_of_raters_is_irrelevant(found: tuple[Rubric, list[Card]], luck: object) -> None:
    wanted, cards = found
    shuffled = list(cards)
    luck.shuffle(shuffled)  # type: ignore[attr-defined]
    assert panel_of(wanted, cards) == panel_of(wanted, shuffled)


@given(rated())
def test_not_seen_never_changes_a_mean_or_its_doubt(found: tuple[Rubric, list[Card]]) -> None:
    wanted, cards = found
    blind = Card(99, {item.key: None for item in wanted.competencies})
    before, after = panel_of(wanted, cards), panel_of(wanted, [*cards, blind])
    assert before.overall == after.overall
    for key, held in before.competencies.items():
        assert held.estimate == after.competencies[key].estimate
        assert after.competencies[key].unseen_by == (*held.unseen_by, 99)


@given(st.integers(1, 5), st.integers(1, 6), st.floats(0.05, 0.95))
def test_doubt_shrinks_with_raters(rating: int, raters: int, r: float) -> None:
    known = Reliability(r=r)
    few, more = (panel_of(TWELVE, all_at(rating, many), known).overall for many in (raters, raters + 1))
    assert few is not None
    assert more is not None
    assert more.sem < few.sem
    assert few.low <= more.low <= more.high <= few.high


# ------------------------------------------------------------------------------------------- reliability


def test_reliability_is_assumed_until_twenty_were_rated_by_two() -> None:
    def opening(many: int, raters: int = 2) -> Reliability:
        people = {
            who: [card(rater, a=1 + (who + rater) % 5, b=1 + who % 5) for rater in range(raters)] for who in range(many)
        }
        return reliability_of(tally(TWO, people))

    assert opening(19) == Reliability(candidates=19)
    assert opening(40, raters=1) == ASSUMED
    assert not opening(20).assumed
    assert opening(20).candidates == 20


def test_an_openings_own_reliability_by_hand() -> None:
    people = {
        who: [card(rater, a=rating) for rater, rating in enumerate(pair)]
        for who, pair in enumerate([(1, 3), (4, 4)] * 10)
    }
    found = reliability_of(tally(TWO, people))
    # means 2 and 4: MS between = 2 × 20 ÷ 19, MS within = 20 ÷ 20; ICC(1,1) = (B − W) ÷ (B + W)
    between, within = 2 * 20 / 19, 20 / 20
    assert found.r == pytest.approx((between - within) / (between + within))
    assert found.sd == pytest.approx(math.sqrt(20 / 19))


def test_one_rater_tells_nothing_of_reliability_and_uneven_panels_count() -> None:
    pairs = {who: [card(1, a=1 + who % 5), card(2, a=1 + who % 4)] for who in range(24)}
    with_singles = {**pairs, **{100 + who: [card(1, a=5)] for who in range(50)}}
    assert reliability_of(tally(TWO, pairs)) == reliability_of(tally(TWO, with_singles))


def test_an_opening_where_all_are_alike_keeps_the_assumption() -> None:
    people = {who: [card(1, a=3, b=3), card(2, a=3, b=3)] for who in range(30)}
    assert reliability_of(tally(TWO, people)) == Reliability(candidates=30)


def test_full_agreement_still_leaves_doubt_and_none_is_no_less_than_nothing() -> None:
    agreed = {who: [card(1, a=1 + who % 5), card(2, a=1 + who % 5)] for who in range(30)}
    apart = {who: [card(1, a=1), card(2, a=5 - who % 2)] for who in range(30)}
    assert reliability_of(tally(TWO, agreed)).r == 0.95
    assert reliability_of(tally(TWO, apart)).r == 0.0


def test_nobody_at_all_keeps_the_assumption() -> None:
    found = tally(TWO, {})
    assert own_reliability(found.sums, found.squares, found.counts) == ASSUMED


# ------------------------------------------------------------------------------------------ disagreements


def test_wide_disagreements_come_first_then_must_haves_then_weight() -> None:
    wanted = rubric(
        competency("target", (1, 3, 5)),
        competency("must", (1, 3, 5), ("mid",)),
        competency("wide", (1, 3, 5)),
        competency("wide_and_heavy", (1, 3, 5), weight=3),
        competency("wide_must", (1, 3, 5), ("mid",)),
        competency("agreed", (1, 3, 5)),
        competency("apart_but_on_one_side", (1, 2, 5)),
    )
    low = card(1, target=2, must=2, wide=1, wide_and_heavy=1, wide_must=2, agreed=4, apart_but_on_one_side=2)
    high = card(2, target=3, must=3, wide=3, wide_and_heavy=3, wide_must=4, agreed=4, apart_but_on_one_side=3)
    found = disagreements(wanted, panel_of(wanted, [high, low]))
    assert [item.key for item in found] == ["wide_must", "wide_and_heavy", "wide", "must", "target"]
    first = found[0]
    assert (first.spread, first.lowest, first.highest) == (2, (1,), (2,))
    assert (first.crossed, first.must_haves) == (("mid",), ("mid",))


def test_only_the_level_sought_decides_which_targets_are_crossed() -> None:
    cards = [card(1, a=3, b=3), card(2, a=4, b=3)]
    panel = panel_of(TWO, cards)
    assert [item.key for item in disagreements(TWO, panel, "senior")] == ["a"]
    assert disagreements(TWO, panel, "mid") == ()


@given(st.data())
def test_whoever_agrees_has_nothing_to_talk_about(data: st.DataObject) -> None:
    wanted = data.draw(rubrics())
    cards = data.draw(panels(wanted))
    if cards:
        same = with_rating(cards, 0)[0].ratings
        assert disagreements(wanted, panel_of(wanted, [Card(rater, same) for rater in range(3)])) == ()
