"""Numbers as they stand in a field, and error words with their limits, in the language of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from readiness.company.answers import Problem, number_problem, plain
from readiness.language import number
from readiness.questionnaire import Question, Text


def shown(stored: str, language: str) -> str:
    """A stored number as it is shown in a field, so that reading it again gives the same number."""
    decimals = len(stored.partition(".")[2])
    return number(Decimal(stored), language, 4 if decimals == 3 else decimals)  # "1.125" could be read two ways


def plain_default(default: float) -> str:
    """A question's usual answer, as it would be stored."""
    return plain(Decimal(str(default)))


def speaker(words: Mapping[str, Text], language: str) -> Callable[..., str]:
    """A function from the key of an error word, and its placeholders, to the sentence."""

    def say(code: str, **values: str) -> str:
        return words[code][language].format(**values)

    return say


def limit_of(question: Question, say: Callable[..., str], language: str) -> Callable[[Decimal], str | None]:
    """A function from a number to the sentence that says why it can't be this answer, or None."""

    def limit(value: Decimal) -> str | None:
        problem = number_problem(question, value)
        return None if problem is None else problem_words(question, problem, say, language)

    return limit


def problem_words(question: Question, problem: Problem, say: Callable[..., str], language: str) -> str:
    """The sentence that says why an answer can't be this one, by the words of errors.toml."""
    if problem.code == "too_large" and question.too_much:
        return question.too_much[language]
    if problem.code == "too_small" and question.least == 0:
        return say("negative")
    return say(
        problem.code, **{key: shown(plain(Decimal(str(value))), language) for key, value in problem.limits.items()}
    )
