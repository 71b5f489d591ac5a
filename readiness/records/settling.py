"""Settles where a candidate stands once a scorecard is locked or reopened, so that long lists need no reckoning."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select, update

from readiness.candidates.panel import Card, panel_of
from readiness.candidates.placement import place
from readiness.candidates.snapshot import read_rubric
from readiness.questionnaire import Rubric
from readiness.records import clock
from readiness.records.scope import Actor
from readiness.records.tables import candidates, openings, panel, scorecards

BELOW, OPEN = "below", "open"  # where one is placed who shows no level, or none until more is seen
OWNED = {"yes": True, "no": False, "unknown": None}


def card_of(rater: int, ratings: Mapping[str, Mapping[str, Any]]) -> Card:
    """A scorecard as the statistics take it: evidence left out, "not seen" as None, what is not rated yet absent."""
    scores = {key: rating.get("score") for key, rating in ratings.items()}
    return Card(rater, {key: score if isinstance(score, int) else None for key, score in scores.items() if score})


def settle(connection: Connection, by: Actor, candidate_id: int) -> None:
    """Write down where the locked scorecards place one candidate, and whether everybody has rated."""
    _settle(connection, by, candidates.c.id == candidate_id)


def settle_opening(connection: Connection, by: Actor, opening_id: int) -> None:
    """The same for all candidates of an opening, after its rubric or its panel changed."""
    _settle(connection, by, candidates.c.opening_id == opening_id)


def _settle(connection: Connection, by: Actor, which: Any) -> None:
    mine = candidates.c.workspace_id == by.workspace, openings.c.workspace_id == by.workspace, which
    known = (candidates.c.id, candidates.c.opening_id, candidates.c.owned, candidates.c.rated_at, openings.c.rubric)
    found = select(*known).join(openings, openings.c.id == candidates.c.opening_id).where(*mine)
    rows = connection.execute(found).all()
    if not rows:
        return
    raters, cards = _raters(connection, by, rows[0].opening_id), _locked(connection, by, which)
    for row in rows:
        own = cards.get(row.id, {})
        everybody = bool(own) and raters <= set(own)  # of those still asked, and anybody at all
        rated_at = (row.rated_at or clock.now()) if everybody else None
        standing = _standing(read_rubric(row.rubric), own.values(), OWNED[row.owned])
        there = update(candidates).where(candidates.c.workspace_id == by.workspace, candidates.c.id == row.id)
        connection.execute(there.values(rated_at=rated_at, **standing))


def _raters(connection: Connection, by: Actor, opening_id: int) -> set[int]:
    mine = panel.c.workspace_id == by.workspace, panel.c.opening_id == opening_id
    return set(connection.execute(select(panel.c.person_id).where(*mine)).scalars())


def _locked(connection: Connection, by: Actor, which: Any) -> dict[int, dict[int, Card]]:
    """Candidate to rater to locked card."""
    mine = scorecards.c.workspace_id == by.workspace, candidates.c.workspace_id == by.workspace, which
    shown = select(scorecards.c.candidate_id, scorecards.c.person_id, scorecards.c.ratings)
    joined = shown.join(candidates, candidates.c.id == scorecards.c.candidate_id)
    cards: dict[int, dict[int, Card]] = {}
    for candidate, rater, ratings in connection.execute(joined.where(*mine, scorecards.c.locked_at.is_not(None))):
        cards.setdefault(candidate, {})[rater] = card_of(rater, json.loads(ratings))
    return cards


def _standing(rubric: Rubric, cards: Iterable[Card], owned: bool | None) -> dict[str, Any]:
    """The columns of a candidate that tell a standing; all None before anything is rated."""
    seen = panel_of(rubric, cards)
    if seen.overall is None:
        return dict.fromkeys(("standing", "mean", "placed"))
    placed = place(rubric, seen, owned)
    rated = {key: found for key, found in seen.competencies.items() if found.mean is not None}
    told = {
        "means": {key: found.mean for key, found in rated.items()},
        "counts": {key: found.count for key, found in rated.items()},
        "low": seen.overall.low,
        "high": seen.overall.high,
        "outcome": placed.outcome,
    }
    level = placed.level or (OPEN if placed.outcome == "collect" else BELOW)
    return {"standing": json.dumps(told), "mean": round(seen.overall.mean * 1000), "placed": level}
