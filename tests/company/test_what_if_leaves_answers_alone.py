"""Other numbers can be tried on top of the answers, which stay what they are."""

from copy import deepcopy

import pytest
from company_cast import READY, Sheet, about, assessed, guess, read, role

from readiness.company.assessment import assess
from readiness.company.what_if import TRIALS, Trial, tried_value

DOUBTED: Sheet = {**READY, "book": about(900_000), "grr": guess(85), "margin": about(60)}


def test_the_answers_and_the_next_assessment_are_untouched() -> None:
    answers = read(DOUBTED)
    kept, before = deepcopy(answers), assess(role(), answers)
    assess(role(), answers, {"book": 100_000, "grr": 60, "on_cost": 2, "discount": 30, "ramp": 12})
    after = assess(role(), answers)
    assert answers == kept
    assert after.levels == before.levels
    assert after.decision == before.decision


def test_the_assumptions_of_the_role_are_untouched() -> None:
    kept = dict(role().assumptions)
    assessed(tried={"discount": 30, "on_cost": 2, "expansion_ceiling": 40, "retention_lift": 50})
    assert dict(role().assumptions) == kept


OTHER = {"accounts": 20, "book": 700_000, "load": 20, "grr": 78, "expansion": 9, "margin": 48, "base": 60_000,
         "variable": 20_000, "cash": 90_000}  # fmt: skip


@pytest.mark.parametrize("key", OTHER)
def test_a_tried_number_does_what_the_same_exact_answer_does(key: str) -> None:
    tried, answered = assessed(tried={key: OTHER[key]}), assessed(**{key: OTHER[key]})
    assert tried.levels == answered.levels
    assert tried.decision == answered.decision
    assert tried.score == answered.score


def test_the_on_cost_and_the_discount_can_be_tried() -> None:
    assert assessed(tried={"on_cost": 1.5}).level.cost == pytest.approx(1.5 * 48_000 + 12_000 + 2_000)
    dear, cheap = assessed(tried={"discount": 30}), assessed(tried={"discount": 0})
    assert dear.level.npv + dear.level.residual < cheap.level.npv + cheap.level.residual
    assert cheap.level.npv == pytest.approx(cheap.path.cumulative[-1])


def test_what_an_account_manager_adds_can_be_tried() -> None:
    nothing = assessed(tried={"retention_lift": 0, "expansion_lift": 0})
    assert nothing.level.expected_lift == 0
    assert nothing.level.residual == 0
    more = assessed(tried={"retention_lift": 30})
    assert more.level.expected_lift - assessed().level.expected_lift == pytest.approx(0.10 * 0.15)
    assert more.level.chance > assessed().level.chance


def test_a_quicker_start_pays_sooner() -> None:
    assert assessed(tried={"ramp": 1}).level.worth_likely > assessed().level.worth_likely
    assert assessed(tried={"ramp": 24}).level.worth_likely < assessed().level.worth_likely


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.key)
@pytest.mark.parametrize(
    "sheet",
    [READY, {**READY, "expansion": "unknown", "inflation": 40}, {**READY, "variable": "unknown", "cash": "unknown"}],
    ids=["all known", "unknown growth while prices rise", "unknown pay mix and cash"],
)
def test_trying_the_number_that_stands_there_changes_nothing_likely(trial: Trial, sheet: Sheet) -> None:
    """It makes a doubted number certain; what is likely stays."""
    now = assessed(sheet)
    shown = tried_value(now.company, trial)
    assert shown is not None
    tried = assessed(sheet, tried={trial.key: shown})
    assert tried.level.worth_likely == pytest.approx(now.level.worth_likely)
    assert tried.level.months_left == pytest.approx(now.level.months_left)


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.key)
def test_both_ends_of_every_trial_can_be_reckoned(trial: Trial) -> None:
    for value in (trial.least, trial.most):
        found = assessed(tried={trial.key: value})
        assert all(0 <= level.chance <= 1 for level in found.levels.values())
        assert found.decision.row in range(1, 10)


def test_the_largest_plausible_lift_follows_what_is_tried() -> None:
    """Trying 30 % instead of 20 leaves 60 instead of 40 % of the losses to save at the very best."""
    assert assessed().plausible_lift == pytest.approx(0.4 * 0.15 + 0.11)
    assert assessed(tried={"retention_lift": 30}).plausible_lift == pytest.approx(0.6 * 0.15 + 0.11)
    assert assessed(tried={"expansion_ceiling": 20}).plausible_lift == pytest.approx(0.4 * 0.15 + 0.16)


def test_levers_are_those_of_the_tried_company() -> None:
    poor = assessed(tried={"book": 300_000})
    assert poor.decision.verdict != assessed().decision.verdict
    for lever in poor.levers:
        assert lever.changes_outcome == (lever.decision.rank > poor.decision.rank)
