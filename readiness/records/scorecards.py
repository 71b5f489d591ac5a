"""Scorecards: each person's own ratings of a candidate, kept as they are typed, locked before others' can be seen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, func, insert, or_, select, update

from readiness.records import clock
from readiness.records.audit import note
from readiness.records.candidates import owes
from readiness.records.clock import HOUR
from readiness.records.database import Database, reading, writing
from readiness.records.people import Refused
from readiness.records.scope import Actor
from readiness.records.settling import settle
from readiness.records.tables import audit, candidates, openings, panel, scorecards

NOT_SEEN = "not_seen"
SCORES = (1, 2, 3, 4, 5)
SITTING = HOUR  # cards are saved at every pause in typing: the trail tells of it once an hour
Ratings = Mapping[str, Mapping[str, Any]]  # competency to {"score": 1–5, "not_seen" or None, "evidence": words}


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One person's ratings of one candidate. `version` 0: nothing is written yet. `asked` are the keys to rate."""

    candidate: int
    person: int
    asked: tuple[str, ...]
    ratings: Ratings
    version: int
    reopened: int
    locked_at: int | None
    changed_at: int | None

    @property
    def lacking(self) -> tuple[str, ...]:
        """What stands in the way of locking it: keys without a score, or with one and no evidence."""
        return tuple(key for key in self.asked if not is_complete(self.ratings.get(key, {})))


def is_complete(rating: Mapping[str, Any]) -> bool:
    """ "Not seen" is an answer of its own; a score needs the evidence it rests on."""
    score = rating.get("score")
    return score == NOT_SEEN or (score in SCORES and bool(rating.get("evidence", "").strip()))


def own_card(database: Database, by: Actor, candidate_id: int) -> Scorecard:
    """The asker's own card for a candidate; raises Refused: nobody (no such candidate, or not on its panel)."""
    with reading(database) as connection:
        return _own(connection, by, candidate_id)


def _own(connection: Connection, by: Actor, candidate_id: int) -> Scorecard:
    row = connection.execute(_own_row(by, candidate_id)).first()
    if row is None:
        raise Refused("nobody")
    asked, ratings, version, reopened, locked_at, changed_at = row
    written = json.loads(ratings) if ratings else {}
    person, keys = int(by.person or 0), tuple(json.loads(asked))
    return Scorecard(candidate_id, person, keys, written, version or 0, reopened or 0, locked_at, changed_at)


def _own_row(by: Actor, candidate_id: int) -> Select[Any]:
    own = select(scorecards).where(scorecards.c.workspace_id == by.workspace, scorecards.c.person_id == by.person)
    card = own.where(scorecards.c.candidate_id == candidate_id).subquery()
    written = (card.c.ratings, card.c.version, card.c.reopened, card.c.locked_at, card.c.changed_at)
    mine = candidates.c.workspace_id == by.workspace, panel.c.workspace_id == by.workspace
    found = select(panel.c.competencies, *written).select_from(candidates)
    joined = found.join(panel, panel.c.opening_id == candidates.c.opening_id)
    asked = joined.outerjoin(card, card.c.candidate_id == candidates.c.id)
    return asked.where(*mine, panel.c.person_id == by.person, candidates.c.id == candidate_id)


def save_card(database: Database, by: Actor, candidate_id: int, version: int, ratings: Ratings) -> Scorecard:
    """Write one's own ratings over those of `version`; the card as it now stands.

    Where its version is not `version` + 1 (or `version`, with nothing new to write), somebody – the same person
    elsewhere – wrote meanwhile, and nothing was written. Raises Refused: nobody, locked, closed.
    """
    with writing(database) as connection:
        _hold(connection, by, candidate_id)
        card = _own(connection, by, candidate_id)
        if card.locked_at is not None:
            raise Refused("locked")
        kept = _with(card, ratings)
        if card.version != version or kept == card.ratings:
            return card
        _write(connection, by, card, kept)
        if not _is_noted(connection, by, candidate_id):
            note(connection, by, "card_saved", f"candidate:{candidate_id}")
        return _own(connection, by, candidate_id)


def _is_noted(connection: Connection, by: Actor, candidate_id: int) -> bool:
    """Whether the trail knows already that they are writing: said within the hour, and no card given back since."""
    mine = audit.c.workspace_id == by.workspace, audit.c.about == f"candidate:{candidate_id}"
    told = or_(and_(audit.c.action == "card_saved", audit.c.person_id == by.person), audit.c.action == "card_reopened")
    found = select(audit.c.action, audit.c.at).where(*mine, told).order_by(audit.c.id.desc()).limit(1)
    last = connection.execute(found).first()
    return last is not None and last.action == "card_saved" and last.at > clock.now() - SITTING


def _with(card: Scorecard, ratings: Ratings) -> dict[str, Mapping[str, Any]]:
    """The card's ratings with these written over them, as far as they are asked for; what says nothing is not kept."""
    told = {**card.ratings, **{key: dict(rating) for key, rating in ratings.items() if key in card.asked}}
    return {key: rating for key, rating in told.items() if says_something(rating)}


def says_something(rating: Mapping[str, Any]) -> bool:
    return bool(rating.get("score") or rating.get("evidence"))


