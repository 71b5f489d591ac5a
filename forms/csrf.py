"""Ties every form to the visit it was shown in, so that no other site can send it."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from wtforms import Form, ValidationError
from wtforms.csrf.core import CSRF

NAME = "csrf"


@dataclass(frozen=True, slots=True)
class Visit:
    """One browser's visit: its random value, and the secrets that sign for it, the one in use first.

    `about` names whom or what its forms are for – a check, a person – so that a form for one is no form for another.
    """

    value: str
    secrets: tuple[bytes, ...]
    about: str = ""

    def token(self) -> str:
        return self.vouch("form")

    def accepts(self, token: str) -> bool:
        return self.vouches(token, "form")

    def vouch(self, *said: str) -> str:
        """A signature that says: this was said here, to this visit, about the same."""
        return sign(self.secrets[0], self.value, self.about, *said)

    def vouches(self, signature: str, *said: str) -> bool:
        given = signature.encode("utf-8", "replace")
        signed = (sign(secret, self.value, self.about, *said) for secret in self.secrets)
        return any(hmac.compare_digest(signature.encode(), given) for signature in signed)


@lru_cache(maxsize=4096)  # a browser asks for the same few again and again
def sign(secret: bytes, *parts: str | int) -> str:
    """Each part with its length, so that no other parts read alike."""
    said = "".join(f"{len(str(part))}:{part}" for part in parts)
    return hmac.digest(secret, said.encode("utf-8", "replace"), "sha256").hex()


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
    """A form with nothing but its guard: for buttons."""

    class Meta:
        csrf = True
        csrf_class = VisitCSRF
        csrf_field_name = NAME
        locales = False

    @property
    def is_foreign(self) -> bool:
        """Sent from elsewhere, or too late: call after `validate`."""
        return bool(self[NAME].errors)
