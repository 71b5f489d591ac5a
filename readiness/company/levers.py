"""What would change the verdict: the fewest one-step changes and money moves, least effort first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, combinations_with_replacement
from math import inf

from readiness.company.ladders import MoneyMove, money_after, money_moves
from readiness.company.scoring import MOST
from readiness.company.standing import Money, Subject
from readiness.company.verdict import Decision, Facts, decide

MOST_CHANGES = 3
MOST_SHOWN = 3
STEPS_SHOWN = 4
MONEY_ITEMS = ("load_share", "months_left", "chance", "margin_gap", "cost_to_book")


@dataclass(frozen=True, slots=True)
class Step:
    """An answer moved up: the item, and its points before and after."""

    key: str
    start: int
    end: int
    effort: int


@dataclass(frozen=True, slots=True, eq=False)
class Lever:
    """One to three changes made together, and where the company then stands."""

    steps: tuple[Step, ...]
    money: tuple[MoneyMove, ...]
    facts: Facts
    decision: Decision
    changes_outcome: bool

    @property
    def amounts(self) -> tuple[float, ...]:
        return tuple(move.amount for move in self.money)

    @property
    def effort(self) -> int:
        return sum(step.effort * (step.end - step.start) for step in self.steps) + sum(m.effort for m in self.money)


Steps = tuple[Step, ...]
Moves = tuple[MoneyMove, ...]


def levers(subject: Subject, facts: Facts, money: Money) -> list[Lever]:
    """First the fewest changes that lead to a better outcome, then the single steps that add most to the score."""
    decided = decide(facts)
    better = _fewest(subject, facts, money, decided) if _within_reach(subject, facts, decided) else []
    single = [_lever(subject, decided, (step,), (), money) for step in _next_steps(subject)]
    single = [lever for lever in single if not lever.changes_outcome]
    single.sort(key=lambda lever: (facts.score - lever.facts.score, lever.effort))
    return better + single[:STEPS_SHOWN]


def _within_reach(subject: Subject, facts: Facts, decided: Decision) -> bool:
    """Whether any levers could help: with everything that can be moved at its best, the outcome would be better."""
    movable = {key: MOST for key, points in subject.choices.items() if points is not None}
    movable = {key: most for key, most in movable.items() if key not in subject.scale.circumstances}
    points = {**facts.points, **movable, **dict.fromkeys(MONEY_ITEMS, MOST)}
    best = replace(
        facts,
        points=points,
        dimensions=subject.scale.means(points),
        score=100.0,
        load_share=max(facts.load_share, 1.0),
        chance=dict.fromkeys(facts.chance, 1.0),
        months=dict.fromkeys(facts.months, inf),
        rep_months=inf,
    )
    return decide(best).rank > decided.rank


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
        tried = (
            _lever(subject, decided, steps, chosen, money_with(chosen))
            for steps, chosen in _changes(next_steps, moves, size)
        )
        found = [lever for lever in tried if lever.changes_outcome]
        if found:
            return _best_of(found)[:MOST_SHOWN]
    return []


def _best_of(found: list[Lever]) -> list[Lever]:
    """Least effort first, then the better outcome, the smaller amounts, the higher score; each kind of change once."""
    found.sort(key=lambda lever: (lever.effort, -lever.decision.rank, lever.amounts, -lever.facts.score))
    kinds = {(tuple(step.key for step in lever.steps), tuple(move.key for move in lever.money)): lever
             for lever in reversed(found)}  # fmt: skip
    return [lever for lever in found if lever in kinds.values()]


def _changes(next_steps: list[Step], moves: list[MoneyMove], size: int) -> Iterator[tuple[Steps, Moves]]:
    """All ways to make `size` changes; a step may be taken more than once (as many answers up)."""
    for count in range(size + 1):
        for chosen in combinations(moves, count):
            if _belong_together(chosen):
                for steps in combinations_with_replacement(next_steps, size - count):
                    if all(step.start + times <= MOST for step, times in Counter(steps).items()):
                        yield _joined(steps), chosen


def _belong_together(chosen: Moves) -> bool:
    """At most one move a number, and each reaches a threshold that the others don't."""
    different = len({move.key for move in chosen}) == len(chosen)
    others = ((move, [other.opens for other in chosen if other is not move]) for move in chosen)
    return different and all(move.opens - frozenset().union(*opened) for move, opened in others)


def _joined(steps: Steps) -> Steps:
    return tuple(Step(step.key, step.start, step.start + times, step.effort) for step, times in Counter(steps).items())


def _lever(subject: Subject, decided: Decision, steps: Steps, moves: Moves, money: Money) -> Lever:
    after = subject.facts(subject.points(**{step.key: step.end for step in steps}), money)
    decision = decide(after)
    return Lever(steps, moves, after, decision, decision.rank > decided.rank)
