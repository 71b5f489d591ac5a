"""The real content, and a tiny made-up role that every rule can be broken on, one at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from readiness.content_rules import (
    FIT_ANSWERS,
    NEEDED_ANSWERS,
    NEEDED_COMPUTED,
    NEEDED_DEFAULTS,
    NEEDED_DIMENSIONS,
    NEEDED_LEVELS,
    NEEDED_QUESTIONS,
    POINTS,
    USUAL_BUSINESS,
)
from readiness.library import Library, load_library
from readiness.role_rules import MOVES, NEEDED_NUMBERS, NEEDED_RANGES, NEEDED_WORDS, NORMS, UNKNOWN_RANGES

Files = dict[str, Any]


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture
def made_up() -> Files:
    """A content folder as tables by file name: one role, `made_up`, that asks just what the model needs."""
    return {
        "words/home.toml": {"hello": words("Hello {name}", "سلام {name}")},
        "words/currencies.toml": {"IRT": words("toman", "تومان"), "USD": words("dollar", "دلار")},
        "made_up/role.toml": {
            "key": "made_up",
            "edition": "1",
            "name": words("role", "نقش"),
            "dimensions": [
                {"key": key, "name": words(), "meaning": words(), "weight": weight}
                for key, weight in zip(NEEDED_DIMENSIONS, (0.2, 0.2, 0.15, 0.2, 0.15, 0.1), strict=True)
            ],
            "levels": [{"key": key, "name": words(), "load": 1, "lift": 1.0, "pay": 1} for key in NEEDED_LEVELS],
            "assumptions": assumptions(),
            "words": {area: {key: words() for key in keys} for area, keys in NEEDED_WORDS.items()},
        },
        "made_up/company.toml": {"sections": [section(kind) for kind in NEEDED_QUESTIONS], "computed": computed()},
        "made_up/rubric.toml": rubric(),
    }


def words(en: str = "Words", fa: str = "واژه") -> dict[str, str]:
    return {"en": en, "fa": fa}


def assumptions() -> dict[str, Any]:
    """Every figure the model needs, for picks whose options are all called as in FIT_ANSWERS."""
    ends, options = [0, 1, 2.5], sorted((*FIT_ANSWERS, USUAL_BUSINESS))
    return {
        **dict.fromkeys(NEEDED_NUMBERS, 1),
        **dict.fromkeys(NEEDED_RANGES, ends),
        "norms": {option: dict.fromkeys(NORMS, 0.4) for option in options},
        "unknown": {
            **dict.fromkeys(UNKNOWN_RANGES, ends),
            "grr": dict.fromkeys(options, ends),
            "load": dict.fromkeys(options, ends),
        },
        "effort": dict.fromkeys(MOVES, 2),
    }


def section(kind: str) -> dict[str, Any]:
    """One section a kind, named after it, with every question of that kind."""
    keys = NEEDED_QUESTIONS[kind].split()
    questions = [question(key, kind, number) for number, key in enumerate(keys)]
    return {"key": kind, "title": words(), "lead": words(), "questions": questions}


def question(key: str, kind: str, number: int) -> dict[str, Any]:
    asked: dict[str, Any] = {
        "key": key,
        "kind": kind,
        "name": words(),
        "text": words(),
        "why": words(),
        "counts": words(),
    }
    if key in NEEDED_DEFAULTS:
        asked["default"] = 0
    if key in NEEDED_ANSWERS:
        asked |= {"required": True, "may_be_unknown": False}
    if kind == "choice":
        asked |= {"dimension": NEEDED_DIMENSIONS[number % 6], "step": words(), "options": options(POINTS)}
    if kind == "pick":
        asked["options"] = options(sorted(FIT_ANSWERS))
    if key == "business":
        asked |= {"options": options(sorted((*FIT_ANSWERS, USUAL_BUSINESS))), "may_be_unknown": False}
    return asked


def options(values: tuple[str, ...] | list[str]) -> list[dict[str, Any]]:
    return [{"value": value, "text": words()} for value in values]


def computed() -> list[dict[str, Any]]:
    common = {"dimension": "money", "name": words(), "why": words(), "step": words(), "bands": [words()] * 5}
    return [{"key": key, "edges": [1, 2, 3, 4.5], **common} for key in NEEDED_COMPUTED]


def rubric() -> dict[str, Any]:
    """One competency seen by interview, one by work sample, and a test of one item."""
    task = {"key": "mail", "competency": "writing", "text": words(), "strong": words(), "weak": words()}
    book = {"key": "book", "title": words(), "lines": [words()]}
    answers = [{"key": f"do_{points}", "text": words(), "points": points, "why": words()} for points in (3, 1, 2, 0)]
    return {
        "edition": "1",
        "competencies": [competency("tact", "interview"), competency("writing", "work_sample")],
        "work_sample": {"title": words(), "brief": words(), "minutes": 30, "tasks": [task], "handouts": [book]},
        "judgement": [{"key": "late", "competency": "tact", "text": words(), "options": answers}],
    }


def competency(key: str, method: str) -> dict[str, Any]:
    return {
        "key": key,
        "name": words(),
        "meaning": words(),
        "method": method,
        "targets": dict(zip(NEEDED_LEVELS, (2, 3, 4), strict=True)),
        "must_have": ["senior"],
        "anchors": [words()] * 5,
        "questions": [
            {"key": f"{key}_{kind}", "kind": kind, "text": words(), "strong": words(), "weak": words()}
            for kind in ("past", "situation")
        ],
    }


@pytest.fixture
def load(tmp_path: Path) -> Callable[[Files], Library]:
    """Writes the files of a content folder and loads it; text and bytes are written as they are."""

    def write_and_load(files: Files) -> Library:
        for name, tables in files.items():
            path = tmp_path / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(tables if isinstance(tables, bytes) else written(tables).encode())
        return load_library(tmp_path / "content")

    return write_and_load


def written(tables: dict[str, Any]) -> str:
    return "\n".join(f"{key} = {inline(value)}" for key, value in tables.items())


def inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {inline(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(inline(inner) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=False)
