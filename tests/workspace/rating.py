"""A scorecard in front of somebody of the cast: what stands in its fields, and what comes back when it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

from readiness.records.scorecards import Scorecard, own_card
from tests.pages.checked import HTML
from tests.workspace.cast import Cast, Somebody
from tests.workspace.openings_at_hand import USUAL, adds, begin, on_panel

ASKED = ("curiosity", "renewal", "negotiation")
RATERS = ("interviewer", "hr")


@dataclass
class Rating:
    """An opening with a panel of two, a candidate, and one of the raters at a browser of their own."""

    cast: Cast
    who: str = "interviewer"
    language: str = "en"
    names_hidden: bool = True
    opening: int = field(init=False)
    candidate: int = field(init=False)
    rater: Somebody = field(init=False)

    def __post_init__(self) -> None:
        self.opening = begin(self.cast, replace(USUAL, names_hidden=self.names_hidden))
        on_panel(self.cast, self.opening, **dict.fromkeys(RATERS, ASKED))
        self.candidate = adds(self.cast, self.opening)
        self.rater = self.cast.sign_in(self.who, self.language)

    @property
    def path(self) -> str:
        return f"workspace/candidates/{self.candidate}/card"

    @property
    def address(self) -> str:
        return f"/{self.language}/{self.path}"

    def fields(self) -> dict[str, str]:
        """The form as the page shows it now."""
        return fields_on(self.rater.see(self.path))

    def send(self, fields: dict[str, str], script: bool = False, to: str = "") -> TestResponse:
        headers = {"X-Autosave": "1"} if script else {}
        return self.rater.client.post(f"{self.address}{to}", data=fields, headers=headers)

    def kept(self, who: str | None = None) -> Scorecard:
        return own_card(self.cast.database, self.cast.actors[who or self.who], self.candidate)


def rates(score: str = "4", evidence: str = "Named the client", *keys: str) -> dict[str, str]:
    """Some competencies, else all, rated alike."""
    told: dict[str, str] = {}
    for key in keys or ASKED:
        told |= {f"score_{key}": score, f"evidence_{key}": evidence}
    return told


def fields_on(page: str) -> dict[str, str]:
    """Every field of the forms in the page's main part as a browser would send it; buttons are not pressed."""
    found: Any = html5lib.parse(page)
    main = next(found.iter(f"{HTML}main"))
    return dict(_values(main))


def _values(main: Element) -> Iterator[tuple[str, str]]:
    for one in main.iter(f"{HTML}input"):
        if one.get("type") != "radio" or one.get("checked") is not None:
            yield one.attrib["name"], one.get("value", "")
    for one in main.iter(f"{HTML}textarea"):
        yield one.attrib["name"], one.text or ""
