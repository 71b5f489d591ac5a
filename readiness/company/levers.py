"""What would change the verdict: the fewest one-step changes and money moves, least effort first."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, combinations_with_replacement
from math import inf

from readiness.company.ladders import Ladder, MoneyMove, ladders
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
Ladders = tuple[Ladder, ...]


def levers(subject: Subject, facts: Facts, money: Money) -> list[Lever]:
    """First the fewest changes that lead to a better outcome, then the single steps that add most to the score."""
    decided = decide(facts)
    better = _fewest(subject, money, decided) if _within_reach(subject, facts, decided) else []
    single = [lever_of(subject, decided, (step,), (), money) for step in _next_steps(subject)]
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
        months=dict.fromkeys(facts.months, None if facts.rep_months is None else inf),
        rep_months=None if facts.rep_months is None else inf,
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


def _fewest(subject: Subject, now: Money, decided: Decision) -> list[Lever]:
    """The smallest sets of changes that lead to a better outcome, money at its smallest amounts that still do."""
    trial = _Trial(subject, now, decided)
    for size in range(1, MOST_CHANGES + 1):
        found = [
            change for change in _changes(_next_steps(subject), ladders(subject.company), size) if trial.helps(*change)
        ]
        if found:
            found.sort(key=lambda change: _effort(*change))
            shrunk = [trial.shrunk(*change) for change in _unlike(found)[:MOST_SHOWN]]
            return sorted(shrunk, key=lambda lever: (lever.effort, -lever.decision.rank, -lever.facts.score))
    return []


def _unlike(found: list[tuple[Steps, Ladders]]) -> list[tuple[Steps, Ladders]]:
    """Sets that are no variants of one before them: less than all but one of their changes are the same."""
    kept: list[tuple[Steps, Ladders]] = []
    for change in found:
        keys = _keys(change)
        if all(len(keys & _keys(other)) < max(1, len(keys) - 1) for other in kept):
            kept.append(change)
    return kept


def _keys(change: tuple[Steps, Ladders]) -> set[str]:
    return {found.key for part in change for found in part}


def _effort(steps: Steps, chosen: Ladders) -> int:
    return sum(step.effort * (step.end - step.start) for step in steps) + sum(ladder.effort for ladder in chosen)


def _changes(next_steps: list[Step], open_ladders: list[Ladder], size: int) -> Iterator[tuple[Steps, Ladders]]:
    """All ways to make `size` changes; a step may be taken more than once (as many answers up)."""
    for count in range(size + 1):
        for chosen in combinations(open_ladders, count):
            for steps in combinations_with_replacement(next_steps, size - count):
                if all(step.start + times <= MOST for step, times in Counter(steps).items()):
                    yield _joined(steps), chosen


def _joined(steps: Steps) -> Steps:
    return tuple(Step(step.key, step.start, step.start + times, step.effort) for step, times in Counter(steps).items())


class _Trial:
    """Tries changes on one company; keeps what it has reckoned, for many sets share their money moves."""

    def __init__(self, subject: Subject, now: Money, decided: Decision) -> None:
        self.subject, self.now, self.decided = subject, now, decided
        self.known: dict[tuple[tuple[str, float], ...], Money] = {}

    def helps(self, steps: Steps, chosen: Ladders) -> bool:
        """Whether these changes, with money moved as far as it goes, lead to a better outcome."""
        return self._lever(steps, tuple(ladder.move(-1) for ladder in chosen)).changes_outcome

    def shrunk(self, steps: Steps, chosen: Ladders) -> Lever:
        """The same changes, each amount in turn as small as still leads to a better outcome."""
        moves = [ladder.move(-1) for ladder in chosen]
        for place, ladder in enumerate(chosen):

            def helps(rung: int, place: int = place, ladder: Ladder = ladder) -> bool:
                tried = (*moves[:place], ladder.move(rung), *moves[place + 1 :])
                return self._lever(steps, tried).changes_outcome

            moves[place] = ladder.move(bisect_left(range(len(ladder.amounts)), True, key=helps))
        return self._lever(steps, tuple(moves))

    def _lever(self, steps: Steps, moves: Moves) -> Lever:
        return lever_of(self.subject, self.decided, steps, moves, self._money(moves))

    def _money(self, moves: Moves) -> Money:
        key = tuple((move.key, move.amount) for move in moves)
        if key not in self.known:
            ranges = {name: found for move in moves for name, found in move.ranges.items()}
            self.known[key] = self.subject.money(**ranges) if moves else self.now
        return self.known[key]


def lever_of(subject: Subject, decided: Decision, steps: Steps, moves: Moves, money: Money) -> Lever:
    """Where these changes lead; `money` is the money half of the facts after the moves."""
    after = subject.facts(subject.points(**{step.key: step.end for step in steps}), money)
    decision = decide(after)
    return Lever(steps, moves, after, decision, decision.rank > decided.rank)
