"""What every view works with – settings, content, database – made once at start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from flask import Flask, current_app

from forms.maker import SectionForm, make_form
from readiness.library import Library
from readiness.questionnaire import LANGUAGES, Role, Section
from readiness.records.database import Database
from views.blanks import Blank
from views.settings import Settings

NAME = "readiness"

Words = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Site:
    """One running site.

    `words` are the shared words by language, area and key; `counted` the questions, by role, that progress counts.
    Form classes and blank pages are made at their first use and kept, by role, section and language.
    """

    settings: Settings
    library: Library
    database: Database
    words: Mapping[str, Words]
    counted: Mapping[str, frozenset[str]]
    forms: dict[tuple[str, str, str], type[SectionForm]] = field(default_factory=dict)
    blanks: dict[tuple[str, str, str], Blank] = field(default_factory=dict)

    @property
    def first_role(self) -> Role:
        return next(iter(self.library.roles.values()))

    def form(self, role: Role, section: Section, language: str) -> type[SectionForm]:
        """The form class of a step, made at its first use."""
        key = role.key, section.key, language
        if key not in self.forms:
            self.forms[key] = make_form(section, language, self.library.words["errors"])
        return self.forms[key]


def make_site(settings: Settings, library: Library, database: Database) -> Site:
    words = {language: _worded(library, language) for language in LANGUAGES}
    return Site(settings, library, database, words, {key: _counted(role) for key, role in library.roles.items()})


def _counted(role: Role) -> frozenset[str]:
    """What is asked for: not the optional line of text, nor amounts that only work out another answer."""
    asked = (question for question in role.questionnaire.questions() if not question.aid)
    return frozenset(question.key for question in asked if question.kind != "text")


def _worded(library: Library, language: str) -> Words:
    return {area: {key: text[language] for key, text in words.items()} for area, words in library.words.items()}


def open_site(app: Flask, site: Site) -> None:
    app.extensions[NAME] = site


def this_site() -> Site:
    return cast(Site, current_app.extensions[NAME])
