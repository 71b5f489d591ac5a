"""Turns a section of the questionnaire into a form class, and a sent form into answers as they are stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, cast

from forms.csrf import GuardedForm
from forms.fields import ChoiceField, NumberField, TextField
from forms.retention import settle_retention
from forms.wording import limit_of, plain, speaker
from readiness.questionnaire import SURE, UNKNOWN, Question, Section, Text

Answer = Any  # "3", or {"value": "87.5", "sure": "about"}, or {"typed": "12x", "sure": "about"}; None: taken back


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
    """One step, as sent. After `validate`: `problems` by question key, `changes` to store, `worked_out` numbers."""

    section: ClassVar[Section]
    language: ClassVar[str]
    say: ClassVar[Callable[..., str]]

    def settle(self, before: Mapping[str, Answer], work_out: bool = False) -> None:
        """Check what a field can't check alone; call after `validate` with the answers stored so far."""
        for question in self.section.questions:
            if question.is_number and self.sure(question) == UNKNOWN and self.number(question.key).typed:
                self.refuse(question.key, self.say("number_and_unknown"))
        self.worked_out = settle_retention(self, before, work_out)

    def number(self, key: str) -> NumberField:
        return cast(NumberField, self[f"question_{key}"])

    def sure(self, question: Question) -> str:
        return (self[sure_name(question)].data if sures(question) else None) or usual_sure(question)

    def refuse(self, key: str, problem: str) -> None:
        field = self[f"question_{key}"]
        field.errors = [*field.errors, problem]

    @property
    def problems(self) -> dict[str, str]:
        """What is wrong, one sentence a question, in the order of the page."""
        return {question.key: found for question in self.section.questions if (found := self._problem(question))}

    def _problem(self, question: Question) -> str | None:
        names = [field_name(question), *([sure_name(question)] if sures(question) else [])]
        return next((str(problem) for name in names for problem in self[name].errors), None)

    def changes(self) -> dict[str, Answer]:
        """The answers to store: what could be read, and numbers that couldn't as they were typed."""
        return {question.key: answer for question in self.section.questions for answer in self._change(question)}

    def _change(self, question: Question) -> Iterator[Answer]:
        """The one change to a question's answer, or none."""
        if question.is_number:
            return self._number_change(question)
        field = self[field_name(question)]
        if field.data is None or field.errors:
            return iter(())
        return iter([field.data or None])

    def _number_change(self, question: Question) -> Iterator[Answer]:
        field, sure = self.number(question.key), self.sure(question)
        if not field.sent or (sures(question) and self[sure_name(question)].errors):
            return
        if field.errors:
            yield {"typed": field.kept, "sure": sure} if field.kept else None
        elif field.data is not None:
            yield {"value": plain(field.data), "sure": sure}
        else:
            yield {"value": "", "sure": UNKNOWN} if sure == UNKNOWN else None


def make_form(section: Section, language: str, words: Mapping[str, Text]) -> type[SectionForm]:
    """The form class of a section; `words` are the words for errors."""
    say = speaker(words, language)
    fields: dict[str, Any] = {}
    for question in section.questions:
        fields[field_name(question)] = _field(question, language, say)
        if sures(question):
            fields[sure_name(question)] = ChoiceField(values=frozenset(sures(question)), say=say)
    about = {"section": section, "language": language, "say": staticmethod(say), "worked_out": {}}
    return type(f"{section.key.title()}Form", (SectionForm,), {**about, **fields})


def _field(question: Question, language: str, say: Callable[..., str]) -> Any:
    if question.is_number:
        return NumberField(language=language, say=say, limit=limit_of(question, say, language))
    if question.kind == "text":
        return TextField()
    values = {option.value for option in question.options} | ({UNKNOWN} if question.may_be_unknown else set())
    return ChoiceField(values=frozenset(values), say=say)
