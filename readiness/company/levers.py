"""What would change the verdict: the fewest one-step changes and money moves, least effort first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, combinations_with_replacement

from readiness.company.ladders import MoneyMove, money_after, money_moves
from readiness.company.scoring import MOST
from readiness.company.standing import Money, Subject
from readiness.company.verdict import Decision, Facts, decide

MOST_CHANGES = 3
MOST_SHOWN = 3
STEPS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Step:
    """An answer moved up: the item, and its points before and after."""

    key: str
    start: int
    end: int
    effort: int


@dataclass(frozen=True, slots=True)
class Lever:
    """One to three changes made together, and where the company then stands."""

    steps: tuple[Step, ...]
    money: tuple[MoneyMove, ...]
    facts: Facts
    decision: Decision
    changes_outcome: bool

    @property
    def effort(self) -> int:
        return sum(step.effort * (step.end - step.start) for step in self.steps) + sum(m.effort for m in self.money)


Steps = tuple[Step, ...]
Moves = tuple[MoneyMove, ...]


def levers(subject: Subject, facts: Facts, money: Money) -> list[Lever]:
    """First the fewest changes that lead to a better outcome, then the single steps that add most to the score."""
    decided = decide(facts)
    better = _fewest(subject, facts, money, decided) if decided.rank < 2 else []
    single = [lever for lever in (_lever(subject, decided, (step,), (), money) for step in _next_steps(subject))
              if not lever.changes_outcome]  # fmt: skip
    single.sort(key=lambda lever: (facts.score - lever.facts.score, lever.effort))
    return better + single[:STEPS_SHOWN]


def _next_steps(subject: Subject) -> list[Step]:
    """The next answer up of every item that is answered, no circumstance, and not yet at its best."""
    efforts = {question.key: question.effort for question in subject.role.questionnaire.questions()}
    return [
        Step(key, points, points + 1, efforts[key])
        for key, points in subject.choices.items()
        if points is not None and points < MOST and key not in subject.scale.circumstances
    ]


def _fewest(subject: Subject, facts: Facts, now: Money, decided: Decision) -> list[Lever]:
    next_steps, moves = _next_steps(subject), money_moves(subject, facts)

    @cache
    def money_with(chosen: Moves) -> Money:
        return money_after(subject, chosen) if chosen else now

    for size in range(1, MOST_CHANGES + 1):
        found = [
            lever
            for steps, chosen in _changes(next_steps, moves, size)
            if (lever := _lever(subject, decided, steps, chosen, money_with(chosen))).changes_outcome
        ]
        if found:
            found.sort(key=lambda lever: (lever.effort, -lever.decision.rank, -lever.facts.score))
            return found[:MOST_SHOWN]
    return []


def _changes(next_steps: list[Step], moves: list[MoneyMove], size: int) -> Iterator[tuple[Steps, Moves]]:
    """All ways to make `size` changes: a step may be taken twice (two answers up); at most one money move a number."""
    for count in range(min(size, 2) + 1):
        for chosen in combinations(moves, count):
            if len({move.key for move in chosen}) == count:
                for steps in combinations_with_replacement(next_steps, size - count):
                    if all(step.start + times <= MOST for step, times in Counter(steps).items()):
                        yield _joined(steps), chosen


def _joined(steps: Steps) -> Steps:
    return tuple(Step(step.key, step.start, step.start + times, step.effort) for step, times in Counter(steps).items())


def _lever(subject: Subject, decided: Decision, steps: Steps, moves: Moves, money: Money) -> Lever:
    after = subject.facts(subject.points(**{step.key: step.end for step in steps}), money)
    decision = decide(after)
    return Lever(steps, moves, after, decision, decision.rank > decided.rank)
