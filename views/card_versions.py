"""A scorecard as it is read: what was rated, and where two versions of it differ, how both can be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from forms.scorecards import Typed
from readiness.language import digits
from readiness.questionnaire import Rubric
from readiness.records.scorecards import NOT_SEEN, Ratings
from views.rating_page import NO_RATING, Item, checked, items_of
from views.site import this_site

NOTHING = {"score": None, "evidence": ""}


@dataclass(frozen=True, slots=True)
class Told:
    """One rating in words; `number` is "" where there is no score."""

    name: str
    number: str
    sentence: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One competency that two versions rate differently; `item` has both laid together, `choices` value and words."""

    item: Item
    kept: Told
    mine: Told
    choices: tuple[tuple[str, str], ...]


def told_card(rubric: Rubric, ratings: Ratings, language: str) -> list[Told]:
    """What was rated, in the order of the rubric."""
    return [_told(item, ratings[item.key], language) for item in items_of(rubric, ratings, language, ratings)]


def _told(item: Item, rating: Mapping[str, Any], language: str) -> Told:
    score, words = rating["score"], this_site().words[language]["scorecards"]
    if isinstance(score, int):
        return Told(item.name, digits(str(score), language), item.anchors[score - 1][2], rating["evidence"])
    return Told(item.name, "", words["not_seen" if score == NOT_SEEN else "not_rated"], rating["evidence"])


def differing(kept: Ratings, sent: Mapping[str, Typed]) -> dict[str, Typed]:
    """What was sent and is kept otherwise."""
    return {key: typed for key, typed in sent.items() if typed.rating != {**NOTHING, **kept.get(key, NO_RATING)}}


def pairs_of(rubric: Rubric, kept: Ratings, sent: Mapping[str, Typed], language: str) -> list[Pair]:
    """The competencies in which what was sent differs from what is kept, both as they are and laid together."""
    mine = differing(kept, sent)
    return [
        _pair(item, {**NOTHING, **kept.get(item.key, NO_RATING)}, mine[item.key], language)
        for item in items_of(rubric, mine, language, kept)
    ]


def _pair(item: Item, kept: Mapping[str, Any], mine: Typed, language: str) -> Pair:
    both = _told(item, kept, language), _told(item, mine.rating, language)
    scores = {str(kept["score"] or ""): both[0], mine.score: both[1]}
    stays = mine.score or str(kept["score"] or "")
    laid = replace(item, checked={**checked(stays), "": ""}, evidence=_together(kept["evidence"], mine.evidence))
    given = {value: told for value, told in scores.items() if value} or {"": both[0]}
    choices = tuple((value, " · ".join(filter(None, (one.number, one.sentence)))) for value, one in given.items())
    return Pair(laid, *both, choices)


def _together(kept: str, mine: str) -> str:
    """Both texts, or the longer one where it holds the other."""
    if kept in mine or mine in kept:
        return max(kept, mine, key=len)
    return f"{kept}\n\n{mine}"
