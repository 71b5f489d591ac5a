"""The four amounts of the retention step: they work out GRR and expansion, and must not contradict them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from forms.wording import shown
from readiness.company.answers import AMOUNTS, MOST_APART, plain, work_out_retention
from readiness.questionnaire import UNKNOWN

if TYPE_CHECKING:
    from forms.maker import SectionForm

RESULTS = ("grr", "expansion")


def settle_retention(form: SectionForm, before: Mapping[str, Any], work_out: bool) -> dict[str, str]:
    """Fill what the amounts tell into the form and refuse contradictions; returns the shown numbers it filled in.

    A result is filled in where it is blank, where the owner asks to `work_out`, and where it still stands as
    worked out from the amounts of `before`.
    """
    asked = {question.key for question in form.section.questions}
    if not asked.issuperset((*AMOUNTS, *RESULTS)):
        return {}
    fresh = work_out_retention(_amounts(form)) if _possible(form) else {}
    if work_out and not fresh:
        _ask_for_amounts(form)
    earlier = work_out_retention({key: before[key] for key in AMOUNTS if key in before})
    return {
        key: text for key, answer in fresh.items() if (text := _fill(form, key, answer, earlier.get(key), work_out))
    }


def _amounts(form: SectionForm) -> dict[str, object]:
    fields = {key: form.number(key) for key in AMOUNTS}
    good = {key: field.data for key, field in fields.items() if field.data is not None and not field.errors}
    return {key: {"value": plain(amount), "sure": "exact"} for key, amount in good.items()}


def _possible(form: SectionForm) -> bool:
    """Nobody loses more than they had; what can't be is refused where it stands."""
    start, shrunk, lost = (form.number(key).data for key in AMOUNTS[:3])
    if start is not None and (shrunk or 0) + (lost or 0) > start:
        form.refuse("kept_lost", form.say("lost_more_than_had"))
        return False
    return True


def _ask_for_amounts(form: SectionForm) -> None:
    for key in AMOUNTS:
        field = form.number(key)
        if not field.errors and (field.data is None or (key == "kept_start" and field.data == 0)):
            form.refuse(key, form.say("needed_to_work_out"))


def _fill(form: SectionForm, key: str, answer: Any, earlier: Any, work_out: bool) -> str | None:
    """The shown number if it was filled in, None if the owner's own stays."""
    field, told = form.number(key), Decimal(answer["value"])
    if not work_out and not field.typed and field.sure == UNKNOWN:
        return None
    if not work_out and field.typed and not _stands_as_worked_out(field.data, earlier):
        _refuse_contradiction(form, key, told)
        return None
    if not field.typed or field.sure == UNKNOWN:
        field.sure = answer["sure"]
    field.data, field.typed, field.sent, field.errors = told, shown(answer["value"], form.language), True, []
    if wrong := field.reading.limit(told):
        form.refuse(key, wrong)
    return field.typed


def _stands_as_worked_out(typed: Decimal | None, earlier: Any) -> bool:
    return earlier is not None and typed == Decimal(earlier["value"])


def _refuse_contradiction(form: SectionForm, key: str, told: Decimal) -> None:
    typed = form.number(key).data
    if typed is None or form.number(key).errors or abs(typed - told) <= MOST_APART:
        return
    both = {"typed": shown(plain(typed), form.language), "told": shown(plain(told), form.language)}
    form.refuse(key, form.say("contradicts", **both))
