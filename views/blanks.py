"""Question pages rendered once and filled in afterwards: a page costs a join instead of a template.

A blank is made by the very template that shows errors, with marks where the answers go; the marks are private-use
characters, which no wording and no cleaned answer holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

CHECKED = b" checked"
SELECTED = b" selected"

_MARK = re.compile("\ue000([^\ue001]*)\ue001")
_RADIO = re.compile('(<input type="radio" name="([^"]+)" value="([^"]+)")')
_LIST = re.compile('<select [^>]*name="([^"]+)".*?</select>', re.DOTALL)
_OPTION = re.compile('(<option value="([^"]+)")')


def mark(name: str) -> str:
    """What stands in the template for something to fill in later."""
    return f"\ue000{name}\ue001"


@dataclass(frozen=True, slots=True)
class Blank:
    """A page in pieces, and at which of them each hole stands."""

    pieces: tuple[bytes, ...]
    holes: Mapping[str, tuple[int, ...]]

    def fill(self, values: Iterable[tuple[str, bytes]]) -> bytes:
        """The page with its holes filled by name; values are escaped already, holes without a value stay empty."""
        pieces = list(self.pieces)
        for name, value in values:
            for at in self.holes.get(name, ()):
                pieces[at] = value
        return b"".join(pieces)


def cut(page: str) -> Blank:
    """Cut a rendered page at its marks, at every radio button and at every option of a list."""
    page = _RADIO.sub(lambda found: found[1] + mark(f"{found[2]}={found[3]}"), page)
    page = _LIST.sub(lambda listed: _mark_options(listed[0], listed[1]), page)
    parts = _MARK.split(page)
    holes: dict[str, tuple[int, ...]] = {}
    for at in range(1, len(parts), 2):
        holes[parts[at]] = (*holes.get(parts[at], ()), at)
    return Blank(tuple(b"" if at % 2 else part.encode() for at, part in enumerate(parts)), holes)


def _mark_options(listed: str, name: str) -> str:
    return _OPTION.sub(lambda found: found[1] + mark(f"{name}={found[2]}"), listed)
