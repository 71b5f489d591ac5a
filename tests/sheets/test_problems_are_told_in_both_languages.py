"""Whatever is wrong with a table has its sentence in both languages, and nothing of the file disturbs it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import readiness
from readiness.library import load_library
from readiness.sheets.sheet import SheetProblem
from readiness.sheets.wording import told

WORDS = load_library().words["sheets"]
CODE = re.compile(r'(?:refusal|SheetProblem)\(\s*"(\w+)"')
ROOM = Path(readiness.__file__).parent


def test_every_problem_has_its_words() -> None:
    files = [*ROOM.glob("sheets/*.py"), *ROOM.glob("candidates/*.py"), *ROOM.glob("reports/screening*.py")]
    codes = {code for file in files for code in CODE.findall(file.read_text(encoding="utf-8"))}
    assert len(codes) > 15
    assert codes <= set(WORDS)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Line 1,200, column “\u2068score\u2069”: “"), ("fa", "سطر ۱٬۲۰۰، ستون «\u2068score\u2069»: «")],
)
def test_a_problem_says_where_it_is(language: str, said: str) -> None:
    problem = SheetProblem("not_a_rating", 1200, "score", {"text": "7"})
    assert told(problem, WORDS, language).startswith(said)


def test_what_stands_in_the_file_is_cut_cleaned_and_kept_apart() -> None:
    line = told(SheetProblem("not_a_rating", 2, "\u202e" + "x" * 500, {"text": "{line}\u202e\x00"}), WORDS, "en")
    assert "\u2068" + "x" * 60 + "\u2069" in line
    assert "“\u2068{line}\u2069”" in line
