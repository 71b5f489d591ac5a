"""Turns a section of the questionnaire into a form class, and a sent form into answers as they are stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from forms.csrf import GuardedForm
from forms.fields import Answer, AnswerField, ChoiceField, NumberField, Reading, TextField, Wording
from forms.retention import settle_retention
from forms.wording import limit_of, speaker
from readiness.language import parse_amount, parse_number
from readiness.questionnaire import SURE, UNKNOWN, Question, Section, Text


def field_name(question: Question) -> str:
    """Prefixed, so that no question's key can shadow a part of the form."""
    return f"question_{question.key}"


def sure_name(question: Question) -> str:
    return f"sure_{question.key}"


def sures(question: Question) -> tuple[str, ...]:
    """The ways of being sure on offer; an amount that only helps to work out another is taken as it is."""
    if question.aid or not question.is_number:
        return ()
    return (*SURE, UNKNOWN) if question.may_be_unknown else tuple(SURE)


def usual_sure(question: Question) -> str:
    return "exact" if question.aid or question.default is not None else "about"


class SectionForm(GuardedForm):
    """One step, as sent. After `validate`: `problems` by question key, `changes` to store; after `settle` also the
    numbers as shown that it `worked_out`."""

    section: ClassVar[Section]
    language: ClassVar[str]
    say: ClassVar[Wording]

    def settle(self, before: Mapping[str, Answer], work_out: bool = False) -> None:
        """Check what a field can't check alone; call after `validate` with the answers stored so far."""
        self.worked_out = settle_retention(self, before, work_out)

    def answer(self, key: str) -> AnswerField:
        return cast(AnswerField, self._fields[f"question_{key}"])

    def number(self, key: str) -> NumberField:
        return cast(NumberField, self.answer(key))

    def refuse(self, key: str, problem: str) -> None:
        field = self.answer(key)
        field.errors = [*field.errors, problem]

    @property
    def problems(self) -> dict[str, str]:
        """What is wrong, one sentence a question, in the order of the page."""
        fields = ((question.key, self.answer(question.key)) for question in self.section.questions)
        return {key: str(field.errors[0]) for key, field in fields if field.errors}

    def changes(self) -> dict[str, Answer]:
        """The answers to store: what could be read, and numbers that couldn't as they were typed."""
        questions = self.section.questions
        return {question.key: change for question in questions for change in self.answer(question.key).changes()}


def make_form(section: Section, language: str, words: Mapping[str, Text]) -> type[SectionForm]:
    """The form class of a section; `words` are the words for errors."""
    say = speaker(words, language)
    fields = {field_name(question): _field(question, language, say) for question in section.questions}
    about = {"section": section, "language": language, "say": staticmethod(say), "worked_out": {}}
    return type(f"{section.key.title()}Form", (SectionForm,), {**about, **fields})


def _field(question: Question, language: str, say: Wording) -> Any:
    if question.is_number:
        return NumberField(reading=_reading(question, language, say))
    if question.kind == "text":
        return TextField()
    values = {option.value for option in question.options} | ({UNKNOWN} if question.may_be_unknown else set())
    return ChoiceField(values=frozenset(values), say=say)


def _reading(question: Question, language: str, say: Wording) -> Reading:
    return Reading(
        read=parse_amount if question.kind == "money" else parse_number,
        language=language,
        sure_name=sure_name(question),
        sures=sures(question),
        usual=usual_sure(question),
        say=say,
        limit=limit_of(question, say, language),
    )
