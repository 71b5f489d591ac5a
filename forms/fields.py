"""The three ways of answering – choosing, a number, a line of text – each telling what is wrong in plain words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from wtforms import Field

from readiness.company.answers import MOST_TEXT, plain
from readiness.language import NumberProblem
from readiness.questionnaire import UNKNOWN
from readiness.typed_text import clean_text

MOST_KEPT = 64  # of a number that could not be read

Answer = Any  # "3", or {"value": "87.5", "sure": "about"}, or {"typed": "12x", "sure": "about"}; None: taken back
Wording = Callable[..., str]
Limit = Callable[[Decimal], str | None]
Sent = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a number is read: by which rules, in which language, how sure one may be of it, and what limits it."""

    read: Callable[[str, str], Decimal]
    language: str
    sure_name: str
    sures: Collection[str]
    usual: str
    say: Wording
    limit: Limit


class Wrong(ValueError):
    """An answer that can't be taken; the message is what the reader is told."""


class AnswerField(Field):
    """One question's answer out of all its inputs: taken from what was sent, then told as a change to store."""

    def process(self, formdata: Any, data: object = None, extra_filters: object = None) -> None:  # noqa: ARG002
        self.process_errors, self.data = [], None
        try:
            self.take(formdata or {})
        except Wrong as problem:
            self.process_errors.append(str(problem))

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:  # noqa: ARG002 -- so called by WTForms
        self.errors = list(self.process_errors)
        return not self.errors

    def take(self, sent: Sent) -> None:
        """Read the answer; raises Wrong."""
        raise NotImplementedError

    def changes(self) -> Iterator[Answer]:
        """The one change to the stored answer, or none."""
        if self.data is not None and not self.errors:
            yield self.data or None


class ChoiceField(AnswerField):
    """One of a few given values, or None when nothing is chosen (a radio button can't be unchosen)."""

    def __init__(self, *args: Any, values: Collection[str], say: Wording, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.values, self.say = values, say

    def take(self, sent: Sent) -> None:
        value = sent.get(self.name) or None
        if value is not None and value not in self.values:
            raise Wrong(self.say("not_an_option"))
        self.data = value


class TextField(AnswerField):
    """One line, cleaned of what can't be seen; an empty line is an answer taken back."""

    def take(self, sent: Sent) -> None:
        if self.name in sent:
            self.data = clean_text(sent[self.name], MOST_TEXT)


class NumberField(AnswerField):
    """A number as people write it, with how sure they are; `typed` is kept as it came, `sent` tells whether it did."""

    data: Decimal | None

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading = reading
        self.sent, self.typed, self.sure = False, "", reading.usual

    def take(self, sent: Sent) -> None:
        how, sure = self.reading, sent.get(self.reading.sure_name)
        self.sent, self.typed = self.name in sent, sent.get(self.name, "").strip()
        if sure and how.sures:
            self._take_sure(sure)
        if not self.typed:
            return
        if self.sure == UNKNOWN:
            raise Wrong(how.say("number_and_unknown"))
        self._take_number()

    def _take_sure(self, sure: str) -> None:
        if sure not in self.reading.sures:
            self.sent = False  # nothing of it is kept
            raise Wrong(self.reading.say("not_an_option"))
        self.sure = sure

    def _take_number(self) -> None:
        try:
            number = self.reading.read(self.typed, self.reading.language)
        except NumberProblem as problem:
            raise Wrong(self.reading.say(problem.code)) from problem
        self.data = number
        if wrong := self.reading.limit(number):
            raise Wrong(wrong)

    def changes(self) -> Iterator[Answer]:
        if not self.sent:
            return
        if self.errors:
            kept = clean_text(self.typed, MOST_KEPT)
            yield {"typed": kept, "sure": self.sure} if kept else None
        elif self.data is not None:
            yield {"value": plain(self.data), "sure": self.sure}
        else:
            yield {"value": "", "sure": UNKNOWN} if self.sure == UNKNOWN else None
