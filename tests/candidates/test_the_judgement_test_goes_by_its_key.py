"""The situational judgement test: the key's points alone, and what was left open is no zero."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from panel_cast import rubric, situation

from readiness.candidates.judgement import Share, judge

TEST = rubric(judgement=(
    situation("graded_c", "listening", 0, 3, 1, 2),
    situation("sponsor_left", "renewal", 3, 0, 2, 1),
    situation("late", "listening", 1, 0, 3, 2),
))  # fmt: skip


def test_a_test_by_hand() -> None:
    found = judge(TEST, {"graded_c": "b", "sponsor_left": "d", "late": "a"})
    assert found.whole == Share(3 + 1 + 1, 9, 3, 3)
    assert found.whole.share == 5 / 9
    assert found.competencies == {"listening": Share(4, 6, 2, 2), "renewal": Share(1, 3, 1, 1)}
    assert found.unanswered == ()


def test_unanswered_is_told_apart_and_never_a_zero() -> None:
    found = judge(TEST, {"graded_c": "b", "late": None, "sponsor_left": ""})
    assert (found.whole.share, found.whole.answered, found.whole.asked) == (1.0, 1, 3)
    assert found.unanswered == ("sponsor_left", "late")
    assert found.competencies["renewal"].share is None


def test_nothing_answered_has_no_share() -> None:
    assert judge(TEST, {}).whole.share is None
    assert judge(rubric(), {}).whole == Share(0, 0, 0, 0)


def test_an_option_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="graded_c"):
        judge(TEST, {"graded_c": "z"})


def test_answers_to_what_is_not_asked_are_passed_over() -> None:
    assert judge(TEST, {"dropped": "z"}) == judge(TEST, {})


@given(st.fixed_dictionaries({item.key: st.sampled_from("abcd") for item in TEST.judgement}))
def test_the_best_answers_make_the_whole_and_no_answers_more(answers: dict[str, str]) -> None:
    share = judge(TEST, answers).whole.share
    assert share is not None
    assert 0 <= share <= 1
    assert (share == 1) == (answers == {"graded_c": "b", "sponsor_left": "a", "late": "c"})
