"""The forms of an opening: its plan, what counts how often, a competency of one's own, and who rates what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import Field, StringField, ValidationError
from wtforms.validators import AnyOf, DataRequired, Length

from forms.plain import LONGEST_NAME, PlainForm
from readiness.questionnaire import Competency, InterviewQuestion, Text
from readiness.records.openings import STAGES
from readiness.rubric_rules import KINDS, RATINGS, WEIGHTS
from readiness.typed_text import clean_text

LONGEST_SENTENCE = 600
OWN = re.compile("own_([1-9][0-9]{0,3})")
SIGNS = ("text", "strong", "weak")  # of a question: what is asked, and what to listen for
FIRST_STAGE = STAGES[0]


def _cleaned(typed: Any) -> str:
    return clean_text(typed or "", LONGEST_SENTENCE + 1)


class Several(Field):
    """Ticked boxes of one name: the values that were sent, those on offer alone, in the order of the offer."""

    def __init__(self, offered: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.offered = offered

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = tuple(value for value in self.offered if value in valuelist)


class PlanForm(PlainForm):
    """What an opening is called, the level sought, its stages, and whether names are hidden.

    Made with `levels` in its meta: the keys to choose from. Every opening begins at the first stage.
    """

    title = StringField(
        filters=[_cleaned], validators=[DataRequired("name_missing"), Length(max=LONGEST_NAME, message="name_long")]
    )
    level = StringField()
    names_hidden = StringField()
    stages = Several(STAGES, default=())

    def validate_level(self, field: Field) -> None:
        if field.data not in self.meta.levels:
            raise ValidationError("level_missing")

    @property
    def wanted_stages(self) -> tuple[str, ...]:
        chosen = set(self.stages.data or ())
        return tuple(stage for stage in STAGES if stage in chosen or stage == FIRST_STAGE)


class DeleteForm(PlainForm):
    sure = StringField(validators=[AnyOf(("yes",), message="delete_unsure")])


def read_weights(sent: Mapping[str, str], keys: Sequence[str]) -> dict[str, int]:
    """How often each competency counts, 0 for not at all; what was not asked counts 0, what can't be read 0 too."""
    typed = {key: sent.get(f"weight_{key}", "0") for key in keys}
    return {key: int(value) if value in map(str, WEIGHTS) else 0 for key, value in typed.items()}


def read_shares(sent: Mapping[str, Any], people: Sequence[int], keys: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """Who rates what, as ticked; whoever has nothing ticked is not on the panel. `sent` takes `getlist`."""
    ticked = {person: set(sent.getlist(f"rates_{person}")) for person in people}  # type: ignore[attr-defined]
    shares = {person: tuple(key for key in keys if key in chosen) for person, chosen in ticked.items()}
    return {person: found for person, found in shares.items() if found}


# --- a competency of one's own


def _sentence() -> StringField:
    long = Length(max=LONGEST_SENTENCE, message="sentence_long")
    return StringField(filters=[_cleaned], validators=[DataRequired("sentence_missing"), long])


class OwnForm(PlainForm):
    """A competency that a company adds, typed in one language. Targets and must-haves are fields of their own."""

    name = StringField(
        filters=[_cleaned], validators=[DataRequired("name_missing"), Length(max=LONGEST_NAME, message="name_long")]
    )
    meaning = _sentence()
    anchor_1, anchor_2, anchor_3, anchor_4, anchor_5 = (_sentence() for _ in RATINGS)
    past_text, past_strong, past_weak = (_sentence() for _ in SIGNS)
    situation_text, situation_strong, situation_weak = (_sentence() for _ in SIGNS)

    def competency(self, key: str, targets: Mapping[str, int], must_have: Sequence[str]) -> Competency:
        """The competency that was typed, its words the same in both languages, counting once."""
        anchors = tuple(self._text(f"anchor_{rating}") for rating in RATINGS)
        questions = tuple(self._question(key, kind) for kind in KINDS)
        told = self._text("name"), self._text("meaning")
        return Competency(key, *told, "interview", dict(targets), tuple(must_have), anchors, questions)

    def _question(self, key: str, kind: str) -> InterviewQuestion:
        asked, strong, weak = (self._text(f"{kind}_{sign}") for sign in SIGNS)
        return InterviewQuestion(f"{key}_{kind}", kind, asked, strong, weak)

    def _text(self, name: str) -> Text:
        typed = str(self[name].data)
        return Text(typed, typed)


def next_own_key(keys: Sequence[str]) -> str:
    """A key that no competency of the opening has."""
    taken = [int(found[1]) for key in keys if (found := OWN.fullmatch(key))]
    return f"own_{max(taken, default=0) + 1}"


def is_own(key: str) -> bool:
    """Whether the company has added this competency itself."""
    return OWN.fullmatch(key) is not None


def read_targets(sent: Mapping[str, str], levels: Sequence[str]) -> dict[str, int]:
    """The target typed for each level, 0 where it can't be read."""
    typed = {level: sent.get(f"target_{level}", "") for level in levels}
    return {level: int(value) if value in map(str, RATINGS) else 0 for level, value in typed.items()}
