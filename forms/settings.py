"""The form of a workspace's settings, and what they were when the page was shown."""

from __future__ import annotations

from collections.abc import Mapping

from wtforms import Field, StringField, ValidationError
from wtforms.validators import AnyOf

from forms.plain import PlainForm, name_field
from readiness.language import CALENDARS, NumberProblem, digits, parse_number
from readiness.questionnaire import LANGUAGES
from readiness.records.workspaces import SETTINGS, Workspace

LEAST_MONTHS, MOST_MONTHS = 1, 120
AS_IT_WAS = "was_"  # begins the names of the hidden fields that hold what was shown


def _one_of(*values: str) -> StringField:
    return StringField(validators=[AnyOf(values, message="not_an_option")])


class SettingsForm(PlainForm):
    """The settings that an owner may change; whatever else was sent counts for nothing.

    Made with `currencies` in its meta: the codes to choose from.
    """

    name = name_field()
    language = _one_of(*LANGUAGES)
    calendar = _one_of("", *CALENDARS)
    currency = StringField()
    retention_months = StringField()

    def validate_currency(self, field: Field) -> None:
        if field.data not in ("", *self.meta.currencies):
            raise ValidationError("not_an_option")

    def validate_retention_months(self, field: Field) -> None:
        if _months(field.data or "") is None:
            raise ValidationError("months_wrong")

    @property
    def wanted(self) -> dict[str, object]:
        """The settings as they are to stand; call when all of them are valid."""
        return _stored({key: self[key].data or "" for key in SETTINGS})


def as_shown(workspace: Workspace, language: str) -> dict[str, str]:
    """The settings as they stand in the fields."""
    return {**as_kept(workspace), "retention_months": digits(str(workspace.retention_months), language)}


def as_kept(workspace: Workspace) -> dict[str, str]:
    """The settings as they stand in the hidden fields."""
    return {key: str(getattr(workspace, key) or "") for key in SETTINGS}


def as_it_was(sent: Mapping[str, str]) -> dict[str, object]:
    """What the page showed, by the hidden fields that came back."""
    return _stored({key: sent[AS_IT_WAS + key] for key in SETTINGS if AS_IT_WAS + key in sent})


def _stored(typed: Mapping[str, str]) -> dict[str, object]:
    """Texts as the records hold them: nothing chosen is None, and months are a number."""
    return {key: _months(text) if key == "retention_months" else text or None for key, text in typed.items()}


def _months(typed: str) -> int | None:
    """A whole number of months within bounds, in any digits; else None."""
    try:
        months = parse_number(typed, "en")
    except NumberProblem:
        return None
    return int(months) if months in range(LEAST_MONTHS, MOST_MONTHS + 1) else None
