"""The columns of thousands of candidates hold exactly what each one's own panel says, to the last bit."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st
from panel_cast import TWELVE, all_at, at_targets, card, panels, rubric, rubrics

from readiness.candidates.panel import Card, panel_of
from readiness.candidates.placement import OUTCOMES, place
from readiness.candidates.reliability import Reliability
from readiness.candidates.standings import Standings, standings, tally
from readiness.questionnaire import Rubric

OWNED = st.sampled_from([True, False, None])


def same(one: float | None, other: float) -> bool:
    return math.isnan(other) if one is None else one == other


def check_against_panels(
    wanted: Rubric, found: Standings, cards: dict[int, list[Card]], owned: dict[int, bool | None], known: Reliability
) -> None:
    order = (None, *found.levels)
    assert found.candidates == tuple(cards)
    for row, (candidate, held) in enumerate(cards.items()):
        panel = panel_of(wanted, held, known)
        placement = place(wanted, panel, owned.get(candidate))
        for column, rated in enumerate(panel.competencies.values()):
            assert same(rated.mean, found.means[row, column])
            assert rated.count == found.counts[row, column]
        whole = panel.overall
        ends = (whole.mean, whole.low, whole.high) if whole else (None, None, None)
        assert all(map(same, ends, (found.mean[row], found.low[row], found.high[row])))
        levels = (placement.level, placement.low, placement.high)
        assert levels == tuple(order[index[row] + 1] for index in (found.level, found.level_low, found.level_high))
        assert placement.outcome == OUTCOMES[found.outcome[row]]


@given(st.data(), st.floats(0, 0.95), st.floats(0.01, 1.5))
def test_columns_agree_with_panels(data: st.DataObject, r: float, sd: float) -> None:
    wanted, known = data.draw(rubrics()), Reliability(r, sd)
    cards = data.draw(st.dictionaries(st.integers(1, 99), panels(wanted), max_size=6))
    owned = {candidate: data.draw(OWNED) for candidate in cards}
    check_against_panels(wanted, standings(wanted, cards, owned, known), cards, owned, known)


def test_an_opening_of_twelve_competencies_agrees_too() -> None:
    keys = [wanted.key for wanted in TWELVE.competencies]
    cards = {
        who: [Card(rater, {key: 1 + (who * 7 + rater * (3 + place) + place) % 5 for place, key in enumerate(keys)})
              for rater in range(1 + who % 4)]
        for who in range(400)
    }  # fmt: skip
    strong = {1000 + who: all_at(3 + who % 3, 2 + who % 2, sales=1 + who % 5, strategy=None) for who in range(60)}
    cards |= strong | {2000 + who: all_at(5, 3, sales=1 + who) for who in range(5)} | {3000: at_targets("junior")}
    owned = {who: (True, None, False)[who % 3] for who in cards}
    found = standings(TWELVE, cards, owned)
    check_against_panels(TWELVE, found, cards, owned, Reliability())
    assert len(set(found.level.tolist())) == 4
    assert set(found.outcome.tolist()) >= {OUTCOMES.index(name) for name in ("below", "level", "between", "collect")}


def test_nobody_and_nothing_asked_make_empty_columns() -> None:
    assert standings(TWELVE, {}).mean.shape == (0,)
    nothing = standings(rubric(), {7: [card(1, a=3)]})
    assert OUTCOMES[nothing.outcome[0]] == "unrated"
    assert OUTCOMES[standings(TWELVE, {7: []}).outcome[0]] == "unrated"


def test_a_tally_counts_who_saw_nothing() -> None:
    found = tally(TWELVE, {7: [card(1, sales=None, data=4), card(2, sales=None)]})
    unseen = dict(zip(found.keys, found.unseen[0].tolist(), strict=True))
    assert (unseen["sales"], unseen["data"], unseen["growth"]) == (2, 0, 0)
