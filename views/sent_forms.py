"""Makes a form, blank or as it was sent with its file; what was sent from no page of the same visit is refused."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from typing import Any, TypeVar

from flask import abort, request
from werkzeug.datastructures import FileStorage

from forms.csrf import GuardedForm, Visit

LONGEST_NAME = 100  # of a file: the end of it, which says of what kind it is

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


def brought(most_bytes: int) -> tuple[str, bytes]:
    """Name and content of the file that was sent, read to a byte more than it may have; "" and nothing if none was."""
    with closing(request.files.get("file") or FileStorage()) as file:
        return (file.filename or "")[-LONGEST_NAME:], file.read(most_bytes + 1)
