"""Question pages rendered once and filled in afterwards: a page costs a join instead of a template.

A blank is made by the very template that shows errors, with marks where the answers go; the marks are private-use
characters, which no wording holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import escape

from forms.maker import usual_sure
from forms.wording import plain_default, shown
from readiness.questionnaire import Question, Section
from views.asked import is_listed

CHECKED, SELECTED = b" checked", b" selected"

_MARK = re.compile("\ue000([^\ue001]*)\ue001")
_RADIO = re.compile('(<input type="radio" name="([^"]+)" value="([^"]+)")')
_LIST = re.compile('<select [^>]*name="([^"]+)".*?</select>', re.DOTALL)
_OPTION = re.compile('(<option value="([^"]+)")')


def mark(name: str) -> str:
    """What stands in the template for something to fill in later."""
    return f"\ue000{name}\ue001"


@dataclass(frozen=True, slots=True)
class Holes:
    """Where the answer to one question goes, as places among the pieces of the page.

    `text` is the typed text's place (None where one chooses), `options` and `sures` the places of the buttons by
    value, `unanswered` what stands where while there is no answer.
    """

    key: str
    is_number: bool
    text: int | None
    options: Mapping[str, int]
    chosen: bytes
    sures: Mapping[str, int]
    unanswered: tuple[tuple[int, bytes], ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """A page in pieces, with the holes of its questions and, by name, of what stands around them."""

    language: str
    pieces: tuple[bytes, ...]
    questions: tuple[Holes, ...]
    around: Mapping[str, tuple[int, ...]]

    def fill(self, answers: Mapping[str, Any], around: Mapping[str, bytes]) -> bytes | None:
        """The page with the stored answers; None if one of them could not be read, for that must be said."""
        pieces = list(self.pieces)
        for name, text in around.items():
            for at in self.around.get(name, ()):
                pieces[at] = text
        for holes in self.questions:
            answer = answers.get(holes.key)
            if answer is None:
                for at, text in holes.unanswered:
                    pieces[at] = text
            elif not holes.is_number:
                _put_choice_or_text(pieces, holes, answer)
            elif "typed" in answer:
                return None
            else:
                _put_number(pieces, holes, answer, self.language)
        return b"".join(pieces)


def _put_choice_or_text(pieces: list[bytes], holes: Holes, answer: str) -> None:
    if holes.text is not None:
        pieces[holes.text] = escape(answer).encode()
    elif answer in holes.options:
        pieces[holes.options[answer]] = holes.chosen


def _put_number(pieces: list[bytes], holes: Holes, answer: Mapping[str, str], language: str) -> None:
    if holes.text is not None and answer["value"]:
        pieces[holes.text] = _shown(answer["value"], language)
    if (at := holes.sures.get(answer["sure"])) is not None:
        pieces[at] = CHECKED


@lru_cache(maxsize=4096)
def _shown(stored: str, language: str) -> bytes:
    return escape(shown(stored, language)).encode()


# --- making a blank


def cut(page: str, section: Section, language: str) -> Blank:
    """Cut a rendered page at its marks, at every radio button and at every option of a list."""
    page = _RADIO.sub(lambda found: found[1] + mark(f"{found[2]}={found[3]}"), page)
    page = _LIST.sub(lambda listed: _mark_options(listed[0], listed[1]), page)
    pieces, places = cut_at_marks(page)
    return Blank(language, pieces, tuple(_holes(question, places, language) for question in section.questions), places)


def cut_at_marks(page: str) -> tuple[tuple[bytes, ...], dict[str, tuple[int, ...]]]:
    """The pieces of a page, those to be filled in still empty, and where among them each mark stood."""
    parts = _MARK.split(page)
    places: dict[str, tuple[int, ...]] = {}
    for at in range(1, len(parts), 2):
        places[parts[at]] = (*places.get(parts[at], ()), at)
    return tuple(b"" if at % 2 else part.encode() for at, part in enumerate(parts)), places


def _mark_options(listed: str, name: str) -> str:
    return _OPTION.sub(lambda found: found[1] + mark(f"{name}={found[2]}"), listed)


def _holes(question: Question, places: Mapping[str, tuple[int, ...]], language: str) -> Holes:
    text, sures = places.get(f"question_{question.key}"), _by_value(f"sure_{question.key}=", places)
    return Holes(
        key=question.key,
        is_number=question.is_number,
        text=text[0] if text else None,
        options=_by_value(f"question_{question.key}=", places),
        chosen=SELECTED if is_listed(question) else CHECKED,
        sures=sures,
        unanswered=tuple(_unanswered(question, text, sures, language)),
    )


def _by_value(prefix: str, places: Mapping[str, tuple[int, ...]]) -> dict[str, int]:
    return {name.removeprefix(prefix): at[0] for name, at in places.items() if name.startswith(prefix)}


def _unanswered(question: Question, text: tuple[int, ...] | None, sures: Mapping[str, int], language: str) -> Any:
    if text and question.default is not None:
        yield text[0], _shown(plain_default(question.default), language)
    if sures:
        yield sures[usual_sure(question)], CHECKED
