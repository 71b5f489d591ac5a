"""Decisions on candidates: taken by a person, with a reason, and kept; no score ever decides by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from readiness.candidates.snapshot import read_rubric
from readiness.records import clock
from readiness.records.audit import note
from readiness.records.candidates import HIRING, owes
from readiness.records.database import Database, reading, writing
from readiness.records.openings import visible
from readiness.records.people import Refused
from readiness.records.scope import Actor
from readiness.records.tables import candidates, decisions, openings, people

HIRE, REJECT = "hire", "reject"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision as it was taken: `placed` is where the scorecards placed the candidate then (see settling).

    `overrides`: it went against them, and whoever took it said so. `name` is "" once that person has been erased.
    """

    id: int
    person: int
    name: str
    decision: str
    reason: str
    placed: str | None
    overrides: bool
    at: int


def goes_against(decision: str, placed: str | None, sought: str, levels: Sequence[str]) -> bool:
    """Whether a decision goes against the placement: hiring whoever doesn't show the level sought, or turning away
    whoever shows it or a higher one. `levels` run from the lowest; to keep somebody in mind goes against nothing."""
    shows = placed in levels and levels.index(str(placed)) >= (levels.index(sought) if sought in levels else 0)
    return (decision == HIRE and not shows) or (decision == REJECT and shows)


def decide(
    database: Database, by: Actor, candidate_id: int, decision: str, reason: str, override: bool = False
) -> None:
    """Take a decision; the earlier ones stay.

    Raises Refused: nobody, owes (whoever has yet to rate the candidate doesn't decide), override (it goes against the
    placement, and that was not said to be meant).
    """
    if decision not in HIRING or not reason.strip():
        raise ValueError("a decision is one of HIRING, with a reason")
    with writing(database) as connection:
        row = _held(connection, by, candidate_id)
        if row is None:
            raise Refused("nobody")
        if row.owed:
            raise Refused("owes")
        against = goes_against(decision, row.placed, row.level, _levels(row.rubric))
        if against and not override:
            raise Refused("override")
        taken = {"decision": decision, "reason": reason, "placed": row.placed, "overrides": int(against)}
        _keep(connection, by, candidate_id, taken)


def _held(connection: Connection, by: Actor, candidate_id: int) -> Any:
    """What a decision is measured by; the candidate is held against other writers until the transaction ends."""
    mine = candidates.c.workspace_id == by.workspace, candidates.c.id == candidate_id
    if connection.execute(select(candidates.c.id).where(*mine).with_for_update()).first() is None:
        return None
    shown = select(candidates.c.placed, openings.c.level, openings.c.rubric, owes(by).label("owed"))
    joined = shown.join(openings, openings.c.id == candidates.c.opening_id)
    return connection.execute(joined.where(*mine, *visible(by))).first()


def _levels(rubric: str) -> tuple[str, ...]:
    from readiness.candidates.panel import levels_of  # which needs numpy

    return levels_of(read_rubric(rubric))


def _keep(connection: Connection, by: Actor, candidate_id: int, taken: dict[str, Any]) -> None:
    moment = clock.now()
    row = {"candidate_id": candidate_id, "person_id": by.person, "at": moment, **taken}
    connection.execute(insert(decisions).values(workspace_id=by.workspace, **row))
    there = update(candidates).where(candidates.c.workspace_id == by.workspace, candidates.c.id == candidate_id)
    connection.execute(there.values(decision=taken["decision"], decided_at=moment))
    told = {"decision": taken["decision"], "overrides": taken["overrides"]}
    note(connection, by, "decided", f"candidate:{candidate_id}", **told)


def decisions_of(database: Database, by: Actor, candidate_ids: Sequence[int]) -> dict[int, list[Decision]]:
    """Candidate to the decisions taken, the newest first; none of candidates whom the asker has yet to rate."""
    mine = decisions.c.workspace_id == by.workspace, people.c.workspace_id == by.workspace
    shown = select(decisions.c.candidate_id, decisions.c.id, decisions.c.person_id, people.c.name)
    told = (decisions.c.decision, decisions.c.reason, decisions.c.placed, decisions.c.overrides, decisions.c.at)
    joined = shown.add_columns(*told).join(people, people.c.id == decisions.c.person_id)
    joined = joined.join(candidates, candidates.c.id == decisions.c.candidate_id)
    seen = joined.where(*mine, candidates.c.workspace_id == by.workspace, ~owes(by))
    seen = seen.where(candidates.c.id.in_(candidate_ids)).order_by(decisions.c.id.desc())
    found: dict[int, list[Decision]] = {}
    with reading(database) as connection:
        for row in connection.execute(seen):
            said: tuple[Any, ...] = (*row[1:-2], bool(row.overrides), row.at)
            found.setdefault(row.candidate_id, []).append(Decision(*said))
    return found
