"""Which language a page speaks, and where the same page stands in the other one."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from readiness.questionnaire import LANGUAGES
from views.access import PolicedBlueprint

LONGEST_WISH = 200  # characters of Accept-Language; no browser sends more


class SpokenBlueprint(PolicedBlueprint):
    """A blueprint whose addresses begin with a language, which its views are given.

    Each rule stands once for every language: a fixed beginning is found faster than a variable one.
    """

    def __init__(self, name: str, import_name: str, under: str = "") -> None:
        super().__init__(name, import_name)
        self.under = under

    def register_rule(self, rule: str, *args: Any, **options: Any) -> None:
        for language in LANGUAGES:
            defaults = {"language": language}
            super().register_rule(f"/{language}{self.under}{rule}", *args, defaults=defaults, **options)


def spoken() -> str:
    """The language in the address, else the one the browser prefers, else English."""
    first = request.path.split("/", 2)[1] if request.path.startswith("/") else ""
    return first if first in LANGUAGES else preferred()


def preferred() -> str:
    said = parse_accept_header(request.headers.get("Accept-Language", "")[:LONGEST_WISH], LanguageAccept)
    return said.best_match(LANGUAGES) or LANGUAGES[0]


def step_address(language: str, page: str) -> str:
    """The address of a page of the check that is open: a step's, or the review's."""
    return f"/{language}/check/{page}"


def checks_address(language: str, page: str = "") -> str:
    """The address of a workspace's checks, or of a page about them."""
    return f"/{language}/workspace/checks{page and '/'}{page}"


def other(language: str) -> str:
    return "fa" if language == "en" else "en"


def same_page_in_other() -> str:
    """This page's address in the other language; what can't be reached by a link leads to its first page."""
    language, there = spoken(), other(spoken())
    rule = request.url_rule
    if rule is None or "GET" not in (rule.methods or ()) or "language" not in rule.arguments:
        return f"/{there}/"
    query = request.query_string.decode("ascii", "ignore")
    return quote(f"/{there}{request.path[len(language) + 1 :]}") + (f"?{query}" if query else "")
