"""The form of the model's assumptions: what stands in each field, and what is wrong with what was typed there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from forms.settings import AS_IT_WAS
from forms.wording import shown
from readiness.company.answers import plain
from readiness.company.assumed import Adjustable
from readiness.language import NumberProblem, parse_number

KEPT = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?")
MOST_ECHOED = 64  # of what can't be read

Say = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Typed:
    """One assumption as it stands or was sent: the text in its field, the value that it means, what is wrong with it.

    `value` None is the standard; `was` is the value that the page showed when it was asked for.
    """

    key: str
    text: str
    value: float | None
    was: float | None
    error: str = ""

    @property
    def kept(self) -> str:
        """What the page showed, as the hidden field holds it."""
        return "" if self.was is None else plain(Decimal(str(self.was)))


def as_it_stands(adjustable: Adjustable, kept: Mapping[str, float], language: str) -> Typed:
    value = kept.get(adjustable.key)
    return Typed(adjustable.key, in_field(adjustable, value, language), value, value)


def as_sent(
    adjustable: Adjustable, sent: Mapping[str, str], kept: Mapping[str, float], say: Say, language: str
) -> Typed:
    """What came back for one assumption; where it wasn't asked for, it stays as it stands."""
    key = adjustable.key
    if (text := sent.get(key)) is None:
        return as_it_stands(adjustable, kept, language)
    was = sent.get(AS_IT_WAS + key)
    shown_then = kept.get(key) if was is None else float(was) if KEPT.fullmatch(was) else None
    value, error = _read(adjustable, text.strip(), say, language)
    return Typed(key, text.strip()[:MOST_ECHOED], value, shown_then, error)


def in_field(adjustable: Adjustable, value: float | None, language: str) -> str:
    """The number as one would type it."""
    return shown(plain(Decimal(str(adjustable.standard if value is None else value))), language)


def _read(adjustable: Adjustable, text: str, say: Say, language: str) -> tuple[float | None, str]:
    """The value and "", or None and what is wrong; an empty field is the standard."""
    if not text:
        return None, ""
    try:
        value = float(parse_number(text, language))
    except NumberProblem as unread:
        return None, say(unread.code)
    if problem := adjustable.problem(value):
        limits = {name: shown(plain(Decimal(str(limit))), language) for name, limit in problem.limits.items()}
        return None, say(problem.code, **limits)
    value = round(value, 2)
    return (None if value == adjustable.standard else value), ""
