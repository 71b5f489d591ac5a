"""The voluntary questions on groups, as words/groups.toml asks them: what is asked, and what may be answered."""

from __future__ import annotations

from collections.abc import Iterable

ASKS = "ask_"


def group_questions(keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Question to its answers, in the order of the words: "gender" to ("gender_woman", …). None of them is a must."""
    known = list(keys)
    asked = [key.removeprefix(ASKS) for key in known if key.startswith(ASKS)]
    return {question: tuple(key for key in known if key.startswith(f"{question}_")) for question in asked}
