"""The form by which a person decides on a candidate: what, why, and – where it goes against the scorecards – that it
is meant."""

from __future__ import annotations

from typing import Any

from wtforms import StringField
from wtforms.validators import AnyOf, DataRequired, Length

from forms.plain import PlainForm
from readiness.records.candidates import HIRING
from readiness.typed_text import clean_text

LONGEST_REASON = 2000


def _cleaned(typed: Any) -> str:
    return clean_text(typed or "", LONGEST_REASON + 1)


class DecisionForm(PlainForm):
    decision = StringField(validators=[AnyOf(HIRING, message="decision_missing")])
    reason = StringField(
        filters=[_cleaned],
        validators=[DataRequired("reason_missing"), Length(max=LONGEST_REASON, message="reason_long")],
    )
    override = StringField(default="")

    @property
    def is_meant(self) -> bool:
        return bool(self.override.data == "yes")
