"""A file of answers is taken as it is, or refused once with everything that is wrong in it."""

from decimal import Decimal
from typing import Any

import pytest
from company_cast import READY, Sheet, read, role

from readiness.company.answers import AnswersError, answers_from_file, read_answers
from readiness.company.assessment import assess

REQUIRED: Sheet = {"currency": "EUR", "accounts": 10, "book": 500_000, "base": 40_000}


def stored(**said: Any) -> dict[str, object]:
    return answers_from_file(role(), {**REQUIRED, **said})


def problems(given: Sheet) -> dict[str, str]:
    with pytest.raises(AnswersError) as raised:
        answers_from_file(role(), given)
    return {problem.key: problem.code for problem in raised.value.problems}


# ---- What is taken.


def test_a_plain_number_is_exact() -> None:
    assert stored(base=42_000)["base"] == {"value": "42000", "sure": "exact"}
    assert stored(grr=87.5)["grr"] == {"value": "87.5", "sure": "exact"}


def test_a_number_may_say_how_sure_it_is() -> None:
    assert stored(grr={"value": 87, "sure": "about"})["grr"] == {"value": "87", "sure": "about"}
    assert stored(grr={"value": 87})["grr"] == {"value": "87", "sure": "exact"}


@pytest.mark.parametrize("said", ["unknown", {"value": "unknown"}, {"value": 87, "sure": "unknown"}])
def test_a_number_may_be_unknown(said: object) -> None:
    assert stored(grr=said)["grr"] == {"value": "", "sure": "unknown"}


def test_a_choice_may_be_given_as_number_or_text_or_be_unknown() -> None:
    assert stored(unowned=3)["unowned"] == "3"
    assert stored(unowned="3")["unowned"] == "3"
    assert stored(unowned="unknown")["unowned"] == "unknown"


def test_no_digit_of_a_big_amount_is_lost() -> None:
    assert stored(book=123_456_789_012_345_678)["book"] == {"value": "123456789012345678", "sure": "exact"}


@pytest.mark.parametrize("said", [1e5, 1e17, 100_000, 1e-7])
def test_an_amount_is_kept_without_a_power_of_ten(said: float) -> None:
    kept = stored(tools=said)["tools"]["value"]
    assert Decimal(kept) == Decimal(str(said))
    assert "e" not in kept.lower()


def test_what_was_read_can_be_assessed() -> None:
    answers = read_answers(role(), stored())
    assert answers.missing == ()
    assert assess(role(), answers).decision.verdict in ("not_yet", "rep")


def test_numbers_left_out_take_their_default_or_are_unknown() -> None:
    numbers = read_answers(role(), stored()).numbers
    assert (numbers["inflation"].value, numbers["new_accounts"].value, numbers["in_post"].value) == (0, 0, 0)
    assert numbers["grr"].value is None


def test_what_is_given_about_retention_stands_and_the_rest_is_worked_out() -> None:
    amounts = {"kept_start": 100_000, "kept_shrunk": 5_000, "kept_lost": 8_000, "kept_grown": 12_000}
    found = stored(**amounts, grr={"value": 87.4, "sure": "about"})
    assert found["grr"] == {"value": "87.4", "sure": "about"}
    assert found["expansion"] == {"value": "12", "sure": "exact"}


# ---- What is refused.


@pytest.mark.parametrize("missing", REQUIRED)
def test_each_required_answer_is_required(missing: str) -> None:
    assert problems({key: answer for key, answer in REQUIRED.items() if key != missing}) == {missing: "required"}


@pytest.mark.parametrize("key", ["accounts", "book", "base"])
def test_a_required_number_cannot_be_unknown(key: str) -> None:
    assert problems({**REQUIRED, key: "unknown"}) == {key: "required"}


def test_an_unknown_key_is_named() -> None:
    assert problems({**REQUIRED, "headcount": 3}) == {"headcount": "unknown_key"}


@pytest.mark.parametrize(
    "typed",
    [float("nan"), float("inf"), 1e309, -1e309, True, False, None, [], {}, "twelve", "", "NaN", "1e309", "0x10"],
)
def test_what_is_no_number_is_refused(typed: object) -> None:
    assert problems({**REQUIRED, "tools": typed}) == {"tools": "not_a_number"}


@pytest.mark.parametrize("typed", ["1_000", "1,000", "1 000"])
def test_a_number_that_can_be_read_two_ways_is_refused(typed: str) -> None:
    assert problems({**REQUIRED, "tools": typed}) == {"tools": "not_a_number"}


