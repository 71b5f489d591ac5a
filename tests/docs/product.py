"""What the product itself says of its questions, examples and figures, worded as the documents word it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from readiness.questionnaire import Question, Role

QUESTION_COLUMNS = ("key", "what", "kind", "options or bounds", "unit", "needed", "may be unknown")
CHOICE_COLUMNS = ("key", "0", "1", "2", "3", "4")

# Where the JSON has one entry a level, dimension, item or number, the documents write the kind of key instead.
BY_KEY = {"levels": "<level>", "dimensions": "<dimension>", "items": "<item>", "numbers": "<number>"}


def question_rows(role: Role) -> list[tuple[str, ...]]:
    return [
        (
            f"`{question.key}`",
            question.name.en,
            question.kind,
            _options_or_bounds(question),
            question.unit.en if question.unit else "",
            _needed(question),
            "yes" if question.may_be_unknown and question.kind != "text" else "no",
        )
        for question in role.questionnaire.questions()
    ]


def _options_or_bounds(question: Question) -> str:
    if question.kind == "choice":
        return "0–4, below"
    if question.options:
        return " ".join(f"`{option.value}`" for option in question.options)
    if question.is_number:
        return f"{question.least:g} or more" if question.most is None else f"{question.least:g}–{question.most:g}"
    return "120 characters"


def _needed(question: Question) -> str:
    if question.required:
        return "yes"
    return "no" if question.default is None else f"no, else {question.default:g}"


def choice_rows(role: Role) -> list[tuple[str, ...]]:
    questions = [question for question in role.questionnaire.questions() if question.kind == "choice"]
    return [(f"`{question.key}`", *(option.text.en for option in question.options)) for question in questions]


def names_in(*reports: Mapping[str, Any]) -> set[str]:
    """Every name in reports as JSON, from the outermost in: `levels.<level>.worth.p10`, `tornado[].p90`, `leaks`."""
    names = {re.sub(r"(\[\])+$", "", name) for report in reports for name in _names(report, "")}
    return {name for name in names if not any(other.startswith(f"{name}[].") for other in names)}


def _names(value: Any, name: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            shown = BY_KEY.get(name, str(key))
            yield from _names(inner, f"{name}.{shown}" if name else shown)
    elif isinstance(value, list | tuple) and value:
        for inner in value:
            yield from _names(inner, f"{name}[]")
    else:
        yield name
