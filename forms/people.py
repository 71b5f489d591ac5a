"""Forms about the people of a workspace: inviting somebody, giving another role, and saying yes to a removal."""

from __future__ import annotations

from wtforms import StringField
from wtforms.validators import AnyOf

from forms.plain import PlainForm, email_field
from readiness.records.people import ROLES


def _role_field() -> StringField:
    """Which role may be given is up to the records, for it depends on who gives it."""
    return StringField(validators=[AnyOf(ROLES, message="role_missing")])


class InviteForm(PlainForm):
    """Whom to invite, as what."""

    email = email_field()
    role = _role_field()


class RoleForm(PlainForm):
    role = _role_field()


class RemoveForm(PlainForm):
    sure = StringField(validators=[AnyOf(("yes",), message="remove_unsure")])
