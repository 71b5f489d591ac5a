"""Which candidates of an opening to compare, in which order, and whom to lay side by side; sent by GET."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import StringField

from forms.plain import LONGEST_NAME, PlainForm
from readiness.records.candidates import HIRING, Wish
from readiness.typed_text import clean_text

PLAIN_ORDERS = ("number", "name", "mean", "changed")
LONGEST_ID = 9  # digits


def _typed(text: Any) -> str:
    return clean_text(text or "", LONGEST_NAME)


class ComparisonForm(PlainForm):
    """It changes nothing and needs no guard; what makes no sense asks for nothing."""

    text = StringField(filters=[_typed])
    stage = StringField()
    placed = StringField()
    decision = StringField()
    order = StringField()
    direction = StringField()

    def __init__(
        self, sent: MultiDict[str, str], stages: Sequence[str], levels: Sequence[str], competencies: Sequence[str]
    ) -> None:
        super().__init__(sent, meta={"csrf": False})
        known = {"stage": stages, "placed": (*levels, "below", "open"), "decision": ("none", *HIRING)}
        known |= {"order": (*PLAIN_ORDERS, *competencies), "direction": ("falling",)}
        for name, allowed in known.items():
            if self[name].data not in allowed:
                self[name].data = ""
        self.side = tuple(dict.fromkeys(int(one) for one in sent.getlist("side") if _is_id(one)))

    @property
    def wish(self) -> Wish:
        chosen = {key: str(self[key].data or "") for key in ("text", "stage", "placed", "decision")}
        return Wish(**chosen, order=str(self.order.data or "number"), falling=self.direction.data == "falling")

    def asked(self) -> dict[str, str]:
        """The choices in use, as they go into an address."""
        return {field.name: field.data for field in self if field.data}


def _is_id(typed: str) -> bool:
    return typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_ID
