"""What every view works with – settings, content, database – made once at start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import Flask, current_app

from readiness.library import Library
from readiness.questionnaire import LANGUAGES, Role
from readiness.records.database import Database
from views.settings import Settings

if TYPE_CHECKING:
    from readiness.reports.glance import Known
    from views.steps import Step

NAME = "readiness"
COOKIES = ("candidate", "check", "device", "session", "visit")

Words = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Site:
    """One running site.

    `words` are the shared words by language, area and key; `steps` fills up as steps are first asked for, by role,
    section and language, `glances` as results are first listed; `cookies` are the names under which browsers keep our
    cookies.
    """

    settings: Settings
    library: Library
    database: Database
    words: Mapping[str, Words]
    cookies: Mapping[str, str]
    steps: dict[tuple[str, str, str], Step] = field(default_factory=dict)
    glances: Known = field(default_factory=dict)

    @property
    def first_role(self) -> Role:
        return next(iter(self.library.roles.values()))


def make_site(settings: Settings, library: Library, database: Database) -> Site:
    words = {language: _worded(library, language) for language in LANGUAGES}
    prefix = "__Host-" if settings.https else ""
    return Site(settings, library, database, words, {name: f"{prefix}{name}" for name in COOKIES})


def _worded(library: Library, language: str) -> Words:
    return {area: {key: text[language] for key, text in words.items()} for area, words in library.words.items()}


def open_site(app: Flask, site: Site) -> None:
    app.extensions[NAME] = site


def this_site() -> Site:
    return current_app.extensions[NAME]  # type: ignore[no-any-return]