@pytest.mark.parametrize("sure", ["certain", "", 1, None, ["about"], {"about": 1}, True])
def test_a_sureness_that_is_none_is_refused(sure: object) -> None:
    assert problems({**REQUIRED, "grr": {"value": 87, "sure": sure}}) == {"grr": "not_sure"}


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("accounts", 0, "too_small"),
        ("accounts", 2.5, "not_whole"),
        ("book", 0, "too_small"),
        ("base", 0.5, "too_small"),
        ("running_cost", 0, "too_small"),
        ("load", 0, "too_small"),
        ("cash", -1, "too_small"),
        ("grr", 100.01, "too_large"),
        ("grr", -0.01, "too_small"),
        ("margin", 101, "too_large"),
        ("biggest", 100.5, "too_large"),
        ("inflation", 501, "too_large"),
        ("owner_hours", 745, "too_large"),
        ("new_accounts", -1, "too_small"),
    ],
)
def test_a_number_out_of_range_is_refused(key: str, value: float, code: str) -> None:
    assert problems({**REQUIRED, key: value}) == {key: code}


@pytest.mark.parametrize(("key", "value"), [("grr", 100), ("grr", 0), ("accounts", 1), ("cash", 0), ("inflation", 500)])
def test_a_number_at_the_end_of_its_range_is_taken(key: str, value: float) -> None:
    assert Decimal(stored(**{key: value})[key]["value"]) == value


def test_amounts_past_what_can_be_reckoned_are_refused() -> None:
    assert problems({**REQUIRED, "book": 10**18}) == {"book": "not_a_number"}
    assert problems({**REQUIRED, "book": 10**5000}) == {"book": "not_a_number"}


@pytest.mark.parametrize("said", [5, -1, True, None, 2.5, "yes", [], {"value": 3}])
def test_a_choice_has_to_be_one_of_its_answers(said: object) -> None:
    assert problems({**REQUIRED, "unowned": said}) == {"unowned": "not_an_option"}


def test_a_pick_has_to_be_one_of_its_answers() -> None:
    assert problems({**REQUIRED, "currency": "XYZ"}) == {"currency": "not_an_option"}
    assert problems({**REQUIRED, "business": "unknown"}) == {"business": "not_an_option"}


def test_more_lost_than_there_was_is_refused() -> None:
    amounts = {"kept_start": 100, "kept_shrunk": 60, "kept_lost": 50, "kept_grown": 0}
    assert problems({**REQUIRED, **amounts}) == {"kept_lost": "lost_more_than_had"}


def test_retention_that_contradicts_its_own_amounts_is_refused() -> None:
    amounts = {"kept_start": 100, "kept_shrunk": 6, "kept_lost": 7, "kept_grown": 12}
    assert problems({**REQUIRED, **amounts, "grr": 93}) == {"grr": "contradicts"}


def test_growth_worked_out_past_its_range_is_refused() -> None:
    amounts = {"kept_start": 100, "kept_shrunk": 0, "kept_lost": 0, "kept_grown": 1_001}
    assert problems({**REQUIRED, **amounts}) == {"expansion": "too_large"}


def test_one_error_names_everything_that_is_wrong() -> None:
    given = {
        "accounts": 0,
        "book": True,
        "grr": 120,
        "unowned": 9,
        "headcount": 3,
        "margin": {"value": 5, "sure": "so"},
    }
    found = problems(given)
    assert found == {"accounts": "too_small", "book": "not_a_number", "grr": "too_large", "unowned": "not_an_option",
                     "headcount": "unknown_key", "margin": "not_sure", "currency": "required",
                     "base": "required"}  # fmt: skip
    with pytest.raises(AnswersError, match="grr: too_large"):
        answers_from_file(role(), given)


def test_the_limit_is_told_with_the_problem() -> None:
    with pytest.raises(AnswersError) as raised:
        answers_from_file(role(), {**REQUIRED, "grr": 120, "accounts": 0})
    assert {problem.key: dict(problem.limits) for problem in raised.value.problems} == {
        "grr": {"most": 100},
        "accounts": {"least": 1},
    }


# ---- Answers as they are kept, half-filled.


def test_unreadable_drafts_and_gaps_count_as_left_open() -> None:
    kept = {**stored(), "grr": {"typed": "12x", "sure": "about"}, "unowned": "7"}
    answers = read_answers(role(), kept)
    assert "grr" in answers.left_open
    assert answers.numbers["grr"].value is None
    assert answers.points["unowned"] is None


def test_a_required_draft_is_missing_and_cannot_be_assessed() -> None:
    answers = read_answers(role(), {**stored(), "book": {"typed": "much", "sure": "about"}})
    assert answers.missing == ("book",)
    with pytest.raises(ValueError, match="book"):
        assess(role(), answers)


def test_nothing_answered_misses_just_what_is_required() -> None:
    assert set(read_answers(role(), {}).missing) == set(REQUIRED)


def test_a_whole_sheet_leaves_nothing_open() -> None:
    answers = read(READY)
    assert (answers.missing, set(answers.left_open)) == ((), set())
