"""What the law asks for about a candidate: who looked, everything that is held, erasing it, and how long it is kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, delete, func, or_, select

from readiness.records import clock
from readiness.records.audit import Entry, entries_about, note
from readiness.records.candidates import owes
from readiness.records.checks import forget_deleted
from readiness.records.clock import HOUR, MONTH
from readiness.records.database import Database, reading, writing
from readiness.records.jobs import drop_jobs
from readiness.records.people import Refused
from readiness.records.scope import EVERY, Actor
from readiness.records.tables import (
    audit,
    candidates,
    decisions,
    openings,
    people,
    scorecards,
    self_reports,
    workspaces,
)

VIEW_EVERY = HOUR  # one who goes back and forth looked once
UNTOLD = ("groups_told",)  # whether somebody told their groups is not shown with them either
ON_ALL = ("comparison", "debrief")  # the papers on a whole opening that tell of each candidate
MOST_LOGGED = 1000
SOME = 500  # ids in one statement


def _mine(by: Actor, candidate_id: int) -> tuple[Any, ...]:
    return candidates.c.workspace_id == by.workspace, candidates.c.id == candidate_id


# --- who looked


def note_view(database: Database, by: Actor, candidate_id: int) -> None:
    """Note that somebody looked at a candidate: once an hour, however often they did."""
    with reading(database) as connection:
        if _has_looked(connection, by, candidate_id):
            return
    with writing(database) as connection:
        if not _has_looked(connection, by, candidate_id):
            note(connection, by, "candidate_viewed", f"candidate:{candidate_id}")


def _has_looked(connection: Connection, by: Actor, candidate_id: int) -> bool:
    mine = audit.c.workspace_id == by.workspace, audit.c.about == f"candidate:{candidate_id}"
    lately = audit.c.action == "candidate_viewed", audit.c.at > clock.now() - VIEW_EVERY
    found = select(audit.c.id).where(*mine, *lately, audit.c.person_id == by.person).limit(1)
    return connection.execute(found).first() is not None


def access_log(database: Database, by: Actor, candidate_id: int) -> list[Entry]:
    """Who looked at the candidate, changed something or took it away, the newest first."""
    with reading(database) as connection:
        found = _entries(connection, by, candidate_id)
    return [entry for entry in found if entry.action not in UNTOLD]


def _entries(connection: Connection, by: Actor, candidate_id: int) -> list[Entry]:
    """What the trail knows of the candidate; papers on the whole opening hold them too."""
    known = select(candidates.c.opening_id, candidates.c.created_at).where(*_mine(by, candidate_id))
    row = connection.execute(known).first()
    papers = [] if row is None else entries_about(connection, by, f"opening:{row.opening_id}", MOST_LOGGED)
    taken = (one for one in papers if one.details.get("report") in ON_ALL and row and one.at >= row.created_at)
    found = [*entries_about(connection, by, f"candidate:{candidate_id}", MOST_LOGGED), *taken]
    return sorted(found, key=lambda entry: entry.id, reverse=True)[:MOST_LOGGED]


# --- a copy of everything


def export_candidate(database: Database, by: Actor, candidate_id: int) -> dict[str, Any]:
    """Everything that is held on a candidate, in plain values; it goes into the trail.

    Raters stand there by number, and those who looked by role: they are people with data of their own. Scorecards that
    are not handed in are counted and not shown. Raises Refused: nobody; owes (whoever has yet to rate the candidate).
    """
    with writing(database) as connection:
        row = _whole(connection, by, candidate_id)
        if row.owed:
            raise Refused("owes")
        note(connection, by, "candidate_exported", f"candidate:{candidate_id}")
        return {
            "candidate": _told(row),
            "opening": {"title": row.title, "role": row.role, "level": row.level},
            **_cards(connection, by, candidate_id),
            "decisions": _decisions(connection, by, candidate_id),
            "self_report": _groups(connection, by, candidate_id),
            "access_log": _log(connection, by, candidate_id),
        }


def _whole(connection: Connection, by: Actor, candidate_id: int) -> Any:
    place = openings.c.title, openings.c.role, openings.c.level
    found = select(candidates, *place, owes(by).label("owed")).join(openings, openings.c.id == candidates.c.opening_id)
    row = connection.execute(found.where(*_mine(by, candidate_id), openings.c.workspace_id == by.workspace)).first()
    if row is None:
        raise Refused("nobody")
    return row


def _told(row: Any) -> dict[str, Any]:
    plain = ("number", "name", "email", "phone", "owned", "owned_evidence", "stage", "placed", "decision")
    times = ("created_at", "changed_at", "rated_at", "decided_at", "judged_at", "link_until")
    texts = {key: json.loads(row._mapping[key] or "null") for key in ("background", "judgement", "standing")}
    return {**{key: row._mapping[key] for key in (*plain, *times)}, **texts}


def _cards(connection: Connection, by: Actor, candidate_id: int) -> dict[str, Any]:
    mine = scorecards.c.workspace_id == by.workspace, scorecards.c.candidate_id == candidate_id
    shown = select(scorecards.c.ratings, scorecards.c.locked_at, scorecards.c.reopened)
    rows = connection.execute(shown.where(*mine).order_by(scorecards.c.id)).all()
    locked = [row for row in rows if row.locked_at is not None]
    cards = [
        {"rater": rater, "ratings": json.loads(row.ratings), "locked_at": row.locked_at, "reopened": row.reopened}
        for rater, row in enumerate(locked, 1)
    ]
    return {"scorecards": cards, "scorecards_not_handed_in": len(rows) - len(locked)}


def _decisions(connection: Connection, by: Actor, candidate_id: int) -> list[dict[str, Any]]:
    mine = decisions.c.workspace_id == by.workspace, decisions.c.candidate_id == candidate_id
    shown = select(decisions.c.decision, decisions.c.reason, decisions.c.placed, decisions.c.overrides, decisions.c.at)
    rows = connection.execute(shown.where(*mine).order_by(decisions.c.id))
    return [{**row._mapping, "overrides": bool(row.overrides)} for row in rows]


def _groups(connection: Connection, by: Actor, candidate_id: int) -> Mapping[str, str] | None:
    mine = self_reports.c.workspace_id == by.workspace, self_reports.c.candidate_id == candidate_id
    found = connection.execute(select(self_reports.c.groups).where(*mine)).scalar()
    return None if found is None else dict(json.loads(found))


def _log(connection: Connection, by: Actor, candidate_id: int) -> list[dict[str, Any]]:
    here = select(people.c.id, people.c.role).where(people.c.workspace_id == by.workspace)
    roles = {row.id: row.role for row in connection.execute(here)}
    found = _entries(connection, by, candidate_id)
    return [{"at": entry.at, "role": roles.get(entry.person or 0), "action": entry.action} for entry in found]


# --- erasing


def erase_candidate(database: Database, by: Actor, candidate_id: int) -> None:
    """Erase a candidate with all that was said of them; the trail keeps the bare id. Raises Refused: nobody."""
    with writing(database) as connection:
        if not _erase(connection, by, [candidate_id]):
            raise Refused("nobody")
        note(connection, by, "candidate_erased", f"candidate:{candidate_id}")
    forget_deleted(database)


def _erase(connection: Connection, by: Actor, candidate_ids: Sequence[int]) -> int:
    """How many there were; held first, so that nobody writes about them any more."""
    here = candidates.c.workspace_id == by.workspace, candidates.c.id.in_(candidate_ids)
    connection.execute(select(candidates.c.id).where(*here).order_by(candidates.c.id).with_for_update())
    for table in (self_reports, decisions, scorecards):
        mine = table.c.workspace_id == by.workspace, table.c.candidate_id.in_(candidate_ids)
        connection.execute(delete(table).where(*mine))
    gone = connection.execute(delete(candidates).where(*here)).rowcount
    if gone:
        drop_jobs(connection, by)
    return gone


# --- how long


def kept_until(database: Database, by: Actor, candidate_id: int) -> int | None:
    """When the candidate will be erased if nothing more happens; None if there is no such candidate."""
    found = _times().where(*_mine(by, candidate_id), workspaces.c.id == by.workspace)
    with reading(database) as connection:
        row = connection.execute(found).first()
    return None if row is None else _end(row)


def purge_candidates(database: Database) -> int:
    """Erase the candidates whose time is over, in every workspace; how many."""
    erased = 0
    with writing(database) as connection:
        for workspace, over in _over(connection).items():
            by = Actor(workspace, None, "owner")
            gone = sum(_erase(connection, by, some) for some in _by_some(over))
            note(connection, by, "candidates_purged", erased=gone)
            erased += gone
    forget_deleted(database)
    return erased


def _times() -> Select[Any]:
    """By candidate: what their time is counted from, and for how long."""
    last = select(func.max(scorecards.c.changed_at)).where(
        scorecards.c.candidate_id == candidates.c.id, scorecards.c.workspace_id == candidates.c.workspace_id
    )
    rated = last.correlate(candidates).scalar_subquery().label("rated")
    moments = candidates.c.decision, candidates.c.decided_at, candidates.c.changed_at, rated
    shown = select(candidates.c.workspace_id, candidates.c.id, workspaces.c.retention_months, *moments)
    joined = shown.join(workspaces, workspaces.c.id == candidates.c.workspace_id)
    return joined.execution_options(**EVERY)


def _end(row: Any) -> int:
    """Months after the decision, or, where none is taken, after the last change to what is known or rated."""
    since = row.decided_at if row.decision else max(row.changed_at, row.rated or 0)
    return int(since + round(row.retention_months * MONTH))


def _over(connection: Connection) -> dict[int, list[int]]:
    """Workspace to the candidates whose time is over."""
    moment, over = clock.now(), dict[int, list[int]]()
    soonest = or_(candidates.c.decided_at < moment, candidates.c.changed_at < moment)
    for row in connection.execute(_times().where(soonest)):
        if _end(row) <= moment:
            over.setdefault(row.workspace_id, []).append(row.id)
    return over


def _by_some(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(ids), SOME):
        yield ids[first : first + SOME]
