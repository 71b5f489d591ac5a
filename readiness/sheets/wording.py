"""Says what is wrong with a table in the reader's language: where, what, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.language import number
from readiness.questionnaire import Text
from readiness.sheets.sheet import SheetProblem
from readiness.typed_text import clean_text

MOST_SHOWN = 60
ISOLATED = "\u2068{}\u2069"  # of whatever script, it leaves the sentence around it alone


def told(problem: SheetProblem, words: Mapping[str, Text], language: str) -> str:
    """One line: "Line 7, column “score”: …"; `words` are those of words/sheets.toml."""
    found = {name: _shown(value, language) for name, value in problem.found.items()}
    return _where(problem, words, language) + words[problem.code][language].format(**found)


def _where(problem: SheetProblem, words: Mapping[str, Text], language: str) -> str:
    if problem.line is None:
        return ""
    line = number(problem.line, language)
    if not problem.column:
        return words["at_line"][language].format(line=line)
    return words["at_cell"][language].format(line=line, column=_shown(problem.column, language))


def _shown(value: str | int, language: str) -> str:
    return number(value, language) if isinstance(value, int) else ISOLATED.format(clean_text(value, MOST_SHOWN))
