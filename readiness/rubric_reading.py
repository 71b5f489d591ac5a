"""Reads rubric.toml: for each part of a rubric, the reader of each of its fields."""

from __future__ import annotations

from typing import Any

from readiness.content_readers import (
    Place,
    Reader,
    freeze,
    many,
    read_key,
    read_number,
    read_string,
    read_table,
    read_text,
    reader_of,
)
from readiness.questionnaire import (
    Competency,
    Handout,
    InterviewQuestion,
    JudgementItem,
    JudgementOption,
    Rubric,
    WorkSample,
    WorkSampleTask,
)
from readiness.rubric_rules import competency_problems, judgement_problems, work_sample_problems


def read_targets(value: Any, place: Place) -> Any:
    """A rating by level, as in { junior = 3, mid = 3, senior = 4 }."""
    return freeze(read_table(value, place, value), place)


WORDS = dict.fromkeys(("text", "strong", "weak"), read_text)
QUESTION = reader_of(InterviewQuestion, {"key": read_key, "kind": read_key, **WORDS})
TASK = reader_of(WorkSampleTask, {"key": read_key, "competency": read_key, **WORDS})
COMPETENCY = reader_of(
    Competency,
    {
        **dict.fromkeys(("key", "method"), read_key),
        **dict.fromkeys(("name", "meaning"), read_text),
        "targets": read_targets,
        "must_have": many(read_key),
        "anchors": many(read_text),
        "questions": many(QUESTION),
        "weight": read_number,
    },
    competency_problems,
)
HANDOUT = reader_of(Handout, {"key": read_key, "title": read_text, "lines": many(read_text)})
WORK_SAMPLE = reader_of(
    WorkSample,
    {
        **dict.fromkeys(("title", "brief"), read_text),
        "minutes": read_number,
        "tasks": many(TASK),
        "handouts": many(HANDOUT),
    },
    work_sample_problems,
)
OPTION = reader_of(
    JudgementOption, {"key": read_key, **dict.fromkeys(("text", "why"), read_text), "points": read_number}
)
JUDGEMENT = reader_of(
    JudgementItem,
    {**dict.fromkeys(("key", "competency"), read_key), "text": read_text, "options": many(OPTION)},
    judgement_problems,
)
RUBRIC: Reader = reader_of(
    Rubric,
    {
        "edition": read_string,
        "competencies": many(COMPETENCY),
        "work_sample": WORK_SAMPLE,
        "judgement": many(JUDGEMENT),
    },
)
