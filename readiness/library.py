"""Reads the content folder once into a checked, frozen Library, so that a bad word stops the start and not a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from readiness.content_readers import (
    ContentError,
    Place,
    Reader,
    Words,
    build,
    freeze,
    many,
    opened,
    read_areas,
    read_flag,
    read_key,
    read_number,
    read_string,
    read_text,
    read_words,
    reader_of,
)
from readiness.content_rules import computed_problems, question_problems, questionnaire_problems, role_problems
from readiness.questionnaire import (
    ComputedItem,
    Dimension,
    Level,
    Option,
    Question,
    Questionnaire,
    Role,
    Section,
)
from readiness.role_rules import assumption_problems, word_problems
from readiness.rubric_reading import RUBRIC
from readiness.rubric_rules import rubric_problems

__all__ = ["CONTENT", "ContentError", "Library", "load_library"]

CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True, slots=True)
class Library:
    """All content: the roles by key, and the words that every role shares by area and key."""

    roles: Mapping[str, Role]
    words: Words


def load_library(folder: Path = CONTENT) -> Library:
    """Read and check `folder`: words/*.toml, and one folder a role. Raises ContentError at the first problem."""
    words = {path.stem: read_words(*opened(path, folder)) for path in sorted(folder.glob("words/*.toml"))}
    homes = sorted(path.parent for path in folder.glob("*/role.toml"))
    if not homes:
        raise ContentError("content: no role found, that is, no folder with a role.toml")
    roles = {home.name: load_role(home, folder, words) for home in homes}
    return Library(MappingProxyType(roles), MappingProxyType(words))


def load_role(home: Path, folder: Path, words: Words) -> Role:
    company, asked_at = opened(home / "company.toml", folder)
    about, place = opened(home / "role.toml", folder)
    asked = questionnaire_reader(words)(company, asked_at)
    rated, rated_at = opened(home / "rubric.toml", folder)
    made = {"questionnaire": asked, "rubric": RUBRIC(rated, rated_at)}
    role: Role = build(Role, {"words": {}, **about}, place, ROLE, **made)
    if role.key != home.name:
        raise place.at("key").error(f"is '{role.key}', but the folder is '{home.name}'")
    place.require(role_problems(role))
    asked_at.require(questionnaire_problems(role))
    place.require(word_problems(role.words))
    place.require(assumption_problems(role))
    rated_at.require(rubric_problems(role.rubric, [level.key for level in role.levels]))
    return role


# ---- Records: for each type, the reader of each field.


def questionnaire_reader(words: Words) -> Reader:
    def read_question(value: Any, place: Place) -> Question:
        question: Question = QUESTION(with_options(value, place, words), place)
        return question

    section = {"key": read_key, "title": read_text, "lead": read_text, "questions": many(read_question)}
    return reader_of(Questionnaire, {"sections": many(reader_of(Section, section)), "computed": many(COMPUTED)})


def with_options(value: Any, place: Place, words: Words) -> Any:
    """A question's table, where `options_from` has given way to the words of that area, each an option."""
    if not isinstance(value, dict) or "options_from" not in value:
        return value
    area = value["options_from"]
    if area not in words or "options" in value:
        raise place.at("options_from").error(f"needs words/{area}.toml, and no options beside it")
    options = [{"value": key, "text": {"en": text.en, "fa": text.fa}} for key, text in words[area].items()]
    return {**{key: inner for key, inner in value.items() if key != "options_from"}, "options": options}


OPTION = {"value": read_string, "text": read_text, "counts": read_text}
QUESTION = reader_of(
    Question,
    {
        **dict.fromkeys(("name", "text", "why", "counts", "step", "unit", "too_much"), read_text),
        **dict.fromkeys(("circumstance", "required", "may_be_unknown", "may_be_blank", "aid"), read_flag),
        **dict.fromkeys(("effort", "default", "least", "most"), read_number),
        **dict.fromkeys(("key", "kind", "dimension"), read_key),
        "options": many(reader_of(Option, OPTION)),
    },
    question_problems,
)
COMPUTED = reader_of(
    ComputedItem,
    {
        **dict.fromkeys(("name", "why", "step"), read_text),
        **dict.fromkeys(("lower_is_better", "circumstance"), read_flag),
        **dict.fromkeys(("key", "dimension"), read_key),
        "bands": many(read_text),
        "edges": many(read_number),
    },
    computed_problems,
)
DIMENSION = {"key": read_key, "name": read_text, "meaning": read_text, "weight": read_number}
LEVEL = {"key": read_key, "name": read_text, "load": read_number, "lift": read_number, "pay": read_number}
ROLE: dict[str, Reader] = {
    "key": read_key,
    "edition": read_string,
    "name": read_text,
    "dimensions": many(reader_of(Dimension, DIMENSION)),
    "levels": many(reader_of(Level, LEVEL)),
    "assumptions": freeze,
    "words": read_areas,
}
