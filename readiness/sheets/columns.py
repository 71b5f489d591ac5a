"""Recognises columns by their headings, however these are cased, spaced or typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

LETTERS = str.maketrans("يىكۀةأإآ", "ییکههااا")


def match_columns(headings: Sequence[str], known: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """For each known field that has one, the place of its column, counted from 0.

    `known` maps a field to the names it goes by, the likeliest first. A column serves one field, the first to claim it.
    """
    places = {heading_key(heading): place for place, heading in reversed(list(enumerate(headings)))}
    found: dict[str, int] = {}
    for field, names in known.items():
        asked = (places.get(heading_key(name)) for name in (field, *names))
        place = next((place for place in asked if place is not None and place not in found.values()), None)
        if place is not None:
            found[field] = place
    return found


def heading_key(heading: str) -> str:
    """What two spellings of one heading share: letters and digits alone, "Start date" as "start_date", ي as ی."""
    plain = unicodedata.normalize("NFKD", heading.translate(LETTERS)).casefold()
    return "".join(sign for sign in plain if sign.isalnum())
