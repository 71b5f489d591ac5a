"""What a rubric has to satisfy before anyone is rated by it; each rule yields the key that breaks it and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from readiness.content_rules import Problems, twice
from readiness.questionnaire import Competency, JudgementItem, Rubric, WorkSample

RATINGS = range(1, 6)
WEIGHTS = (1, 2, 3)
METHODS = ("interview", "work_sample")
KINDS = ("past", "situation")
POINTS = (0, 1, 2, 3)
BEST = 3


def competency_problems(competency: Competency) -> Problems:
    """Rules of one competency by itself."""
    if competency.method not in METHODS:
        yield "method", f"'{competency.method}' is not {' or '.join(METHODS)}"
    if len(competency.anchors) != len(RATINGS):
        yield "anchors", "must be five, from rating 1 to 5"
    if not _whole(competency.weight) or competency.weight not in WEIGHTS:
        yield "weight", "must be 1, 2 or 3"
    for question in competency.questions:
        if question.kind not in KINDS:
            yield f"questions.{question.key}.kind", f"'{question.kind}' is not {' or '.join(KINDS)}"
    for kind in KINDS:
        if kind not in [question.kind for question in competency.questions]:
            yield "questions", f"none is of kind '{kind}'; every competency needs one of each"


def work_sample_problems(sample: WorkSample) -> Problems:
    """Rules of the work sample by itself."""
    if not _whole(sample.minutes) or sample.minutes <= 0:
        yield "minutes", "must be a whole number above 0"
    yield from twice("tasks", [task.key for task in sample.tasks])
    yield from twice("handouts", [handout.key for handout in sample.handouts])


def judgement_problems(item: JudgementItem) -> Problems:
    """Rules of one item of the situational judgement test by itself."""
    yield from twice("options", [option.key for option in item.options])
    for option in item.options:
        if not _whole(option.points) or option.points not in POINTS:
            yield f"options.{option.key}.points", "must be 0, 1, 2 or 3"
    if [option.points for option in item.options].count(BEST) != 1:
        yield "options", f"exactly one is worth {BEST} points"


def rubric_problems(rubric: Rubric, levels: Sequence[str]) -> Problems:
    """Rules of a rubric as a whole; `levels` are the role's, from the lowest to the highest."""
    keys = [competency.key for competency in rubric.competencies]
    yield from twice("competencies", keys)
    questions = chain.from_iterable(competency.questions for competency in rubric.competencies)
    yield from twice("questions", [question.key for question in questions])
    yield from twice("judgement", [item.key for item in rubric.judgement])
    for competency in rubric.competencies:
        for key, message in level_problems(competency, levels):
            yield f"competencies.{competency.key}.{key}", message
    for path, competency_key in _aimed_at(rubric):
        if competency_key not in keys:
            yield path, f"'{competency_key}' is not a competency of this rubric"
    yield from _method_problems(rubric)


def level_problems(competency: Competency, levels: Sequence[str]) -> Problems:
    """Every level has its target, none asks for less than the level below it, and must-haves are of known levels."""
    if set(competency.targets) != set(levels):
        yield "targets", f"must name {', '.join(levels)}, and nothing else"
        return
    targets = [competency.targets[level] for level in levels]
    if not all(_whole(target) and target in RATINGS for target in targets):
        yield "targets", "must be whole numbers from 1 to 5"
    elif any(higher < lower for lower, higher in pairwise(targets)):
        yield "targets", "fall from one level to the next"
    for level in competency.must_have:
        if level not in levels:
            yield "must_have", f"'{level}' is not a level of role.toml"
    yield from twice("must_have", competency.must_have)


def _aimed_at(rubric: Rubric) -> Iterator[tuple[str, str]]:
    """Every task and item with the competency that it is said to show."""
    for task in rubric.work_sample.tasks:
        yield f"work_sample.tasks.{task.key}.competency", task.competency
    for item in rubric.judgement:
        yield f"judgement.{item.key}.competency", item.competency


def _method_problems(rubric: Rubric) -> Problems:
    """Both ways of seeing a competency are used, and what is seen by work sample has a task that shows it."""
    used = {competency.method for competency in rubric.competencies}
    for method in METHODS:
        if method not in used:
            yield "competencies", f"none has the method '{method}'"
    tasks = {task.competency for task in rubric.work_sample.tasks}
    for competency in rubric.competencies:
        if competency.method == "work_sample" and competency.key not in tasks:
            yield f"competencies.{competency.key}.method", "is work_sample, but no task of the work sample shows it"


def _whole(value: object) -> bool:
    """TOML's 3.0 and true would pass for numbers too."""
    return isinstance(value, int) and not isinstance(value, bool)
