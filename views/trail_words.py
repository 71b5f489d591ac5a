"""Tells an entry of the audit trail in words: who, then what they did, about whom or which check, and how."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from forms.openings import is_own
from readiness.company.assumed import adjustables
from readiness.language import digits
from readiness.records.audit import Entry
from readiness.records.candidates import HIRING
from readiness.records.people import ROLES, Person
from views.site import this_site
from views.workspace_page import PLACES

PLACEHOLDERS = re.compile(r"\{(\w+)\}")
SETTINGS = ("name", "language", "calendar", "currency", "retention_months")
FIELDS = ("title", "level", "rubric", "stages", "names_hidden")
SHEETS = ("kit", "work_sample", "work_sample_key", "judgement", "judgement_key")
NUMBERED = {"check": "a_check", "opening": "an_opening", "candidate": "a_candidate", "job": "a_job"}
PLACE_OF = {  # where each can be seen
    "check": "/{language}/workspace/checks#check-{id}",
    "opening": "/{language}/workspace/openings/{id}",
    "candidate": "/{language}/workspace/candidates/{id}",
}
COMMA = {"en": ", ", "fa": "، "}


def _is_own(entry: Entry) -> bool:
    return entry.person is not None and entry.about == f"person:{entry.person}"


def _failed(entry: Entry) -> str:
    if not entry.about:
        return "_nobody"
    return "_second" if entry.details.get("step") == "second" else ""


def _report(entry: Entry) -> str:
    if "sheet" in entry.details:
        return "_paper"
    return "" if entry.about else "_all"


def _left(entry: Entry) -> str:
    left = entry.details.get("left")
    return "" if left is None else "_own" if left == entry.person else "_left"


def by_stranger(entry: Entry) -> bool:
    """Whether whoever did it was not signed in: nobody knows who that was, only whose account they were after."""
    return entry.action == "sign_in_failed" or entry.details.get("asked") == "unknown"


# Acts that are told in more than one way: what is added to the key of their words.
TOLD_BY: Mapping[str, Callable[[Entry], str]] = {
    "assumptions_changed": lambda entry: "" if entry.details.get("differ") else "_back",
    "logo_changed": lambda entry: "" if entry.details.get("kept", True) else "_away",
    "role_changed": lambda entry: "_own" if _is_own(entry) else "",
    "person_removed": lambda entry: "_own" if _is_own(entry) else "",
    "reset_link_made": lambda entry: "_asked" if by_stranger(entry) else "",
    "second_step_off": lambda entry: "_own" if _is_own(entry) else "",
    "sign_in_failed": _failed,
    "session_ended": lambda entry: "_others" if entry.details.get("sessions") else "",
    "panel_changed": _left,
    "card_saved": lambda entry: "_keys" if "competencies" in entry.details else "",
    "opening_closed": lambda entry: "" if entry.details.get("closed", True) else "_again",
    "report_downloaded": _report,
    "decided": lambda entry: "_over" if entry.details.get("overrides") else "",
    "fairness_viewed": lambda entry: "" if entry.about else "_all",
    "denied": lambda entry: "_missing" if ":" in entry.about else "",
}


@dataclass(frozen=True)
class Teller:
    """Words for entries in one language; `people` is everyone of the workspace, those removed too.

    `kept_from` are the candidates of whom the reader may not know yet what was decided.
    """

    language: str
    people: Sequence[Person]
    kept_from: frozenset[int] = frozenset()

    @cached_property
    def _by_id(self) -> dict[int, Person]:
        return {person.id: person for person in self.people}

    def say(self, key: str, area: str = "audit") -> str:
        return this_site().words[self.language][area][key]

    def who(self, entry: Entry) -> str:
        if by_stranger(entry):
            return self.say("stranger")
        if entry.details.get("told_by") == "candidate":
            return self.say("candidate")
        return self.say("operator") if entry.person is None else self._name(entry.person, "erased")

    def _name(self, person_id: int, erased: str) -> str:
        """Someone by name, else by e-mail; by the word `erased` where both are gone."""
        person = self._by_id.get(person_id)
        if person is None or (person.removed_at is not None and not person.name):
            return self.say(erased)
        return person.name or person.email

    def choice(self, person: Person) -> str:
        """Someone to choose by; whoever has left is said to have."""
        name = self._name(person.id, "erased")
        return self.say("former").format(name=name) if person.removed_at is not None and person.name else name

    def action(self, entry: Entry) -> str:
        """The short name of the act."""
        return self.say(f"name_{entry.action}")

    def plain(self, entry: Entry) -> str:
        """What they did, as a sentence without its subject."""
        sentence = self._sentence(entry)
        return sentence.format(**self._details(entry, sentence), about=self.about(entry))

    def marked_up(self, entry: Entry) -> Markup:
        """The same for a page, leading to whom or what it is about."""
        name, address = Markup("<bdi>{}</bdi>").format(self.about(entry)), self._address(entry)
        about = Markup('<a href="{}">{}</a>').format(address, name) if address else name
        sentence = self._sentence(entry)
        return escape(sentence).format(**self._details(entry, sentence), about=about)

    def about(self, entry: Entry) -> str:
        """Whom or what it is about, "" if nothing else but the one who acts."""
        kind, id_ = self._target(entry)
        if kind == "person":
            return self._name(id_, "a_person")
        return digits(self.say(NUMBERED[kind]).format(id=id_), self.language) if kind in NUMBERED else ""

    def _target(self, entry: Entry) -> tuple[str, int]:
        """Kind and id of what it is about."""
        kind, _, number = entry.about.partition(":")
        return (kind, int(number)) if number.isascii() and number.isdigit() else ("", 0)

    def _address(self, entry: Entry) -> str:
        """Where whom or what it is about can be seen; "" where that is nowhere, or no longer."""
        kind, id_ = self._target(entry)
        person = self._by_id.get(id_) if kind == "person" else None
        if person and person.removed_at is None:
            return f"/{self.language}/workspace/people/{id_}"
        return PLACE_OF[kind].format(language=self.language, id=id_) if kind in PLACE_OF else ""

    def _sentence(self, entry: Entry) -> str:
        told_by = TOLD_BY.get(entry.action)
        if entry.action == "decided" and self._target(entry)[1] in self.kept_from:
            return self.say("did_decided_unseen")
        return self.say(f"did_{entry.action}{told_by(entry) if told_by else ''}")

    def _details(self, entry: Entry, sentence: str) -> dict[str, str]:
        """The details that a sentence asks for, in words."""
        return {key: self._detail(entry, key) for key in PLACEHOLDERS.findall(sentence) if key != "about"}

    def _detail(self, entry: Entry, key: str) -> str:
        if key == "place":
            return self._place(entry.about)
        if key == "what":
            kind = entry.about.partition(":")[0]
            return self.say(f"no_{kind}" if kind in NUMBERED else "no_person")
        found = entry.details.get(key, "")
        if key == "left":
            return self._name(int(found), "a_person")
        several = found if isinstance(found, list) else [found]
        return COMMA[self.language].join(self._one(key, each) for each in several)

    def _one(self, key: str, found: Any) -> str:
        """One value of a detail: by its name, a company's own competency by its number, else as it stands."""
        if key == "competencies" and is_own(str(found)):
            return digits(self.say("own_competency").format(n=str(found).removeprefix("own_")), self.language)
        return self._names.get(key, {}).get(found) or digits(str(found), self.language)

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, str]]:
        """What the keys in each kind of detail are called."""
        words, offered = this_site().words[self.language], this_site().library.roles.values()
        roles = {role: words["people"][f"role_{role}"] for role in ROLES}
        questions = (question for role in offered for question in role.questionnaire.questions())
        return {
            **dict.fromkeys(("role", "before", "after"), roles),
            "settings": {key: words["audit"][f"setting_{key}"] for key in SETTINGS},
            "fields": {key: words["audit"][f"field_{key}"] for key in FIELDS},
            "sheet": {key: words["audit"][f"sheet_{key}"] for key in SHEETS},
            "decision": {key: words["audit"][f"decision_{key}"] for key in HIRING},
            "competencies": {one.key: one.name[self.language] for role in offered for one in role.rubric.competencies},
            "differ": {found.key: found.name[self.language] for role in offered for found in adjustables(role)},
            "questions": {question.key: question.name[self.language] for question in questions},
        }

    def _place(self, endpoint: str) -> str:
        """The place in the menu that a refused page belongs to."""
        place = endpoint.partition(".")[0]
        return self.say(f"to_{place}", "workspace") if place in PLACES else self.say("another_page")
