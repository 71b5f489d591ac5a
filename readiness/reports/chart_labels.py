"""Keeps the words in a chart off each other: how wide they may get, and how far to move them."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import bidirectional, category

LETTER, JOINED, NARROW = 12.0, 10.0, 6.0  # how wide a sign gets on a phone: most of them, Persian letters, points
NARROW_SIGNS = frozenset(" \u00a0.,:;()|'٫٬")
GAP = 12.0  # what stays free between two labels


def width_of(words: str) -> float:
    """About how wide `words` get on a phone, where letters are largest; rather too much than too little."""
    return sum(_width_of_sign(sign) for sign in words)


def _width_of_sign(sign: str) -> float:
    if category(sign) in ("Cf", "Mn"):
        return 0
    if sign in NARROW_SIGNS:
        return NARROW
    return JOINED if bidirectional(sign) == "AL" else LETTER


def set_apart(places: Sequence[float], widths: Sequence[float], room: float) -> list[float]:
    """Moves ordered label centres, to both sides alike, until none covers the next, all within `room`."""
    share = min(1, room / max(sum(widths), 1))
    halves = [width * share / 2 for width in widths]
    onward = _pushed_on(places, halves, room)
    back = _pushed_on([room - place for place in reversed(places)], halves[::-1], room)
    return [(late + room - early) / 2 for late, early in zip(onward, reversed(back), strict=True)]


def _pushed_on(places: Sequence[float], halves: Sequence[float], room: float) -> list[float]:
    """Moves each centre on until it clears the one before, then back from the far edge where room runs out."""
    spread: list[float] = []
    taken = 0.0
    for place, half in zip(places, halves, strict=True):
        spread.append(max(place, taken + half))
        taken = spread[-1] + half
    limit = room
    for i in range(len(spread) - 1, -1, -1):
        spread[i] = min(spread[i], limit - halves[i])
        limit = spread[i] - halves[i]
    return spread
