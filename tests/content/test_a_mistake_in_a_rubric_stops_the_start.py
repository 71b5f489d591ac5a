"""Every rule of rubric.toml, broken one at a time: the error names the file, the key and what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from readiness.library import Library
from tests.content.mistakes import GONE, WORDS, Files, assert_refused, change

Loader = Callable[[Files], Library]

RUBRIC = "made_up/rubric.toml"
TACT, LATE = "competencies.tact", "judgement.late"
TOO_MANY = [
    {"key": "a", "text": WORDS, "points": 3, "why": WORDS},
    {"key": "b", "text": WORDS, "points": 3, "why": WORDS},
]


def test_a_rubric_that_keeps_every_rule_is_read(made_up: Files, load: Loader) -> None:
    rubric = load(made_up).roles["made_up"].rubric

    assert [competency.key for competency in rubric.competencies] == ["tact", "writing"]
    assert rubric.competency("tact").targets == {"junior": 2, "mid": 3, "senior": 4}
    assert rubric.competency("tact").weight == 1
    assert rubric.work_sample.tasks[0].competency == "writing"
    assert [option.points for option in rubric.judgement[0].options] == [3, 1, 2, 0]


COMPETENCIES = [
    ("method", "exam", f"{TACT}.method: 'exam' is not interview or work_sample"),
    ("method", GONE, f"{TACT}: missing 'method'"),
    ("anchors", [WORDS] * 4, f"{TACT}.anchors: must be five"),
    ("anchors", [WORDS] * 6, f"{TACT}.anchors: must be five"),
    ("anchors", [*[WORDS] * 4, {"en": "Leads"}], f"{TACT}.anchors.4: missing 'fa'"),
    ("weight", 4, f"{TACT}.weight: must be 1, 2 or 3"),
    ("weight", 1.5, f"{TACT}.weight: must be 1, 2 or 3"),
    ("questions.tact_past", GONE, f"{TACT}.questions: none is of kind 'past'"),
    ("questions.tact_situation", GONE, f"{TACT}.questions: none is of kind 'situation'"),
    ("questions.tact_past.kind", "future", f"{TACT}.questions.tact_past.kind: 'future' is not past or situation"),
    ("questions.tact_past.strong", GONE, f"{TACT}.questions.tact_past: missing 'strong'"),
    ("questions.tact_past.key", "writing_past", "questions: 'writing_past' stands there twice"),
    ("key", "writing", "competencies: 'writing' stands there twice"),
    ("targets", {"junior": 2, "mid": 3}, f"{TACT}.targets: must name junior, mid, senior"),
    ("targets.expert", 5, f"{TACT}.targets: must name junior, mid, senior, and nothing else"),
    ("targets", [2, 3, 4], f"{TACT}.targets: must be a table"),
    ("targets.junior", 0, f"{TACT}.targets: must be whole numbers from 1 to 5"),
    ("targets.senior", 6, f"{TACT}.targets: must be whole numbers from 1 to 5"),
    ("targets.mid", 2.5, f"{TACT}.targets: must be whole numbers from 1 to 5"),
    ("targets.mid", "3", f"{TACT}.targets: must be whole numbers from 1 to 5"),
    ("targets.senior", 2, f"{TACT}.targets: fall from one level to the next"),
    ("must_have", ["expert"], f"{TACT}.must_have: 'expert' is not a level of role.toml"),
    ("must_have", ["mid", "mid"], f"{TACT}.must_have: 'mid' stands there twice"),
    ("method", "work_sample", "competencies: none has the method 'interview'"),
]


@pytest.mark.parametrize(("path", "value", "message"), COMPETENCIES)
def test_competencies(path: str, value: object, message: str, made_up: Files, load: Loader) -> None:
    change(made_up, RUBRIC, f"{TACT}.{path}", value)

    assert_refused(made_up, load, f"{RUBRIC}: {message}")


OTHERS = [
    ("edition", GONE, "missing 'edition'"),
    ("colour", "teal", "colour: unknown key"),
    ("work_sample", GONE, "missing 'work_sample'"),
    ("work_sample.minutes", 0, "work_sample.minutes: must be a whole number above 0"),
    ("work_sample.minutes", 7.5, "work_sample.minutes: must be a whole number above 0"),
    ("work_sample.minutes", "90", "work_sample.minutes: must be a number"),
    ("work_sample.tasks.mail.competency", "luck", "work_sample.tasks.mail.competency: 'luck' is not a competency"),
    ("work_sample.tasks.mail.competency", "tact", "competencies.writing.method: is work_sample, but no task"),
    ("work_sample.tasks.mail.weak", GONE, "work_sample.tasks.mail: missing 'weak'"),
    ("work_sample.handouts.book.lines", WORDS, "work_sample.handouts.book.lines: must be a list"),
    ("competencies.writing.method", "interview", "competencies: none has the method 'work_sample'"),
    (f"{LATE}.competency", "luck", f"{LATE}.competency: 'luck' is not a competency of this rubric"),
    (f"{LATE}.options.do_1.points", 4, f"{LATE}.options.do_1.points: must be 0, 1, 2 or 3"),
    (f"{LATE}.options.do_1.points", -1, f"{LATE}.options.do_1.points: must be 0, 1, 2 or 3"),
    (f"{LATE}.options.do_1.points", 1.5, f"{LATE}.options.do_1.points: must be 0, 1, 2 or 3"),
    (f"{LATE}.options.do_1.key", "do_0", f"{LATE}.options: 'do_0' stands there twice"),
    (f"{LATE}.options.do_3", GONE, f"{LATE}.options: exactly one is worth 3 points"),
    (f"{LATE}.options", TOO_MANY, f"{LATE}.options: exactly one is worth 3 points"),
    (f"{LATE}.options.do_1.why", GONE, f"{LATE}.options.do_1: missing 'why'"),
]


@pytest.mark.parametrize(("path", "value", "message"), OTHERS)
def test_work_sample_and_judgement(path: str, value: object, message: str, made_up: Files, load: Loader) -> None:
    change(made_up, RUBRIC, path, value)

    assert_refused(made_up, load, f"{RUBRIC}: {message}")


@pytest.mark.parametrize("path", ["work_sample.tasks", "work_sample.handouts", "judgement"])
def test_no_key_stands_twice(path: str, made_up: Files, load: Loader) -> None:
    *way, last = path.split(".")
    listed = (made_up[RUBRIC][way[0]] if way else made_up[RUBRIC])[last]
    listed.append(listed[0])

    assert_refused(made_up, load, f"{RUBRIC}: {path}: '{listed[0]['key']}' stands there twice")


def test_a_role_without_a_rubric(made_up: Files, load: Loader) -> None:
    del made_up[RUBRIC]

    assert_refused(made_up, load, f"{RUBRIC}: no such file")


def test_a_rubric_can_not_be_changed(made_up: Files, load: Loader) -> None:
    competency: Any = load(made_up).roles["made_up"].rubric.competencies[0]

    with pytest.raises(TypeError):
        competency.targets["senior"] = 1
    with pytest.raises(AttributeError):
        competency.weight = 3
