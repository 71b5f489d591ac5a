"""What somebody is asked to rate: their own card, whom and what it is for, all by one short look into the database."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Integer, Select, bindparam, select

from readiness.records.database import Database
from readiness.records.driver import look_up
from readiness.records.people import LAST_ID, Refused
from readiness.records.scope import Actor
from readiness.records.scorecards import Scorecard
from readiness.records.tables import candidates, openings, panel, scorecards


@dataclass(frozen=True, slots=True)
class Assignment:
    """One's own card with the candidate (`name` is "" while it is hidden) and the opening as it stands now."""

    card: Scorecard
    number: int
    name: str
    opening: int
    opening_version: int
    title: str
    closed_at: int | None


def _given(name: str) -> BindParameter[int]:
    return bindparam(name, type_=Integer)


def _find() -> Select[Any]:
    """One statement for everybody, so that it is written but once."""
    workspace, person, candidate = _given("workspace"), _given("person"), _given("candidate")
    own = select(scorecards).where(scorecards.c.workspace_id == workspace, scorecards.c.person_id == person)
    card = own.where(scorecards.c.candidate_id == candidate).subquery()
    about = (candidates.c.number, candidates.c.name, openings.c.names_hidden, candidates.c.rated_at)
    where = (openings.c.id, openings.c.version, openings.c.title, openings.c.closed_at)
    written = (card.c.ratings, card.c.version, card.c.reopened, card.c.locked_at, card.c.changed_at)
    joined = (
        select(*about, *where, panel.c.competencies, *written)
        .select_from(candidates)
        .join(openings, openings.c.id == candidates.c.opening_id)
        .join(panel, panel.c.opening_id == candidates.c.opening_id)
        .outerjoin(card, card.c.candidate_id == candidates.c.id)
    )
    mine = candidates.c.workspace_id == workspace, openings.c.workspace_id == workspace
    rated = panel.c.workspace_id == workspace, panel.c.person_id == person
    return joined.where(*mine, *rated, candidates.c.id == candidate)


FIND = _find()


def own_assignment(database: Database, by: Actor, candidate_id: int) -> Assignment:
    """What the asker is to rate of a candidate; raises Refused: nobody (no such candidate, or not on its panel)."""
    values = {"workspace": by.workspace, "person": by.person, "candidate": candidate_id}
    row = look_up(database, FIND, values) if candidate_id <= LAST_ID else None
    if row is None:
        raise Refused("nobody")
    number, name, names_hidden, rated_at, *opening = row[:8]
    card = _card(candidate_id, by, *row[8:])
    return Assignment(card, number, "" if names_hidden and rated_at is None else name, *opening)


def _card(candidate_id: int, by: Actor, asked: str, ratings: str | None, *said: Any) -> Scorecard:
    version, reopened, *times = said
    written = json.loads(ratings) if ratings else {}
    return Scorecard(candidate_id, int(by.person or 0), _keys(asked), written, version or 0, reopened or 0, *times)


@lru_cache(maxsize=256)
def _keys(asked: str) -> tuple[str, ...]:
    """The competencies of a share, of which there are few."""
    return tuple(json.loads(asked))
