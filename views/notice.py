"""What candidates are told about their data: the same text on their own page and for whoever hands it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness.language import digits, direction
from views.site import this_site

PARTS = ("what", "why", "who", "person", "long", "rights", "chosen")


@dataclass(frozen=True, slots=True)
class Notice:
    """The text in one language: headings, each with what it says."""

    language: str
    direction: str
    title: str
    lead: str
    parts: tuple[tuple[str, str], ...]


def notice(language: str, workspace: str, opening: str, months: int) -> Notice:
    """The notice for candidates of an opening; `months` is how long the workspace keeps personal data."""
    words: Mapping[str, str] = this_site().words[language]["notice"]
    filled = {"workspace": f"\u2068{workspace}\u2069", "title": opening, "months": digits(str(months), language)}
    parts = tuple((words[key], words[f"{key}_text"].format(**filled)) for key in PARTS)
    return Notice(language, direction(language), words["title"], words["lead"].format(**filled), parts)
