"""The form by which an owner takes over a check: its private link, whole or only its token."""

from __future__ import annotations

from typing import Any

from wtforms import StringField

from forms.plain import PlainForm
from readiness.typed_text import clean_text

LONGEST_LINK = 500


def _cleaned(typed: Any) -> str:
    return clean_text(typed or "", LONGEST_LINK)


class AdoptForm(PlainForm):
    link = StringField(filters=[_cleaned])

    @property
    def token(self) -> str:
        """The last part of what was pasted, without what may follow an address."""
        address = str(self.link.data).partition("?")[0].partition("#")[0]
        return address.rstrip("/").rpartition("/")[2].strip()
