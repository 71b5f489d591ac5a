"""A question as a page shows it: worded in one language, with what stands in its fields and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms.maker import SectionForm, sures, usual_sure
from forms.wording import plain_default, shown
from readiness.questionnaire import UNKNOWN, Question, Section
from views.site import Words

MOST_BUTTONS = 8  # more options than this stand in a list to open
SURE_WORDS = {"exact": "sure_exact", "about": "sure_about", "guess": "sure_guess", UNKNOWN: "dont_know"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer on offer."""

    value: str
    text: str
    counts: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its words, its state and its error; a `listed` one has too many options for buttons."""

    key: str
    kind: str
    text: str
    why: str
    counts: str
    options: tuple[Choice, ...]
    unit: str
    may_be_unknown: bool
    aid: bool
    listed: bool
    sures: tuple[tuple[str, str], ...]
    value: str
    sure: str
    error: str


def is_listed(question: Question) -> bool:
    return len(question.options) > MOST_BUTTONS


Standing = tuple[str, str]  # what stands in a question's field, and how sure


def stored_standing(question: Question, answer: Any, language: str) -> Standing:
    """What a stored answer puts into its field: the number as shown, the text, or the chosen value."""
    if not question.is_number:
        return answer or "", ""
    if answer is None:
        usual = "" if question.default is None else shown(plain_default(question.default), language)
        return usual, usual_sure(question)
    if "typed" in answer:
        return answer["typed"], answer["sure"]
    return (shown(answer["value"], language) if answer["value"] else ""), answer["sure"]


def sent_standing(form: SectionForm, question: Question) -> Standing:
    """What was just sent, as it was typed."""
    if question.is_number:
        return form.number(question.key).typed, form.number(question.key).sure
    return form.answer(question.key).data or "", ""


def asked(
    section: Section,
    language: str,
    words: Words,
    currency: str,
    standing: Mapping[str, Standing],
    problems: Mapping[str, str],
) -> list[Asked]:
    """The questions of a step; `standing` and `problems` by question key."""
    return [
        Asked(
            key=question.key,
            kind=question.kind,
            text=question.text[language],
            why=question.why[language],
            counts=question.counts[language],
            options=_options(question, language),
            unit=unit_of(question, language, words, currency),
            may_be_unknown=question.may_be_unknown,
            aid=question.aid,
            listed=is_listed(question),
            sures=tuple((sure, words["check"][SURE_WORDS[sure]]) for sure in sures(question)),
            value=standing[question.key][0],
            sure=standing[question.key][1],
            error=problems.get(question.key, ""),
        )
        for question in section.questions
    ]


def _options(question: Question, language: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(option.value, option.text[language], option.counts[language] if option.counts else "")
        for option in question.options
    )


def unit_of(question: Question, language: str, words: Words, currency: str) -> str:
    """What a number is in: "$ a year", "% a year", "accounts"."""
    of = {"money": currency, "percent": words["check"]["percent"]}.get(question.kind, "")
    unit = question.unit[language] if question.unit else ""
    return f"{of} {unit}".strip()


def with_unit(question: Question, shown_value: str, answers: Mapping[str, Any], language: str, words: Words) -> str:
    """A shown number with its unit, as one writes it: "$1,200 a year", "40% a year", "12 accounts"."""
    patterns = {"money": amount_pattern(answers, words), "percent": "{amount}" + words["check"]["percent"]}
    pattern = patterns.get(question.kind, "{amount}")
    unit = question.unit[language] if question.unit else ""
    return f"{pattern.replace('{amount}', shown_value)} {unit}".strip()


def amount_pattern(answers: Mapping[str, Any], words: Words) -> str:
    """How an amount is written in the currency that the owner reckons in: "${amount}"; bare until one is chosen."""
    return words["amounts"].get(answers.get("currency", ""), "{amount}")


def currency_sign(pattern: str, words: Words) -> str:
    """The currency of this pattern of amounts, as it stands beside one: "$", "toman"."""
    return pattern.replace("{amount}", "").strip() or words["check"]["your_currency"]
