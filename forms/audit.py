"""The filter of the activity page: who, what, from which day to which, by the calendar that the page tells days by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import StringField
from wtforms.validators import AnyOf, ValidationError

from forms.plain import PlainForm
from readiness.language import parse_day
from readiness.records.audit import ACTIONS, Wanted
from readiness.records.clock import DAY
from readiness.typed_text import clean_text

LONGEST_DAY = 40  # characters


def _typed(text: Any) -> str:
    return clean_text(text or "", LONGEST_DAY)


class DayField(StringField):
    """A day, or none; `day` is what was read."""

    day: date | None = None

    def pre_validate(self, form: Any) -> None:
        try:
            self.day = parse_day(self.data, form.calendar) if self.data else None
        except ValueError:
            raise ValidationError("day_wrong") from None


class AuditFilter(PlainForm):
    """Sent by GET and changing nothing, it needs no guard."""

    person = StringField()
    action = StringField(validators=[AnyOf(("", *ACTIONS), message="not_an_option")], default="")
    since = DayField(filters=[_typed])
    until = DayField(filters=[_typed])

    def __init__(self, sent: MultiDict[str, str], calendar: str, people: Sequence[int]) -> None:
        """`people` are the ids that may be asked for."""
        self.calendar, self.people = calendar, frozenset(map(str, people))
        super().__init__(sent, meta={"csrf": False})

    def validate_person(self, field: StringField) -> None:
        if field.data and field.data not in self.people:
            raise ValidationError("not_an_option")

    def validate_until(self, field: DayField) -> None:
        if self.since.day and field.day and field.day < self.since.day:
            raise ValidationError("days_swapped")

    def wanted(self) -> Wanted:
        """What the trail is asked for: both days are meant whole, by UTC. Call after `validate`."""
        return Wanted(
            person=int(self.person.data) if self.person.data else None,
            action=self.action.data or None,
            since=_begin_of(self.since.day) if self.since.day else None,
            until=_begin_of(self.until.day) + DAY if self.until.day else None,
        )

    def asked(self) -> dict[str, str]:
        """The filters in use, as they go into an address."""
        return {field.name: field.data for field in self if field.data}


def _begin_of(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
