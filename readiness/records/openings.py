"""Openings: the role and level sought, the rubric as it was when it began, and who rates what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select, update

from readiness.candidates.snapshot import read_rubric
from readiness.records import clock
from readiness.records.audit import note
from readiness.records.checks import forget_deleted
from readiness.records.database import Database, reading, writing
from readiness.records.jobs import drop_jobs
from readiness.records.people import RATING, Refused
from readiness.records.scope import Actor
from readiness.records.settling import settle_opening
from readiness.records.tables import candidates, decisions, openings, panel, people, scorecards, self_reports

STAGES = ("applied", "screening", "work_sample", "interview", "references", "decision", "offer")  # to choose from


@dataclass(frozen=True, slots=True)
class Opening:
    """One position to fill. `rubric` is JSON as snapshot.write_rubric makes it; `stages` are keys, in order."""

    id: int
    role: str
    level: str
    title: str
    rubric: str
    stages: tuple[str, ...]
    names_hidden: bool
    version: int
    created_at: int
    changed_at: int
    closed_at: int | None


@dataclass(frozen=True, slots=True)
class Share:
    """What one person of the panel rates: the keys of competencies."""

    person: int
    name: str
    competencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What whoever runs an opening decides about it."""

    title: str
    level: str
    rubric: str
    stages: tuple[str, ...]
    names_hidden: bool

    def row(self) -> dict[str, object]:
        told = {"title": self.title, "level": self.level, "rubric": self.rubric}
        return {**told, "stages": json.dumps(self.stages), "names_hidden": int(self.names_hidden)}


SHOWN = (
    *(openings.c.id, openings.c.role, openings.c.level, openings.c.title, openings.c.rubric, openings.c.stages),
    *(openings.c.names_hidden, openings.c.version, openings.c.created_at, openings.c.changed_at, openings.c.closed_at),
)


def visible(by: Actor) -> tuple[ColumnElement[bool], ...]:
    """The openings that one may see: an interviewer those whose panel they are on, everybody else all."""
    mine = openings.c.workspace_id == by.workspace
    if by.role != "interviewer":
        return (mine,)
    on_panel = select(panel.c.opening_id).where(panel.c.workspace_id == by.workspace, panel.c.person_id == by.person)
    return mine, openings.c.id.in_(on_panel)


def begin_opening(database: Database, by: Actor, role: str, plan: Plan) -> int:
    """Open a position; its id."""
    moment = clock.now()
    times = {"created_at": moment, "changed_at": moment, "numbered": 0, "version": 1}
    with writing(database) as connection:
        begun = insert(openings).values(workspace_id=by.workspace, role=role, **plan.row(), **times)
        opening_id = int(connection.execute(begun.returning(openings.c.id)).scalar_one())
        note(connection, by, "opening_opened", f"opening:{opening_id}", level=plan.level)
    return opening_id


def list_openings(database: Database, by: Actor) -> list[tuple[Opening, int]]:
    """Every opening that one may see with its number of candidates; open ones first, the newest on top."""
    counted = select(candidates.c.opening_id, func.count().label("many")).where(
        candidates.c.workspace_id == by.workspace
    )
    many = counted.group_by(candidates.c.opening_id).subquery()
    found = select(*SHOWN, func.coalesce(many.c.many, 0)).outerjoin(many, many.c.opening_id == openings.c.id)
    ordered = found.where(*visible(by)).order_by(openings.c.closed_at.is_not(None), openings.c.id.desc())
    with reading(database) as connection:
        return [(_opening(row[:-1]), row[-1]) for row in connection.execute(ordered)]


def find_opening(database: Database, by: Actor, opening_id: int) -> Opening | None:
    """The opening, or None where there is none that one may see."""
    with reading(database) as connection:
        row = connection.execute(_found(by, opening_id)).first()
    return None if row is None else _opening(row)


def _found(by: Actor, opening_id: int) -> Select[Any]:
    return select(*SHOWN).where(*visible(by), openings.c.id == opening_id)


def _opening(row: Any) -> Opening:
    told: tuple[Any, ...] = (*row[:5], tuple(json.loads(row[5])), bool(row[6]), *row[7:])
    return Opening(*told)


def change_opening(database: Database, by: Actor, opening_id: int, version: int, plan: Plan) -> Opening | None:
    """Write the plan; the opening as it stands where somebody changed it meanwhile (nothing is written), else None.

    Raises Refused: nobody, closed.
    """
    with writing(database) as connection:
        there = locked(connection, by, opening_id)
        if there.version != version:
            return there
        changed = [key for key, value in plan.row().items() if value != _row(there)[key]]
        if changed:
            values = {**plan.row(), "version": version + 1, "changed_at": clock.now()}
            connection.execute(update(openings).where(*visible(by), openings.c.id == opening_id).values(**values))
            note(connection, by, "opening_changed", f"opening:{opening_id}", fields=sorted(changed))
            if "rubric" in changed:
                _drop_unasked(connection, by, opening_id, plan.rubric)
                settle_opening(connection, by, opening_id)
    return None


