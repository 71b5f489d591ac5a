"""The situational judgement test, scored by its key alone: what was left unanswered is told apart, never a zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from readiness.questionnaire import JudgementItem, Rubric


@dataclass(frozen=True, slots=True)
class Share:
    """Points got of the best that the answered items give, and how many of the items asked were answered."""

    points: int
    best: int
    answered: int
    asked: int

    @property
    def share(self) -> float | None:
        """Points ÷ best, 0–1; None where nothing was answered."""
        return self.points / self.best if self.best else None


@dataclass(frozen=True, slots=True)
class Judgement:
    """One candidate's test: as a whole, by competency, and the items left unanswered."""

    whole: Share
    competencies: Mapping[str, Share]
    unanswered: tuple[str, ...]


def judge(rubric: Rubric, answers: Mapping[str, str | None]) -> Judgement:
    """Scores the option chosen for each item; raises ValueError for an option that the item does not have.

    An item that is absent, None or blank is unanswered; answers to what the test does not ask are passed over.
    """
    chosen = {item.key: _points(item, answers[item.key] or "") for item in rubric.judgement if answers.get(item.key)}
    keys = dict.fromkeys(item.competency for item in rubric.judgement)
    competencies = {key: _share((item for item in rubric.judgement if item.competency == key), chosen) for key in keys}
    unanswered = tuple(item.key for item in rubric.judgement if item.key not in chosen)
    return Judgement(_share(rubric.judgement, chosen), competencies, unanswered)


def _points(item: JudgementItem, key: str) -> int:
    found = next((option for option in item.options if option.key == key), None)
    if found is None:
        raise ValueError(f"{item.key}: there is no option {key}")
    return found.points


def _share(items: Iterable[JudgementItem], chosen: Mapping[str, int]) -> Share:
    asked = list(items)
    answered = [item for item in asked if item.key in chosen]
    points = sum(chosen[item.key] for item in answered)
    best = sum(max(option.points for option in item.options) for item in answered)
    return Share(points, best, len(answered), len(asked))
