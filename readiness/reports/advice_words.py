"""Advice in words: what would change the verdict, what to find out first, and the next steps."""

from __future__ import annotations

from readiness.company.assessment import Assessment
from readiness.company.doubt import Inquiry
from readiness.company.ladders import MoneyMove
from readiness.company.levers import Lever, Step
from readiness.reports.report import Change, Item
from readiness.reports.wording import Wording

INQUIRIES_SHOWN = 3
HEAVIEST, HEAVY, SOME = 3, 5, 2


def changes(found: Assessment, say: Wording) -> tuple[Change, ...]:
    """Each lever: its moves, how to make them, and what they do to the verdict and to the score, told apart."""
    return tuple(_change(lever, found, say) for lever in found.levers)


def _change(lever: Lever, found: Assessment, say: Wording) -> Change:
    name = say.of_role("verdict", f"name_{lever.decision.verdict}")
    turns = lever.decision.verdict != found.decision.verdict
    return Change(
        moves=(*(_step(step, found, say) for step in lever.steps), *(_move(move, found, say) for move in lever.money)),
        how=(
            *(found.role.questionnaire.step_of(step.key)[say.language] for step in lever.steps),
            *(say(f"how_{move.key}") for move in lever.money),
        ),
        effort=say(f"effort_{effort_grade(lever)}"),
        verdict=say("change_turns", verdict=name) if turns else say("change_keeps"),
        score=say("change_score", before=say.number(found.facts.score, 1), after=say.number(lever.facts.score, 1)),
        changes_outcome=lever.changes_outcome,
    )


def effort_grade(lever: Lever) -> int:
    """1 light, 2 some work, 3 heavy: for all the moves together, and heavy wherever one of them is."""
    if HEAVIEST in (*(step.effort for step in lever.steps), *(move.effort for move in lever.money)):
        return 3
    return 1 if lever.effort < SOME else 2 if lever.effort < HEAVY else 3


def _step(step: Step, found: Assessment, say: Wording) -> str:
    question = found.role.questionnaire.question(step.key)
    start, end = (question.option(str(points)).text[say.language] for points in (step.start, step.end))
    return say("move_step", name=say.name(step.key), start=start, end=end)


def _move(move: MoneyMove, found: Assessment, say: Wording) -> str:
    ends = {name: say.value(name, changed.likely, found.company) for name, changed in move.ranges.items()}
    base = move.ranges.get("base", found.company.ranges["base"]).likely
    share = found.company.ranges["variable"]
    ends.setdefault("variable", say.money(share.likely * base if share.of else share.likely))
    amounts = {
        "accounts": lambda: (say.number(move.amount), ends["accounts"]),
        "pay": lambda: (say.percent(move.amount / 100), ends["base"]),
        "margin": lambda: (say.number(move.amount), ends["margin"]),
        "owner_time": lambda: (say.number(move.amount), ends["owner_hours"]),
        "cash": lambda: (say.money(move.amount), ends["cash"]),
    }
    amount, end = amounts[move.key]()
    return say(f"move_{move.key}", amount=amount, end=end, variable=ends["variable"])


def find_out_first(found: Assessment, say: Wording) -> tuple[Item, ...]:
    """The "don't knows" that weigh most, and what hangs on each."""
    return tuple(_inquiry(inquiry, found, say) for inquiry in found.inquiries[:INQUIRIES_SHOWN])


def _inquiry(inquiry: Inquiry, found: Assessment, say: Wording) -> Item:
    worst, best = (say.of_role("verdict", f"name_{decision.verdict}") for decision in inquiry.decisions)
    text = say("inquiry_turns", worst=worst, best=best) if worst != best else _moves(inquiry, say)
    return Item(say.name(inquiry.key), text, _where_to_look(inquiry.key, found, say))


def _moves(inquiry: Inquiry, say: Wording) -> str:
    """How far it moves the score and the chance; what doesn't show in the figures as written is left out."""
    score = [say.number(end) for end in sorted((inquiry.worst.score, inquiry.best.score))]
    chance = [say.share(end) for end in sorted((inquiry.worst.chance["mid"], inquiry.best.chance["mid"]))]
    ends = {"low": score[0], "high": score[1], "low_chance": chance[0], "high_chance": chance[1]}
    if score[0] != score[1]:
        return say("inquiry_moves" if chance[0] != chance[1] else "inquiry_score", **ends)
    return say("inquiry_chance", **ends) if chance[0] != chance[1] else say("inquiry_little")


def changes_lead(found: Assessment, say: Wording) -> str:
    """What the list of changes is: whether they turn the verdict, or only add to the score, or why there is none."""
    if not found.levers:
        return say("changes_unknown" if found.unknown else "changes_hire")
    if found.decision.outcome == "hire":
        return say("changes_hire")
    return say("changes_turn" if found.levers[0].changes_outcome else "no_change_found")


def _where_to_look(key: str, found: Assessment, say: Wording) -> str:
    """What counts as the answer, in the question's own words."""
    asked = {"owner_time": "owner_hours"}.get(key, key)
    return found.role.questionnaire.question(asked).counts[say.language]


def next_steps(found: Assessment, say: Wording) -> tuple[Item, ...]:
    """The weakest items with what to do about each, and the side of readiness they belong to."""
    sides = {dimension.key: dimension.name[say.language] for dimension in found.role.dimensions}
    return tuple(
        Item(say.name(item.key), found.role.questionnaire.step_of(item.key)[say.language], sides[item.dimension])
        for item in found.weakest
    )