def _hold(connection: Connection, by: Actor, candidate_id: int) -> None:
    """Let nobody else write about this candidate meanwhile; raises Refused: nobody, closed.

    The opening is only kept as it is, so that raters of other candidates need not wait; it comes first, as everywhere.
    """
    mine = candidates.c.workspace_id == by.workspace, candidates.c.id == candidate_id
    of = openings.c.workspace_id == by.workspace, openings.c.id.in_(select(candidates.c.opening_id).where(*mine))
    row = connection.execute(select(openings.c.closed_at).where(*of).with_for_update(read=True)).first()
    if row is None or connection.execute(select(candidates.c.id).where(*mine).with_for_update()).first() is None:
        raise Refused("nobody")
    if row.closed_at is not None:
        raise Refused("closed")


def _write(connection: Connection, by: Actor, card: Scorecard, ratings: Ratings) -> None:
    written = {"ratings": json.dumps(ratings, ensure_ascii=False), "changed_at": clock.now()}
    mine = scorecards.c.workspace_id == by.workspace, scorecards.c.candidate_id == card.candidate
    if card.version:
        there = update(scorecards).where(*mine, scorecards.c.person_id == by.person)
        connection.execute(there.values(**written, version=card.version + 1))
        return
    opening = select(candidates.c.opening_id).where(
        candidates.c.workspace_id == by.workspace, candidates.c.id == card.candidate
    )
    row = {"opening_id": connection.execute(opening).scalar_one(), "candidate_id": card.candidate}
    begun = {**row, "person_id": by.person, **written, "version": 1, "reopened": 0}
    connection.execute(insert(scorecards).values(workspace_id=by.workspace, **begun))


def lock_card(database: Database, by: Actor, candidate_id: int, version: int) -> Scorecard:
    """Hand one's card in: from now on it stands, and others' can be seen. The card as it stands (see save_card).

    Raises Refused: nobody, closed, locked, incomplete (something is not rated, or rated without evidence).
    """
    with writing(database) as connection:
        _hold(connection, by, candidate_id)
        card = _own(connection, by, candidate_id)
        if card.locked_at is not None:
            raise Refused("locked")
        if card.version != version:
            return card
        if card.lacking:
            raise Refused("incomplete")
        mine = scorecards.c.workspace_id == by.workspace, scorecards.c.person_id == by.person
        there = update(scorecards).where(*mine, scorecards.c.candidate_id == candidate_id)
        connection.execute(there.values(locked_at=clock.now(), version=version + 1))
        note(connection, by, "card_locked", f"candidate:{candidate_id}")
        settle(connection, by, candidate_id)
        return _own(connection, by, candidate_id)


def reopen_card(database: Database, by: Actor, candidate_id: int, person: int) -> None:
    """Give a locked card back to its rater; it counts no longer until it is locked again, and the trail says so.

    Raises Refused: nobody, closed.
    """
    with writing(database) as connection:
        _hold(connection, by, candidate_id)
        mine = scorecards.c.workspace_id == by.workspace, scorecards.c.candidate_id == candidate_id
        there = update(scorecards).where(*mine, scorecards.c.person_id == person, scorecards.c.locked_at.is_not(None))
        values: dict[str, Any] = {"version": scorecards.c.version + 1, "reopened": scorecards.c.reopened + 1}
        if not connection.execute(there.values(locked_at=None, **values)).rowcount:
            raise Refused("nobody")
        note(connection, by, "card_reopened", f"candidate:{candidate_id}", person=person)
        settle(connection, by, candidate_id)


def locked_cards(database: Database, by: Actor, candidate_id: int) -> list[Scorecard]:
    """Everybody's locked cards, in the order of the panel; none while the asker owes one of their own."""
    mine = scorecards.c.workspace_id == by.workspace, candidates.c.workspace_id == by.workspace
    own = select(scorecards, owes(by).label("owed")).join(candidates, candidates.c.id == scorecards.c.candidate_id)
    found = own.where(*mine, candidates.c.id == candidate_id, scorecards.c.locked_at.is_not(None))
    with reading(database) as connection:
        rows = connection.execute(found.order_by(scorecards.c.id)).all()
    return [] if any(row.owed for row in rows) else [_locked(row) for row in rows]


def _locked(row: Any) -> Scorecard:
    ratings = json.loads(row.ratings)
    said = (row.version, row.reopened, row.locked_at, row.changed_at)
    return Scorecard(row.candidate_id, row.person_id, tuple(ratings), ratings, *said)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a candidate's cards are locked, of how many; names of raters, never what they rated."""

    locked: int
    asked: int


def progress_of(database: Database, by: Actor, opening_id: int) -> dict[int, int]:
    """Candidate to number of locked cards, for an opening."""
    mine = scorecards.c.workspace_id == by.workspace, scorecards.c.opening_id == opening_id
    counted = select(scorecards.c.candidate_id, func.count()).where(*mine, scorecards.c.locked_at.is_not(None))
    with reading(database) as connection:
        rows = connection.execute(counted.group_by(scorecards.c.candidate_id))
        return {row[0]: row[1] for row in rows}
