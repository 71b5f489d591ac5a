"""Forms about candidates: what is known of one, which of them a list shows, and yes to erasing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, StringField, ValidationError
from wtforms.validators import AnyOf

from forms.plain import PlainForm
from readiness.candidates.applicants import (
    BACKGROUND,
    LONGEST,
    OWNED,
    Applicant,
    Unfit,
    fit_email,
    fit_name,
    fit_phone,
    fit_text,
)
from readiness.records.candidates import HIRING, Wish
from readiness.typed_text import clean_text

CODES = {"too_long": "text_long"}
ORDERS: Mapping[str, tuple[str, bool]] = {  # by name: the records' order, and whether it falls
    "number": ("number", False),
    "newest": ("number", True),
    "changed": ("changed", True),
    "name": ("name", False),
    "mean": ("mean", True),
}
MOST_TYPED = 2000


def _cleaned(typed: Any) -> str:
    return clean_text(typed or "", MOST_TYPED)


def _fit(check: Callable[[str], str]) -> Callable[[Any, Field], None]:
    """A validator that keeps what the check makes of the text, or says what is wrong with it."""

    def validate(_form: object, field: Field) -> None:
        try:
            field.data = check(field.data or "")
        except Unfit as unfit:
            raise ValidationError(CODES.get(unfit.code, unfit.code)) from None

    return validate


def _line(check: Callable[[str], str]) -> StringField:
    return StringField(filters=[_cleaned], validators=[_fit(check)])


def _of(name: str) -> Callable[[str], str]:
    return lambda text: fit_text(text, name)


class CandidateForm(PlainForm):
    """What is known of a candidate; `version` is what was changed. Made with `stages` in its meta."""

    name = _line(fit_name)
    email = _line(fit_email)
    phone = _line(fit_phone)
    years = _line(_of("years"))
    degree = _line(_of("degree"))
    source = _line(_of("source"))
    owned = StringField(validators=[AnyOf(OWNED, message="not_an_option")], default="unknown")
    owned_evidence = _line(_of("owned_evidence"))
    stage = StringField()
    version = HiddenField()

    def validate_stage(self, field: Field) -> None:
        if field.data not in self.meta.stages:
            raise ValidationError("not_an_option")

    @property
    def applicant(self) -> Applicant:
        """Call when all fields are valid."""
        known = {key: str(self[key].data) for key in BACKGROUND if self[key].data}
        contact = str(self.name.data), str(self.email.data), str(self.phone.data)
        return Applicant(*contact, known, str(self.owned.data), str(self.owned_evidence.data), str(self.stage.data))


def as_shown(applicant: Applicant) -> dict[str, str]:
    """The fields as they stand."""
    plain = {key: getattr(applicant, key) for key in ("name", "email", "phone", "owned", "owned_evidence", "stage")}
    return {**plain, **{key: applicant.background.get(key, "") for key in BACKGROUND}}


class ListForm(PlainForm):
    """Which candidates to show; sent by GET, it needs no guard, and what makes no sense asks for nothing."""

    text = StringField(filters=[lambda typed: clean_text(typed or "", LONGEST["name"])])
    stage = StringField()
    decision = StringField()
    order = StringField()

    def __init__(self, sent: MultiDict[str, str], stages: tuple[str, ...]) -> None:
        super().__init__(sent, meta={"csrf": False})
        self._keep("stage", stages)
        self._keep("decision", ("none", *HIRING))
        self._keep("order", tuple(ORDERS))

    def _keep(self, name: str, known: tuple[str, ...]) -> None:
        if self[name].data not in known:
            self[name].data = ""

    @property
    def wish(self) -> Wish:
        order, falling = ORDERS[self.order.data or "number"]
        chosen = {key: str(self[key].data or "") for key in ("text", "stage", "decision")}
        return Wish(**chosen, order=order, falling=falling)

    def asked(self) -> dict[str, str]:
        """The choices in use, as they go into an address."""
        return {field.name: field.data for field in self if field.data}


class EraseForm(PlainForm):
    sure = StringField(validators=[AnyOf(("yes",), message="erase_unsure")])