def _drop_unasked(connection: Connection, by: Actor, opening_id: int, rubric: str) -> None:
    """Ask nobody for what is rated no longer: a scorecard could never be whole again."""
    asked = {competency.key for competency in read_rubric(rubric).competencies}
    for share in shares_in(connection, by, opening_id):
        kept = [key for key in share.competencies if key in asked]
        row = panel.c.workspace_id == by.workspace, panel.c.opening_id == opening_id, panel.c.person_id == share.person
        if not kept:
            connection.execute(delete(panel).where(*row))
        elif len(kept) < len(share.competencies):
            connection.execute(update(panel).where(*row).values(competencies=json.dumps(kept)))


def _row(opening: Opening) -> dict[str, object]:
    shown = opening.title, opening.level, opening.rubric, opening.stages, opening.names_hidden
    return Plan(*shown).row()


def locked(connection: Connection, by: Actor, opening_id: int, closed_too: bool = False) -> Opening:
    """The opening, held against other writers until the transaction ends; raises Refused: nobody, closed."""
    row = connection.execute(_found(by, opening_id).with_for_update()).first()
    if row is None:
        raise Refused("nobody")
    opening = _opening(row)
    if opening.closed_at is not None and not closed_too:
        raise Refused("closed")
    return opening


def panel_of(database: Database, by: Actor, opening_id: int) -> list[Share]:
    """Who rates what, in the order in which they were put on the panel."""
    with reading(database) as connection:
        return shares_in(connection, by, opening_id)


def shares_in(connection: Connection, by: Actor, opening_id: int) -> list[Share]:
    mine = panel.c.workspace_id == by.workspace, people.c.workspace_id == by.workspace
    who = select(panel.c.person_id, people.c.name, panel.c.competencies).join(people, people.c.id == panel.c.person_id)
    rows = connection.execute(who.where(*mine, panel.c.opening_id == opening_id).order_by(panel.c.id))
    return [Share(person, name, tuple(json.loads(keys))) for person, name, keys in rows]


def mark_of(shares: Sequence[Share]) -> str:
    """A short text that differs where the shares of two panels do."""
    told = json.dumps([(share.person, share.competencies) for share in shares])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def share_out(
    database: Database, by: Actor, opening_id: int, shares: Mapping[int, Sequence[str]], was: str | None = None
) -> list[Share] | None:
    """Put exactly these people on the panel, each with their competencies; locked scorecards stay as they are.

    Where the panel is no longer the one whose mark is `was`, the shares as they stand, and nothing is written.
    Raises Refused: nobody (the opening, or one of the people, isn't here), closed, not_rater (a viewer).
    """
    with writing(database) as connection:
        _require_raters(connection, by, shares)
        locked(connection, by, opening_id)
        found = shares_in(connection, by, opening_id)
        if was is not None and mark_of(found) != was:
            return found
        there = {share.person: share.competencies for share in found}
        wanted = {person: tuple(keys) for person, keys in shares.items()}
        if there == wanted:
            return None
        mine = panel.c.workspace_id == by.workspace, panel.c.opening_id == opening_id
        connection.execute(delete(panel).where(*mine))
        for person, keys in wanted.items():
            row = {"opening_id": opening_id, "person_id": person, "competencies": json.dumps(keys)}
            connection.execute(insert(panel).values(workspace_id=by.workspace, **row))
        note(connection, by, "panel_changed", f"opening:{opening_id}", people=sorted(wanted))
        settle_opening(connection, by, opening_id)
    return None


def _require_raters(connection: Connection, by: Actor, wanted: Mapping[int, object]) -> None:
    """Hold them, before the opening: whoever is removed meanwhile leaves its panel in this order too."""
    here = people.c.workspace_id == by.workspace, people.c.id.in_(list(wanted)), people.c.removed_at.is_(None)
    found = select(people.c.id, people.c.role).where(*here).order_by(people.c.id).with_for_update(read=True)
    roles = {row.id: row.role for row in connection.execute(found)}
    if set(roles) != set(wanted):
        raise Refused("nobody")
    if not set(roles.values()) <= set(RATING):
        raise Refused("not_rater")


def close_opening(database: Database, by: Actor, opening_id: int, closed: bool = True) -> None:
    """Close it to ratings and changes, or open it again; raises Refused: nobody."""
    with writing(database) as connection:
        opening = locked(connection, by, opening_id, closed_too=True)
        if (opening.closed_at is not None) != closed:
            moment = clock.now() if closed else None
            there = update(openings).where(*visible(by), openings.c.id == opening_id)
            connection.execute(there.values(closed_at=moment, changed_at=clock.now()))
            note(connection, by, "opening_closed", f"opening:{opening_id}", closed=closed)


def delete_opening(database: Database, by: Actor, opening_id: int) -> None:
    """Delete it with its candidates and everything about them, for good; raises Refused: nobody."""
    with writing(database) as connection:
        locked(connection, by, opening_id, closed_too=True)
        own = candidates.c.workspace_id == by.workspace, candidates.c.opening_id == opening_id
        theirs = decisions.c.candidate_id.in_(select(candidates.c.id).where(*own))
        connection.execute(delete(decisions).where(decisions.c.workspace_id == by.workspace, theirs))
        for table in (self_reports, scorecards, candidates, panel):
            mine = table.c.workspace_id == by.workspace, table.c.opening_id == opening_id
            connection.execute(delete(table).where(*mine))
        connection.execute(delete(openings).where(*visible(by), openings.c.id == opening_id))
        drop_jobs(connection, by)
        note(connection, by, "opening_deleted", f"opening:{opening_id}")
    forget_deleted(database)
