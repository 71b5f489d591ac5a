"""Rubrics and cards to try the candidates' statistics on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from readiness.candidates.panel import Card
from readiness.questionnaire import Competency, JudgementItem, JudgementOption, Rubric, Text, WorkSample

NOTHING = Text("", "")
LEVELS = ("junior", "mid", "senior")
PUBLISHED = {  # competency: targets of junior, mid, senior, and the levels that can't do without it
    "curiosity": (3, 3, 4, LEVELS), "growth": (2, 3, 4, ("senior",)), "renewal": (2, 3, 4, ("mid", "senior")),
    "negotiation": (2, 3, 4, ("mid", "senior")), "communication": (3, 4, 4, LEVELS), "sales": (2, 3, 4, ()),
    "projects": (2, 3, 4, ("mid",)), "listening": (3, 3, 4, ("mid", "senior")), "rivals": (1, 3, 4, ()),
    "data": (2, 3, 4, ()), "strategy": (1, 2, 4, ("senior",)), "leading": (2, 2, 4, ("junior", "senior")),
}  # fmt: skip


def competency(key: str, targets: Sequence[int], must_have: Sequence[str] = (), weight: int = 1) -> Competency:
    by_level = dict(zip(LEVELS, targets, strict=True))
    return Competency(key, NOTHING, NOTHING, "interview", by_level, tuple(must_have), (), (), weight)


def rubric(*competencies: Competency, judgement: Sequence[JudgementItem] = ()) -> Rubric:
    return Rubric("test", competencies, WorkSample(NOTHING, NOTHING, 60, ()), tuple(judgement))


def situation(key: str, about: str, *points: int) -> JudgementItem:
    """An item whose options a, b, c … are worth these points."""
    options = [JudgementOption(chr(97 + place), NOTHING, worth, NOTHING) for place, worth in enumerate(points)]
    return JudgementItem(key, about, NOTHING, tuple(options))


def card(rater: int, **ratings: int | None) -> Card:
    return Card(rater, ratings)


TWELVE = rubric(*(competency(key, found[:3], found[3]) for key, found in PUBLISHED.items()))


def all_at(rating: int, raters: int = 2, **other: int | None) -> list[Card]:
    """Cards of raters who all give this rating everywhere but in `other`; where that is None they did not see it."""
    ratings = {**dict.fromkeys(PUBLISHED, rating), **other}
    return [Card(rater, ratings) for rater in range(1, raters + 1)]


def at_targets(level: str, raters: int = 2, **other: int | None) -> list[Card]:
    """Cards that give exactly a level's targets everywhere but in `other`."""
    place = LEVELS.index(level)
    return all_at(1, raters, **{**{key: found[place] for key, found in PUBLISHED.items()}, **other})  # type: ignore[arg-type]


RATINGS = st.one_of(st.none(), st.integers(1, 5))


@st.composite
def rubrics(draw: st.DrawFn) -> Rubric:
    """One to five competencies of any weight, whose targets never fall from level to level."""
    targets = st.lists(st.integers(1, 5), min_size=3, max_size=3).map(sorted)
    must_have = st.lists(st.sampled_from(LEVELS), unique=True)
    many = draw(st.integers(1, 5))
    return rubric(*(
        competency(f"c{place}", draw(targets), draw(must_have), draw(st.integers(1, 3))) for place in range(many)
    ))  # fmt: skip


@st.composite
def panels(draw: st.DrawFn, found: Rubric) -> list[Card]:
    """Up to four cards with any ratings, not seen and not asked among them."""
    keys = [wanted.key for wanted in found.competencies]
    ratings = st.dictionaries(st.sampled_from(keys), RATINGS)
    return [Card(rater, draw(ratings)) for rater in range(draw(st.integers(0, 4)))]


@st.composite
def rated(draw: st.DrawFn) -> tuple[Rubric, list[Card]]:
    found = draw(rubrics())
    return found, draw(panels(found))


def with_rating(cards: Sequence[Card], place: int, **ratings: int | None) -> list[Card]:
    """The same cards, with some ratings of one of them set otherwise."""
    changed: Mapping[str, int | None] = {**cards[place].ratings, **ratings}
    return [*cards[:place], Card(cards[place].rater, changed), *cards[place + 1 :]]
