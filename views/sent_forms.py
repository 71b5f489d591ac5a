"""Makes a form, blank or as it was sent; what was sent from no page of the same visit is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from flask import abort, request

from forms.csrf import GuardedForm, Visit

Kind = TypeVar("Kind", bound=GuardedForm)


def blank_form(kind: type[Kind], visit: Visit, shown: Mapping[str, Any] | None = None, **known: Any) -> Kind:
    """The form with its fields as they are `shown` first; `known` is what it may look up in its meta."""
    return kind(data=shown, meta={"csrf_context": visit, **known})


def sent_form(kind: type[Kind], visit: Visit, **known: Any) -> Kind:
    """What was sent, looked through; 403 for what comes from another page than the visit's own."""
    form = kind(request.form, meta={"csrf_context": visit, **known})
    form.validate()
    if form.is_foreign:
        abort(403)
    return form
