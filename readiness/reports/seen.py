"""What the reports on candidates are made of: the opening they share, and one candidate as the panel saw them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from readiness import language as say_in
from readiness.candidates.panel import Card, Panel, levels_of, panel_of
from readiness.candidates.placement import Placement, place
from readiness.candidates.reliability import ASSUMED, Reliability
from readiness.questionnaire import Role, Rubric, Text
from readiness.reports.house import House

COMMA = {"en": ", ", "fa": "، "}


@dataclass(frozen=True, slots=True)
class Marked:
    """One rater's locked card: competency to score (None: not seen) and to the evidence it rests on."""

    rater: int
    name: str
    scores: Mapping[str, int | None]
    evidence: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision: what, by whom ("" where erased), on which day as written, why, and where the cards placed then."""

    decision: str
    name: str
    day: str
    reason: str
    overrides: bool
    placed: str | None


@dataclass(frozen=True)
class Speech:
    """A language with the library's words (by area and key), and whose report it is, made on which day."""

    language: str
    words: Mapping[str, Mapping[str, Text]]
    made_on: date
    house: House

    def __call__(self, key: str, area: str = "panel", **values: str) -> str:
        """A sentence by its key, with its placeholders filled; it keeps its direction, whatever script a name has."""
        fit = {name: say_in.set_apart(value, self.language) for name, value in values.items()}
        return self.words[area][key][self.language].format(**fit)

    def number(self, value: float, decimals: int = 1) -> str:
        return say_in.number(value, self.language, decimals)

    def count(self, value: int) -> str:
        return say_in.number(value, self.language)

    def percent(self, fraction: float, decimals: int = 0) -> str:
        return say_in.percent(fraction, self.language, decimals)

    def day(self) -> str:
        return say_in.day(self.made_on, self.language, self.house.calendar)

    def listed(self, names: Iterable[str]) -> str:
        """Names as a sentence lists them."""
        *some, last = [say_in.set_apart(name, self.language) for name in names] or [self("nobody")]
        return self("and", some=COMMA[self.language].join(some), last=last) if some else last


@dataclass(frozen=True)
class Ground(Speech):
    """What all reports on one opening share; `sought` is the key of the level."""

    role: Role
    rubric: Rubric
    opening: str
    sought: str
    reliability: Reliability = ASSUMED

    @cached_property
    def levels(self) -> Mapping[str, str]:
        """Level keys to names, as a sentence has them in its midst."""
        return {level.key: level.name[self.language] for level in self.role.levels}

    @cached_property
    def lowest(self) -> str:
        return self.short(levels_of(self.rubric)[0])

    def level(self, key: str) -> str:
        return self.levels.get(key, key)

    def short(self, key: str) -> str:
        """A level without the words that all of them share: "junior" of "junior account manager"."""
        return without_shared(self.levels).get(key, key)

    def name(self, competency: str) -> str:
        return self.rubric.competency(competency).name[self.language]

    def names(self, keys: Iterable[str]) -> str:
        """Competencies by name, listed; in quotes, for a name may hold an "and" or a comma itself."""
        return self.listed(self("quoted", name=self.name(key)) for key in keys)


@dataclass(frozen=True)
class Seen:
    """One candidate: `label` is the name, or the `code` ("C-017" in every language) where it is hidden.

    `awaited` are the raters who have not locked a card; `picks` answers the judgement test, None where it was not sent.
    """

    label: str
    code: str
    cards: Sequence[Marked]
    awaited: Sequence[str] = ()
    owned: bool | None = None
    picks: Mapping[str, str] | None = None
    decisions: Sequence[Taken] = field(default_factory=tuple)
    link: str = ""

    def panel(self, ground: Ground) -> Panel:
        return panel_of(ground.rubric, self.plain(), ground.reliability)

    def plain(self) -> list[Card]:
        """The cards as the statistics take them."""
        return [Card(card.rater, card.scores) for card in self.cards]

    def placement(self, ground: Ground, panel: Panel | None = None) -> Placement:
        """Where the cards place the candidate; `panel` is given where it is known already."""
        return place(ground.rubric, panel or self.panel(ground), self.owned)

    def raters(self) -> dict[int, str]:
        return {card.rater: card.name for card in self.cards}


def opened(words: str) -> str:
    """The words with their first letter as a sentence begins."""
    return words[:1].upper() + words[1:]


def without_shared(names: Mapping[str, str]) -> dict[str, str]:
    """The names without the words with which all of them begin, and those with which all of them end."""
    words = {key: name.split() for key, name in names.items()}
    for at in (0, -1):
        while all(len(own) > 1 for own in words.values()) and len({own[at] for own in words.values()}) == 1:
            for own in words.values():
                own.pop(at)
    return {key: " ".join(own) for key, own in words.items()}
