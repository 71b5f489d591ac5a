"""The three ways of answering – choosing, a number, a line of text – each telling what is wrong in plain words."""

from __future__ import annotations

from collections.abc import Callable, Collection
from decimal import Decimal
from typing import Any

from wtforms import Field, ValidationError

from readiness.language import NumberProblem, clean_text, parse_number

MOST_TEXT = 120
MOST_KEPT = 64  # of a number that could not be read

Wording = Callable[..., str]
Limit = Callable[[Decimal], str | None]


class ChoiceField(Field):
    """One of a few given values, or None when nothing is chosen (a radio button can't be unchosen)."""

    def __init__(self, *args: Any, values: Collection[str], say: Wording, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.values, self.say = values, say

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0] if valuelist and valuelist[0] else None

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 -- so called by WTForms
        if self.data is not None and self.data not in self.values:
            raise ValidationError(self.say("not_an_option"))


class TextField(Field):
    """One line, cleaned of what can't be seen; an empty line is an answer taken back."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = clean_text(valuelist[0], MOST_TEXT) if valuelist else None


class NumberField(Field):
    """A number as people write it. `sent` is False when the form had no such field, `typed` is kept as it came."""

    data: Decimal | None

    def __init__(self, *args: Any, language: str, say: Wording, limit: Limit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language, self.say, self.limit = language, say, limit
        self.sent, self.typed = False, ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data, self.sent = None, bool(valuelist)
        self.typed = valuelist[0].strip() if valuelist else ""
        if not self.typed:
            return
        try:
            self.data = parse_number(self.typed, self.language)
        except NumberProblem as problem:
            raise ValueError(self.say(problem.code)) from problem

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 -- so called by WTForms
        if self.data is not None and (problem := self.limit(self.data)):
            raise ValidationError(problem)

    @property
    def kept(self) -> str:
        """What was typed, in the form in which it may be stored."""
        return clean_text(self.typed, MOST_KEPT)
