"""Every raw figure of an assessment under a plain name: the numbers behind the words, for the JSON."""

from __future__ import annotations

from typing import Any

from readiness.company.assessment import Assessment, LevelFigures
from readiness.company.assumed import Departure, departures
from readiness.company.doubt import Inquiry
from readiness.company.levers import Lever
from readiness.company.scoring import Span

Figures = dict[str, Any]


def figures(found: Assessment) -> Figures:
    """Chances, shares and weights are fractions 0–1, scores 0–100, amounts in the owner's currency, times in months.

    None means that the figure can't be told, or, for payback and break-even, that there is none.
    """
    return {
        "edition": found.role.edition,
        "currency": found.answers.picks.get("currency"),
        "verdict": _verdict(found),
        "score": _span(found.score.whole),
        "dimensions": {key: _span(span) for key, span in found.score.dimensions.items()},
        "items": {key: _item(found, key) for key in found.score.items},
        "weakest_dimension": found.weakest_dimension,
        "leaks": list(found.leaks),
        "complexity": found.facts.complexity,
        "load": found.facts.load_share,
        "levels": {key: _level(level) for key, level in found.levels.items()},
        "level_shown": found.shown,
        "cash_path": [float(balance) for balance in found.path.cumulative],
        "book_without": float(found.path.book_without),
        "book_with": float(found.path.book_with),
        "largest_plausible_lift": found.plausible_lift,
        "keeping_one_account": found.keeping_cost,
        "winning_one_client": found.winning_cost,
        "rep_cost": found.rep_cost,
        "rep_months_left": found.facts.rep_months,
        "cash_in_bank": found.cash,
        "tornado": [_swing(swing) for swing in found.swings],
        "levers": [_lever(lever) for lever in found.levers],
        "unknowns": list(found.unknown),
        "left_open": list(found.answers.left_open),
        "find_out_first": [_inquiry(inquiry) for inquiry in found.inquiries],
        "notes": list(found.notes),
        "numbers": {name: _number(found, name) for name in found.company.ranges},
        "assumptions_set": [_departure(departure) for departure in departures(found.role)],
    }


def _verdict(found: Assessment) -> Figures:
    firm, decision = found.firmness, found.decision
    return {
        "key": decision.verdict,
        "outcome": decision.outcome,
        "row": decision.row,
        "cause": decision.cause,
        "sales_representative": decision.rep,
        "chance": found.level.chance,
        "provisional": firm.provisional,
        "unknowns_change_the_outcome": firm.unknowns_turn_it,
        "unknown_weight": firm.unknown_weight,
        "near_threshold": list(firm.near),
        "stable_weightings": firm.same,
        "weightings_tried": firm.of,
    }


def _span(span: Span) -> Figures:
    return {"low": span.low, "likely": span.likely, "high": span.high}


def _item(found: Assessment, key: str) -> Figures:
    item = found.score.items[key]
    points = {"low": item.points.low, "likely": item.points.likely, "high": item.points.high}
    return {"dimension": item.dimension, "weight": item.weight, "points": points, "unknown": item.points.unknown,
            "circumstance": item.circumstance}  # fmt: skip


def _level(level: LevelFigures) -> Figures:
    return {
        "chance": level.chance,
        "worth": {"p10": level.worth_p10, "p50": level.worth_p50, "p90": level.worth_p90, "likely": level.worth_likely},
        "npv": level.npv,
        "residual": level.residual,
        "payback_months": level.payback,
        "lowest_cash": level.lowest_cash,
        "months_left": level.months_left,
        "cash_left": level.cash_left,
        "break_even_accounts": level.break_even_accounts,
        "first_year_break_even_book": level.first_year_book,
        "required_lift": level.required_lift,
        "expected_lift": level.expected_lift,
        "cost_a_year": level.cost,
        "accounts_tended": level.tended_accounts,
        "book_tended": level.tended_book,
        "fundable": level.fundable,
    }


def _swing(swing: Any) -> Figures:
    return {"number": swing.key, "p10": swing.low, "p90": swing.high, "worth_at_p10": swing.worth_at_low,
            "worth_at_p90": swing.worth_at_high}  # fmt: skip


def _lever(lever: Lever) -> Figures:
    steps = [{"item": step.key, "from": step.start, "to": step.end, "effort": step.effort} for step in lever.steps]
    moves = [{"number": move.key, "by": move.amount, "effort": move.effort} for move in lever.money]
    return {"steps": steps, "money": moves, "effort": lever.effort, "verdict": lever.decision.verdict,
            "score": lever.facts.score, "changes_outcome": lever.changes_outcome}  # fmt: skip


def _inquiry(inquiry: Inquiry) -> Figures:
    worst, best = inquiry.decisions
    return {
        "unknown": inquiry.key,
        "worst": {"verdict": worst.verdict, "score": inquiry.worst.score, "chance": inquiry.worst.chance["mid"]},
        "best": {"verdict": best.verdict, "score": inquiry.best.score, "chance": inquiry.best.chance["mid"]},
    }


def _number(found: Assessment, name: str) -> Figures:
    number = found.company.ranges[name]
    figure: Figures = {"low": number.low, "likely": number.likely, "high": number.high, "unknown": number.unknown}
    return {**figure, "share_of": number.of} if number.of else figure


def _departure(departure: Departure) -> Figures:
    found = departure.adjustable
    return {"assumption": found.key, "value": departure.value / found.scale, "standard": found.standard / found.scale}
