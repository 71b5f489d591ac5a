"""What is said to change the verdict does change it once it is answered, and only an owner's own moves are named."""

import pytest
from company_cast import CIRCUMSTANCES, READY, Sheet, assessed, role, sheets, thorough, without_gaps
from hypothesis import given
from lever_cast import COMPANIES, OUT_OF_REACH, POOR, after, changes, opening


@pytest.mark.parametrize("sheet", COMPANIES.values(), ids=COMPANIES)
def test_made_as_real_answers_each_gives_the_outcome_it_promised(sheet: Sheet) -> None:
    before = assessed(sheet)
    assert opening(before)
    for lever in before.levers:
        real = assessed(after(sheet, lever))
        assert real.decision == lever.decision
        assert real.facts.score == pytest.approx(lever.facts.score)
        assert (real.decision.rank > before.decision.rank) == lever.changes_outcome


@thorough(20)
@given(sheets())
def test_so_it_is_with_any_company(sheet: Sheet) -> None:
    sheet = without_gaps(sheet)
    for lever in (before := assessed(sheet)).levers[:3]:
        real = assessed(after(sheet, lever))
        assert real.decision == lever.decision
        assert (real.decision.rank > before.decision.rank) == lever.changes_outcome


@pytest.mark.parametrize("sheet", OUT_OF_REACH.values(), ids=OUT_OF_REACH)
def test_nothing_is_promised_that_three_changes_cannot_do(sheet: Sheet) -> None:
    assert opening(assessed(sheet)) == []


def test_a_company_that_should_hire_has_no_better_outcome() -> None:
    assert opening(assessed(READY)) == []


# ---- Only what an owner can move, least effort first.


@thorough(25)
@given(sheets())
def test_a_circumstance_or_an_unknown_is_never_a_lever(sheet: Sheet) -> None:
    sheet = without_gaps(sheet)
    numbers = {"cash": ("cash", "running_cost"), "margin": ("margin",), "owner_time": ("owner_hours", "owner_rate")}
    for lever in assessed(sheet).levers:
        for step in lever.steps:
            assert step.key not in CIRCUMSTANCES
            assert sheet[step.key] == step.start < step.end <= 4
        for move in lever.money:
            assert all(sheet[name] != "unknown" for name in numbers.get(move.key, ()))


@pytest.mark.parametrize("sheet", COMPANIES.values(), ids=COMPANIES)
def test_the_least_effort_comes_first(sheet: Sheet) -> None:
    efforts = [lever.effort for lever in opening(assessed(sheet))]
    assert efforts == sorted(efforts)


def test_effort_is_that_of_every_step_taken() -> None:
    """Up two answers is twice the effort; money has its own."""
    steps = {question.key: question.effort for question in role().questionnaire.questions()}
    found = assessed(COMPANIES["one deep leak"])
    twice = next(lever for lever in opening(found) if [step.key for step in lever.steps] == ["graded"])
    assert twice.effort == 2 * steps["graded"]
    by_money = {lever.money[0].key: lever.effort for lever in opening(assessed(POOR)) if len(lever.money) == 1}
    expected = role().assumptions["effort"]
    assert by_money == {key: expected[key] for key in by_money}
    assert by_money


@pytest.mark.parametrize("sheet", [READY, *COMPANIES.values()], ids=["ready", *COMPANIES])
def test_steps_that_only_raise_the_score_are_told_apart(sheet: Sheet) -> None:
    found = assessed(sheet)
    scoring = [lever for lever in found.levers if not lever.changes_outcome]
    assert found.levers == (*opening(found), *scoring)
    gains = [lever.facts.score - found.facts.score for lever in scoring]
    assert gains == sorted(gains, reverse=True)
    assert all(gain > 0 for gain in gains)
    assert all(changes(lever) == 1 and not lever.money for lever in scoring)


def test_pay_that_nobody_knows_the_mix_of_falls_with_the_base() -> None:
    sheet = {**POOR, "variable": "unknown"}
    levers = [lever for lever in opening(assessed(sheet)) if lever.money and lever.money[0].key == "pay"]
    for lever in levers:
        assert assessed(after(sheet, lever)).decision == lever.decision


def test_hours_can_be_set_free_by_an_owner_who_has_none_free_yet() -> None:
    sheet = {**READY, "book": 700_000, "owner_hours": 0}
    keys = {move.key for lever in opening(assessed(sheet)) for move in lever.money}
    assert "owner_time" in keys
