"""What was typed on a scorecard: a rating in any digits and the words it rests on, cleaned, or what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from readiness.records.scorecards import NOT_SEEN, SCORES
from readiness.typed_text import clean_text, clean_words

MOST_EVIDENCE = 4000  # characters
OPTIONS = (*(str(score) for score in SCORES), NOT_SEEN)
VERSION = re.compile("[0-9]{1,9}")

_IN_ASCII = str.maketrans("۱۲۳۴۵١٢٣٤٥", "1234512345")

Rating = dict[str, int | str | None]


@dataclass(frozen=True, slots=True)
class Typed:
    """One competency as it was sent: `score` is one of OPTIONS or "", `error` a key of the words, "" where all is well.

    `error` is not_an_option or evidence_long; what is wrong is not to be kept.
    """

    score: str
    evidence: str
    error: str = ""

    @property
    def rating(self) -> Rating:
        return {"score": int(self.score) if self.score.isdecimal() else self.score or None, "evidence": self.evidence}


def read_card(sent: Mapping[str, str], asked: Iterable[str]) -> dict[str, Typed]:
    """The competencies of those asked that the form held, each by its key."""
    return {key: _read(sent.get(score_name(key), ""), sent[evidence_name(key)]) for key in asked if _is_in(key, sent)}


def score_name(key: str) -> str:
    return f"score_{key}"


def evidence_name(key: str) -> str:
    return f"evidence_{key}"


def _is_in(key: str, sent: Mapping[str, str]) -> bool:
    return evidence_name(key) in sent


def _read(score: str, evidence: str) -> Typed:
    chosen, words = clean_text(score, 20).translate(_IN_ASCII), clean_words(evidence)
    if chosen and chosen not in OPTIONS:
        return Typed("", words, "not_an_option")
    return Typed(chosen, words, "evidence_long" if len(words) > MOST_EVIDENCE else "")


def read_version(sent: Mapping[str, str]) -> int:
    """Which version of the card the page showed; -1, which none has, where it doesn't say."""
    told = sent.get("version", "")
    return int(told) if VERSION.fullmatch(told) else -1
