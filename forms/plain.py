"""Forms of a few plain fields – sign-in, people, settings – whose errors are keys of the words in errors.toml."""

from __future__ import annotations

import unicodedata
from typing import Any

from wtforms import Field, PasswordField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Regexp

from forms.csrf import GuardedForm
from readiness.candidates.applicants import EMAIL
from readiness.typed_text import clean_text

LONGEST_NAME = 100
LONGEST_EMAIL = 254


class PlainForm(GuardedForm):
    """A guarded form with fields."""

    def wrong(self) -> list[tuple[Field, str]]:
        """The fields that can't be taken, each with the key of what is said: call after `validate`."""
        return [
            (field, str(field.errors[0])) for field in self if field.errors and field.name != self.meta.csrf_field_name
        ]

    def refuse(self, name: str, code: str) -> None:
        """Say at a field what only the records could know, such as that an e-mail is taken."""
        self[name].errors = [code]


def _cleaned(typed: Any) -> str:
    return clean_text(typed or "", LONGEST_EMAIL)


def _address(typed: Any) -> str:
    return unicodedata.normalize("NFC", (typed or "").strip()[: LONGEST_EMAIL + 1]).lower()


def _refuse_unseen(_form: object, field: Field) -> None:
    """Signs that nobody sees in an address, NUL and turns of direction among them, make it another's lookalike."""
    seen = clean_text(field.data, len(field.data))
    if seen != field.data:
        field.data = seen  # as it can be shown again
        raise ValidationError("email_wrong")


def name_field(missing: str = "name_missing") -> StringField:
    return StringField(
        filters=[_cleaned], validators=[DataRequired(missing), Length(max=LONGEST_NAME, message="name_long")]
    )


def email_field() -> StringField:
    return StringField(
        filters=[_address],
        validators=[
            Regexp(EMAIL.pattern + r"\Z", message="email_wrong"),
            _refuse_unseen,
            Length(max=LONGEST_EMAIL, message="email_wrong"),
        ],
    )


def password_field() -> PasswordField:
    """A password to sign in with: only its absence is wrong here."""
    return PasswordField(validators=[InputRequired("password_missing")])
