"""An owner at a browser: opens pages, answers steps and presses buttons, as a test tells."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from readiness.library import load_library
from readiness.questionnaire import Question, Role, Section

LIBRARY = load_library()
ROLE: Role = LIBRARY.roles["account_manager"]
SECTIONS = [section.key for section in ROLE.questionnaire.sections]
EXAMPLE = Path(__file__).parents[2] / "docs/examples/small-agency.toml"
SAVED = {"next": 303, "back": 303, "stay": 303, "work_out": 303}


class Owner:
    """One browser in one language, with a check open unless it is said otherwise."""

    def __init__(self, client: FlaskClient, language: str = "en") -> None:
        self.client, self.language = client, language
        self.csrf = hidden(self.see(f"/{language}/"), "csrf")

    def start(self) -> Owner:
        assert self.press("check").status_code == 303
        self.csrf = hidden(self.see(f"/{self.language}/check/{SECTIONS[0]}"), "csrf")
        return self

    def open(self, page: str, **kwargs: Any) -> TestResponse:
        """A page of the check by its name: a section's key, "review", "link" and so on."""
        return self.client.get(f"/{self.language}/check/{page}", **kwargs)

    def see(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.status
        return answer.get_data(as_text=True)

    def press(self, path: str, **fields: str) -> TestResponse:
        """Send a form of ours to /<language>/<path>."""
        return self.client.post(f"/{self.language}/{path}", data={"csrf": self.csrf} | fields)

    def renew(self) -> TestResponse:
        """Press the button for a new private link."""
        page = self.see(f"/{self.language}/check/link")
        return self.press("check/link/renew", fresh=hidden(page, "fresh"), vouched=hidden(page, "vouched"))

    def answer(self, section: str, go: str = "next", **answers: str) -> TestResponse:
        """Send a step: `accounts="12"` types a number, `unowned="3"` chooses, `sure_accounts="exact"` says how sure."""
        return self.press(f"check/{section}", go=go, **form_fields(answers))

    def autosave(self, section: str, **answers: str) -> TestResponse:
        data = {"csrf": self.csrf, **form_fields(answers)}
        return self.client.post(f"/{self.language}/check/{section}", data=data, headers={"X-Autosave": "1"})

    def answer_everything(self, but: Mapping[str, str] | None = None) -> Owner:
        for section in ROLE.questionnaire.sections:
            answered = self.answer(section.key, **{**example_answers(section), **_of(section, but or {})})
            assert answered.status_code == 303, section.key
        return self

    def link(self) -> str:
        """The private link, as the page shows it."""
        return value_of(self.open("link").get_data(as_text=True), 'id="link"')

    @property
    def token(self) -> str:
        return self.link().rsplit("/", 1)[1]


def form_fields(answers: Mapping[str, str]) -> dict[str, str]:
    return {name if name.startswith("sure_") else f"question_{name}": value for name, value in answers.items()}


def _of(section: Section, answers: Mapping[str, str]) -> dict[str, str]:
    keys = {question.key for question in section.questions}
    return {name: value for name, value in answers.items() if name.removeprefix("sure_") in keys}


def example_answers(section: Section) -> dict[str, str]:
    """One step of the small agency among the documented examples; what it leaves out is "don't know"."""
    example = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    answers: dict[str, str] = {}
    for question in section.questions:
        answers |= _typed(question, example.get(question.key))
    return answers


def _typed(question: Question, answer: Any) -> dict[str, str]:
    if not question.is_number:
        return {question.key: str(answer or ("unknown" if question.may_be_unknown and question.options else ""))}
    if answer is None:
        return {question.key: "", f"sure_{question.key}": "unknown" if question.may_be_unknown else "exact"}
    value, sure = (answer["value"], answer["sure"]) if isinstance(answer, dict) else (answer, "exact")
    return {question.key: str(value), f"sure_{question.key}": sure}


# --- reading a page


def say(place: str, language: str = "en", **values: str) -> str:
    """The site's own words by area and key, as `check.kept`: tests hold to what is said, not to how."""
    area, key = place.split(".")
    return LIBRARY.words[area][key][language].format(**values)


def hidden(page: str, name: str) -> str:
    return value_of(page, f'name="{name}"')


def value_of(page: str, having: str) -> str:
    """What stands in the field that has this attribute."""
    for tag in re.findall(r"<input [^>]*>", page):
        if having in tag:
            found = re.search(r'value="([^"]*)"', tag)
            return unescape(found[1]) if found else ""
    raise AssertionError(f"no field with {having}")


def typed(page: str, key: str) -> str:
    return value_of(page, f'name="question_{key}"')


def chosen(page: str, name: str) -> str | None:
    """The value of the radio button that is checked."""
    found = re.search(rf'name="{name}" value="([^"]*)" checked', page)
    return found[1] if found else None


def error_at(page: str, key: str) -> str:
    """What is said at a question, "" if nothing is wrong with it."""
    found = re.search(rf'id="error-{key}">([^<]*)<', page)
    return unescape(found[1]) if found else ""


def text_of(page: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", page))
