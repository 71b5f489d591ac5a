"""An opening keeps its rubric as text: nothing of it is lost, and it can be tailored before it is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest

from readiness.candidates.snapshot import TailoringError, TailoringProblem, read_rubric, tailored, write_rubric
from readiness.library import load_library
from readiness.questionnaire import Competency, InterviewQuestion, Rubric, Text

RUBRIC: Rubric = load_library().roles["account_manager"].rubric
FOUR = {"curiosity": 1, "renewal": 3, "satisfaction": 2, "leading": 1}
WORDS = Text("Words", "واژه")


def care(key: str = "care", **changed: object) -> Competency:
    """A competency of a company's own."""
    made = Competency(
        key=key,
        name=Text("Care of the fleet", "مراقبت از ناوگان"),
        meaning=WORDS,
        method="interview",
        targets=MappingProxyType({"junior": 2, "mid": 3, "senior": 3}),
        must_have=(),
        anchors=(WORDS,) * 5,
        questions=tuple(
            InterviewQuestion(f"{key}_{kind}", kind, WORDS, WORDS, WORDS) for kind in ("past", "situation")
        ),
        weight=2,
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def keys(rubric: Rubric) -> list[str]:
    return [competency.key for competency in rubric.competencies]


def problems_of(chosen: Mapping[str, int], *added: Competency) -> list[tuple[str, str]]:
    with pytest.raises(TailoringError) as refused:
        tailored(RUBRIC, chosen, added)
    return [(problem.key, problem.code) for problem in refused.value.problems]


# ---------------------------------------------------------------------------------------------- kept as text


@pytest.mark.parametrize("rubric", [RUBRIC, tailored(RUBRIC, FOUR, [care()])], ids=["edition", "tailored"])
def test_what_is_written_is_read_back_exactly(rubric: Rubric) -> None:
    read = read_rubric(write_rubric(rubric))

    assert read == rubric
    assert write_rubric(read) == write_rubric(rubric)
    assert list(read.competencies[0].targets) == ["junior", "mid", "senior"]


def test_the_text_is_json_in_both_languages() -> None:
    kept = json.loads(write_rubric(RUBRIC))

    assert kept["edition"] == RUBRIC.edition
    assert kept["competencies"][0]["name"] == {"en": "Curiosity", "fa": "کنجکاوی"}
    assert "کنجکاوی" in write_rubric(RUBRIC)


def test_a_rubric_is_read_once_and_nobody_can_change_it() -> None:
    read = read_rubric(write_rubric(RUBRIC))

    assert read_rubric(write_rubric(RUBRIC)) is read
    with pytest.raises(TypeError):
        read.competencies[0].targets["junior"] = 5  # type: ignore[index]


def test_a_later_edition_changes_nothing_that_was_kept() -> None:
    kept = write_rubric(RUBRIC)
    later = replace(RUBRIC, edition="2031.1", competencies=RUBRIC.competencies[:4])

    assert read_rubric(kept).edition == RUBRIC.edition
    assert len(read_rubric(kept).competencies) == 12
    assert len(read_rubric(write_rubric(later)).competencies) == 4


# ---------------------------------------------------------------------------------------------- made to measure


def test_chosen_competencies_keep_their_order_and_take_their_weights() -> None:
    made = tailored(RUBRIC, dict(reversed(FOUR.items())))

    assert [(one.key, one.weight) for one in made.competencies] == list(FOUR.items())
    assert made.edition == RUBRIC.edition
    assert {one.weight for one in RUBRIC.competencies} == {1}


def test_choosing_all_as_they_are_is_the_edition_itself() -> None:
    assert tailored(RUBRIC, dict.fromkeys(keys(RUBRIC), 1)) == RUBRIC


def test_what_only_showed_a_dropped_competency_goes_with_it() -> None:
    made = tailored(RUBRIC, FOUR)

    assert {task.competency for task in made.work_sample.tasks} == {"renewal"}
    assert {item.competency for item in made.judgement} == set(FOUR)
    assert made.work_sample.handouts == RUBRIC.work_sample.handouts


def test_an_own_competency_comes_last_with_its_own_weight() -> None:
    made = tailored(RUBRIC, FOUR, [care()])

    assert keys(made) == [*FOUR, "care"]
    assert made.competency("care").weight == 2


def test_an_own_competency_counts_towards_the_four() -> None:
    three = dict.fromkeys(list(FOUR)[:3], 1)

    assert keys(tailored(RUBRIC, three, [care()])) == [*three, "care"]
    assert problems_of(three) == [("", "too_few")]


def test_too_few_says_how_many_are_needed() -> None:
    with pytest.raises(TailoringError) as refused:
        tailored(RUBRIC, {})

    assert refused.value.problems == (TailoringProblem("", "too_few", {"least": 4}),)


@pytest.mark.parametrize("weight", [0, 4, -1, 1.5])
def test_a_weight_is_one_to_three(weight: int) -> None:
    assert problems_of(FOUR | {"renewal": weight}) == [("renewal", "weight")]


def test_what_is_not_in_the_rubric_can_not_be_chosen() -> None:
    assert problems_of(FOUR | {"luck": 1}) == [("luck", "unknown_competency")]


@pytest.mark.parametrize("key", ["curiosity", "data"])
def test_an_own_competency_needs_a_key_of_its_own(key: str) -> None:
    assert problems_of(FOUR, care(key)) == [(key, "double_key")]


def test_two_own_competencies_are_told_apart() -> None:
    assert problems_of(FOUR, care(), care()) == [("care", "double_key"), ("care", "double_question")]


def test_an_own_question_needs_a_key_of_its_own() -> None:
    taken = tuple(
        replace(question, key=f"first_week{number or ''}") for number, question in enumerate(care().questions)
    )

    assert problems_of(FOUR, care(questions=taken)) == [("care", "double_question")]


UNFIT = [
    ("anchors", (WORDS,) * 4),
    ("questions", care().questions[:1]),
    ("weight", 5),
    ("method", "work_sample"),
    ("targets", {"junior": 3, "mid": 2, "senior": 1}),
    ("targets", {"mid": 2}),
    ("must_have", ("expert",)),
]


@pytest.mark.parametrize(("field", "value"), UNFIT)
def test_an_own_competency_keeps_the_rules_of_content(field: str, value: object) -> None:
    assert problems_of(FOUR, care(**{field: value})) == [(f"care.{field}", "unfit")]


def test_every_problem_is_told_at_once() -> None:
    found = problems_of({"renewal": 9, "luck": 1}, care("data"))

    assert found == [("renewal", "weight"), ("luck", "unknown_competency"), ("", "too_few"), ("data", "double_key")]
