"""What people typed as it may be stored: composed, with nothing unseen in it, on one line or on several."""

from __future__ import annotations

import re
import unicodedata

MOST_MARKS = 3  # combining marks on one letter

_PERSIAN_LETTERS = str.maketrans("يك", "یک")
_JOINERS = "\u200c\u200d"
_DROPPED = ("Cc", "Cf", "Cs")
_EMPTY_LINES = re.compile("\n{3,}")
_AS_IT_IS = re.compile(  # signs of which nothing would go or change: plain Latin, Persian, digits, punctuation
    "[ -~\u00a1-\u00ac\u00ae-\u024f\u060c\u061b\u061f-\u0642\u0644-\u0649\u0660-\u066d"
    "\u0671-\u06d3\u06f0-\u06f9\u200c\u2013-\u2026]*"
)


def clean_text(text: str, limit: int) -> str:
    """A name or a line as it may be stored: NFC, on one line, Persian ی and ک, nothing unseen, at most `limit` long.

    Control and direction characters, lone surrogates and piled-up combining marks go; half-spaces stay.
    """
    if _AS_IT_IS.fullmatch(text):  # for tables of a million cells
        return " ".join(text.split())[:limit].strip(" " + _JOINERS)
    words = ("".join(filter(_is_seen, word)) for word in text.split())
    composed = unicodedata.normalize("NFC", " ".join(filter(None, words))).translate(_PERSIAN_LETTERS)
    return _few_marks(composed)[:limit].strip(" " + _JOINERS)


def clean_words(text: str) -> str:
    """Words over several lines as they may be stored: each line as `clean_text` has it, one empty line at most."""
    lines = (clean_text(line, 3 * len(line)) for line in text.splitlines())  # composing may lengthen a line
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _is_seen(sign: str) -> bool:
    return sign in _JOINERS or unicodedata.category(sign) not in _DROPPED


def _few_marks(text: str) -> str:
    """The text with at most MOST_MARKS combining marks on one letter."""
    kept, marks = [], 0
    for sign in text:
        if unicodedata.category(sign) in ("Mn", "Me"):
            marks += 1
        elif sign not in _JOINERS:
            marks = 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)
