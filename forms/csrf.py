"""Ties every form to the visit it was shown in, so that no other site can send it."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Any

from wtforms import Form, ValidationError
from wtforms.csrf.core import CSRF

NAME = "csrf"


@dataclass(frozen=True, slots=True)
class Visit:
    """One browser's visit: its random value, and the secrets that sign for it, the one in use first."""

    value: str
    secrets: tuple[bytes, ...]

    def token(self) -> str:
        return sign(self.secrets[0], self.value)

    def accepts(self, token: str) -> bool:
        given = token.encode("utf-8", "replace")
        return any(hmac.compare_digest(sign(secret, self.value).encode(), given) for secret in self.secrets)


def sign(secret: bytes, visit: str) -> str:
    return hmac.digest(secret, visit.encode("utf-8", "replace"), "sha256").hex()


class VisitCSRF(CSRF):
    """The token of a form is the visit's signature."""

    visit: Visit

    def setup_form(self, form: Any) -> Any:
        self.visit = form.meta.csrf_context
        return super().setup_form(form)

    def generate_csrf_token(self, csrf_token_field: Any) -> str:  # noqa: ARG002 -- so called by WTForms
        return self.visit.token()

    def validate_csrf_token(self, form: Any, field: Any) -> None:  # noqa: ARG002
        if not isinstance(field.data, str) or not self.visit.accepts(field.data):
            raise ValidationError("csrf")


class GuardedForm(Form):
    """A form with nothing but its guard: for buttons. Made as `GuardedForm(formdata, meta={"csrf_context": visit})`."""

    class Meta:
        csrf = True
        csrf_class = VisitCSRF
        csrf_field_name = NAME
        locales = False

    @property
    def is_foreign(self) -> bool:
        """Sent from elsewhere, or too late: call after `validate`."""
        return bool(self[NAME].errors)
