"""All answers in words, section by section, with what is missing and what is still open."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from readiness.company.answers import read_answers
from readiness.questionnaire import UNKNOWN, Question, Role, Section
from views.asked import SURE_WORDS, stored_standing, with_unit
from views.language import step_address
from views.site import Words

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its answer in words, and where to change it."""

    name: str
    question: str
    answer: str
    sure: str
    url: str


@dataclass(frozen=True, slots=True)
class Part:
    """One section of the review."""

    key: str
    title: str
    rows: tuple[Row, ...]


def review_of(role: Role, answers: Answers, language: str, words: Words) -> dict[str, object]:
    """The sections in words, and the rows of the questions that are `missing` (required) and `unanswered`."""
    read = read_answers(role, answers)
    return {
        "sections": parts_of(role, answers, language, words),
        "missing": _chosen(role, read.missing, answers, language, words),
        "unanswered": _chosen(role, read.left_open, answers, language, words),
    }


def parts_of(role: Role, answers: Answers, language: str, words: Words) -> list[Part]:
    return [_part(section, answers, language, words) for section in role.questionnaire.sections]


def _part(section: Section, answers: Answers, language: str, words: Words) -> Part:
    rows = tuple(_row(section, question, answers, language, words) for question in section.questions)
    return Part(section.key, section.title[language], rows)


def _chosen(role: Role, keys: Collection[str], answers: Answers, language: str, words: Words) -> list[Row]:
    asked = [(section, question) for section in role.questionnaire.sections for question in section.questions]
    return [_row(section, question, answers, language, words) for section, question in asked if question.key in keys]


def _row(section: Section, question: Question, answers: Answers, language: str, words: Words) -> Row:
    answer = answers.get(question.key)
    sure = answer["sure"] if _is_number(answer) and not question.aid else ""
    return Row(
        name=question.name[language],
        question=question.text[language],
        answer=_in_words(question, answers, language, words),
        sure=words["check"][SURE_WORDS[sure]] if sure else "",
        url=f"{step_address(language, section.key)}#question-{question.key}",
    )


def _is_number(answer: Any) -> TypeGuard[dict[str, str]]:
    return isinstance(answer, dict) and bool(answer.get("value")) and answer["sure"] != UNKNOWN


def _in_words(question: Question, answers: Answers, language: str, words: Words) -> str:
    said, answer = words["check"], answers.get(question.key)
    if answer is None:
        return _without_answer(question, answers, language, words)
    if not question.is_number:
        return _choice_in_words(question, answer, language, said)
    if "typed" in answer:
        return said["unreadable"].format(typed=answer["typed"])
    if answer["sure"] == UNKNOWN:
        return said["dont_know"]
    return with_unit(question, stored_standing(question, answer, language)[0], answers, language, words)


def _choice_in_words(question: Question, answer: str, language: str, said: Mapping[str, str]) -> str:
    if answer == UNKNOWN:
        return said["dont_know"]
    return question.option(answer).text[language] if question.options else answer


def _without_answer(question: Question, answers: Answers, language: str, words: Words) -> str:
    said = words["check"]
    if question.default is not None:
        usual = stored_standing(question, None, language)[0]
        return said["as_usual"].format(value=with_unit(question, usual, answers, language, words))
    if question.kind == "text" or question.aid or question.may_be_blank:
        return said["left_out"]
    return said["needed" if question.required else "no_answer"]
