"""Keeps a rubric as text, so that an opening stays with the edition it began with, tailored as its people chose."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from readiness.questionnaire import (
    Competency,
    Handout,
    InterviewQuestion,
    JudgementItem,
    JudgementOption,
    Rubric,
    Text,
    WorkSample,
    WorkSampleTask,
)
from readiness.rubric_rules import WEIGHTS, competency_problems, level_problems

FEWEST = 4  # competencies of an opening: fewer can't tell one level from the next
OPENINGS_AT_HAND = 16  # rubrics kept read, a few hundred kB each

# ---------------------------------------------------------------------------------------------- kept as text


def write_rubric(rubric: Rubric) -> str:
    """The whole rubric as JSON; `read_rubric` makes the same rubric of it."""
    return json.dumps(_plain(rubric), ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=OPENINGS_AT_HAND)
def read_rubric(text: str) -> Rubric:
    """The rubric that `write_rubric` wrote. It is read once and shared, as nobody can change it."""
    kept = json.loads(text)
    return Rubric(
        kept["edition"],
        tuple(_competency(one) for one in kept["competencies"]),
        _work_sample(kept["work_sample"]),
        tuple(_judgement(one) for one in kept["judgement"]),
    )


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


def _worded(kept: Mapping[str, Any]) -> dict[str, Any]:
    """A record's fields, its wordings made of their two languages."""
    return {key: Text(**value) if isinstance(value, dict) and "fa" in value else value for key, value in kept.items()}


def _competency(kept: Mapping[str, Any]) -> Competency:
    made = _worded(kept) | {
        "targets": MappingProxyType(kept["targets"]),
        "must_have": tuple(kept["must_have"]),
        "anchors": tuple(Text(**anchor) for anchor in kept["anchors"]),
        "questions": tuple(InterviewQuestion(**_worded(question)) for question in kept["questions"]),
    }
    return Competency(**made)


def _work_sample(kept: Mapping[str, Any]) -> WorkSample:
    tasks = tuple(WorkSampleTask(**_worded(task)) for task in kept["tasks"])
    handouts = tuple(_handout(handout) for handout in kept["handouts"])
    return WorkSample(**_worded(kept) | {"tasks": tasks, "handouts": handouts})


def _handout(kept: Mapping[str, Any]) -> Handout:
    return Handout(kept["key"], Text(**kept["title"]), tuple(Text(**line) for line in kept["lines"]))


def _judgement(kept: Mapping[str, Any]) -> JudgementItem:
    options = tuple(JudgementOption(**_worded(option)) for option in kept["options"])
    return JudgementItem(**_worded(kept) | {"options": options})


# ---------------------------------------------------------------------------------------------- made to measure


@dataclass(frozen=True, slots=True)
class TailoringProblem:
    """One thing that stands in the way; `key` is the competency's, or "" for the rubric as a whole.

    code: "unknown_competency", "weight" (limits: least, most), "double_key", "double_question", "too_few" (limits:
    least), or "unfit": an added competency breaks a rule of content, and `key` names the field, as in "care.anchors".
    """

    key: str
    code: str
    limits: Mapping[str, int] = field(default_factory=dict)


class TailoringError(ValueError):
    """Raised when a rubric can't be tailored so; holds every problem at once."""

    def __init__(self, problems: tuple[TailoringProblem, ...]) -> None:
        super().__init__("; ".join(f"{problem.key}: {problem.code}" for problem in problems))
        self.problems = problems


def tailored(rubric: Rubric, chosen: Mapping[str, int], added: Sequence[Competency] = ()) -> Rubric:
    """The rubric of one opening: the competencies `chosen`, each with its weight 1–3, then those `added`.

    Whatever was only there to show a dropped competency goes with it, so that the work sample may be left without a
    task and the judgement test without an item. Raises TailoringError.
    """
    problems = (*_choice_problems(rubric, chosen, added), *_added_problems(rubric, added))
    if problems:
        raise TailoringError(problems)
    kept = [replace(found, weight=chosen[found.key]) for found in rubric.competencies if found.key in chosen]
    keys = {competency.key for competency in (*kept, *added)}
    tasks = tuple(task for task in rubric.work_sample.tasks if task.competency in keys)
    return Rubric(
        rubric.edition,
        (*kept, *added),
        replace(rubric.work_sample, tasks=tasks),
        tuple(item for item in rubric.judgement if item.competency in keys),
    )


def _choice_problems(
    rubric: Rubric, chosen: Mapping[str, int], added: Sequence[Competency]
) -> Iterator[TailoringProblem]:
    known = {competency.key for competency in rubric.competencies}
    for key, weight in chosen.items():
        if key not in known:
            yield TailoringProblem(key, "unknown_competency")
        elif weight not in WEIGHTS:
            yield TailoringProblem(key, "weight", {"least": min(WEIGHTS), "most": max(WEIGHTS)})
    if len(known & set(chosen)) + len(added) < FEWEST:
        yield TailoringProblem("", "too_few", {"least": FEWEST})


def _added_problems(rubric: Rubric, added: Sequence[Competency]) -> Iterator[TailoringProblem]:
    """An added competency keeps the rules of content, and its keys are nobody else's, dropped ones included."""
    levels = tuple(rubric.competencies[0].targets)
    taken = {competency.key for competency in rubric.competencies}
    asked = {question.key for competency in rubric.competencies for question in competency.questions}
    for competency in added:
        keys = [question.key for question in competency.questions]
        if competency.key in taken:
            yield TailoringProblem(competency.key, "double_key")
        if len({*keys}) < len(keys) or asked & {*keys}:
            yield TailoringProblem(competency.key, "double_question")
        for key, _ in (*competency_problems(competency), *level_problems(competency, levels)):
            yield TailoringProblem(f"{competency.key}.{key}", "unfit")
        if competency.method == "work_sample":  # whose tasks are the edition's
            yield TailoringProblem(f"{competency.key}.method", "unfit")
        taken.add(competency.key)
        asked.update(keys)
