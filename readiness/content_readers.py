"""Reads what TOML gives into checked, frozen values and records, so that every mistake is told by file and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any

from readiness.content_rules import Problems
from readiness.questionnaire import LANGUAGES, UNKNOWN, Text

KEY = re.compile("[A-Za-z][A-Za-z0-9_]*")
METHODS = frozenset(dir(dict))  # a word called "items" would give a template the dict's method instead
ARABIC_CHARACTER = re.compile("[يكى٠-٩]")
LATIN_TERM = re.compile(r"[A-Za-z][A-Za-z0-9./+-]*|\{[^}]*\}")  # product terms (A4, PDF/A-3a) and placeholders
LATIN_DIGIT = re.compile("[0-9]")

Words = Mapping[str, Mapping[str, Text]]
Reader = Callable[[Any, "Place"], Any]


class ContentError(ValueError):
    """A content file that can't be used; the message names file and key."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the content we are reading."""

    file: str
    path: str = ""

    def at(self, key: str) -> Place:
        return Place(self.file, f"{self.path}.{key}" if self.path else key)

    def error(self, message: str) -> ContentError:
        return ContentError(": ".join(part for part in (self.file, self.path, message) if part))

    def require(self, problems: Problems) -> None:
        for key, message in problems:
            raise self.at(key).error(message)


def opened(path: Path, folder: Path) -> tuple[dict[str, Any], Place]:
    """A file's tables, and its place: its name within the content folder."""
    place = Place(path.relative_to(folder).as_posix())
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")), place
    except FileNotFoundError:
        raise place.error("no such file") from None
    except ValueError as problem:  # not TOML, or not UTF-8
        raise place.error(str(problem)) from problem


# ---- Values. A reader takes what TOML gave and where it stands, and returns it checked.


def read_text(value: Any, place: Place) -> Text:
    table = read_table(value, place, LANGUAGES)
    for language in LANGUAGES:
        wording = table.get(language)
        if not isinstance(wording, str) or not wording.strip():
            raise place.error(f"missing '{language}'")
    text = Text(table["en"], table["fa"])
    if placeholders(text.en, place.at("en")) != placeholders(text.fa, place.at("fa")):
        raise place.error("the placeholders differ between 'en' and 'fa'")
    place.require(persian_problems(text.fa))
    return text


def placeholders(wording: str, place: Place) -> set[str]:
    if "{" not in wording and "}" not in wording:
        return set()
    try:
        found = {field for _, field, _, _ in Formatter().parse(wording) if field is not None}
    except ValueError as problem:
        raise place.error(str(problem)) from problem
    for field in found:
        if not field.isidentifier():
            raise place.error(f"'{{{field}}}' is no placeholder: it needs a name")
    return found


def persian_problems(wording: str) -> Problems:
    if wrong := ARABIC_CHARACTER.search(wording):
        yield "fa", f"Arabic '{wrong.group()}' stands where a Persian character belongs"
    if LATIN_DIGIT.search(LATIN_TERM.sub("", wording)):
        yield "fa", "a Latin digit stands where a Persian one belongs"


def read_table(value: Any, place: Place, known: Iterable[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise place.error("must be a table")
    for key in value:
        if key not in known:
            raise place.at(key).error("unknown key")
    return value


def read_string(value: Any, place: Place) -> str:
    if not isinstance(value, str) or not value.strip():
        raise place.error("must be words in quotes")
    return value


def read_key(value: Any, place: Place) -> str:
    key = read_string(value, place)
    if not KEY.fullmatch(key) or key == UNKNOWN:
        raise place.error(f"'{key}' can't be a key")
    return key


def read_number(value: Any, place: Place) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise place.error("must be a number")
    return value


def read_flag(value: Any, place: Place) -> bool:
    if not isinstance(value, bool):
        raise place.error("must be true or false")
    return value


def freeze(value: Any, place: Place) -> Any:
    """As read, but no one can change it: tables become read-only mappings, lists become tuples."""
    if isinstance(value, dict):
        return MappingProxyType({key: freeze(inner, place) for key, inner in value.items()})
    return tuple(freeze(inner, place) for inner in value) if isinstance(value, list) else value


def many(reader: Reader) -> Reader:
    """A reader of lists; errors name an entry by its key or value, or else by its place in the list."""

    def read_entries(value: Any, place: Place) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise place.error("must be a list")
        return tuple(reader(entry, place.at(entry_name(entry, number))) for number, entry in enumerate(value))

    return read_entries


def entry_name(entry: Any, number: int) -> str:
    named = entry.get("key", entry.get("value")) if isinstance(entry, dict) else None
    return named if isinstance(named, str) else str(number)


def read_words(value: Any, place: Place) -> Mapping[str, Text]:
    for key in (table := read_table(value, place, value)):
        if not KEY.fullmatch(key) or key in METHODS:
            raise place.at(key).error("can't be the key of a word")
    return MappingProxyType({key: read_text(wording, place.at(key)) for key, wording in table.items()})


def read_areas(value: Any, place: Place) -> Words:
    table = read_table(value, place, value)
    return MappingProxyType({area: read_words(words, place.at(area)) for area, words in table.items()})


# ---- Records: for each type, the reader of each field.


def build(kind: Callable[..., Any], value: Any, place: Place, readers: Mapping[str, Reader], **given: object) -> Any:
    """A `kind` made of a table: unknown keys are refused, fields without a default are needed."""
    table = read_table(value, place, readers)
    for field in fields(kind):  # type: ignore[arg-type]
        if field.default is MISSING and field.name not in table and field.name not in given:
            raise place.error(f"missing '{field.name}'")
    return kind(**{key: readers[key](inner, place.at(key)) for key, inner in table.items()}, **given)


def reader_of(
    kind: Callable[..., Any], readers: Mapping[str, Reader], rules: Callable[[Any], Problems] | None = None
) -> Reader:
    def read_record(value: Any, place: Place) -> Any:
        record = build(kind, value, place, readers)
        if rules:
            place.require(rules(record))
        return record

    return read_record
