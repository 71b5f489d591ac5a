"""Breaks a made-up content folder at one place, and looks at what the start says of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from readiness.library import ContentError, Library

Files = dict[str, Any]

GONE = object()
WORDS = {"en": "Words", "fa": "واژه"}


def change(files: Files, file: str, path: str, value: object) -> None:
    """Sets the value at a path such as "sections.choice.questions.unowned.why.fa", or takes it out."""
    *way, last = path.split(".")
    table: Any = files[file]
    for step in way:
        table = entry(table, step)
    if isinstance(table, list):
        table.remove(entry(table, last)) if value is GONE else table.append(value)
    elif value is GONE:
        del table[last]
    else:
        table[last] = value


def entry(table: Any, name: str) -> Any:
    if isinstance(table, dict):
        return table[name]
    return next(inner for inner in table if name in (inner.get("key"), inner.get("value")))


def assert_refused(files: Files, load: Callable[[Files], Library], *parts: str) -> None:
    with pytest.raises(ContentError) as refused:
        load(files)
    for part in parts:
        assert part in str(refused.value)
