"""What candidates tell on their own page: answers to the judgement test and – kept apart – what groups they are of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from readiness.records import clock
from readiness.records.audit import note
from readiness.records.candidates import owes
from readiness.records.checks import forget_deleted
from readiness.records.clock import DAY
from readiness.records.database import Database, reading, writing
from readiness.records.people import Refused
from readiness.records.scope import EVERY, Actor
from readiness.records.tables import candidates, openings, self_reports, workspaces
from readiness.records.tokens import new_token, token_hash

LASTS = 30 * DAY  # a candidate's link
STAFF = ("owner", "hr")
CANDIDATE = "candidate"  # the role of one who acts by the link


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What a candidate's own page is made of; `judged_at` says when the test was sent, and can be changed no more.

    What was told of groups is no part of it: whoever runs the opening can make a link, and open it.
    """

    candidate: int
    workspace: int
    workspace_name: str
    retention_months: int
    calendar: str | None
    opening: int
    role: str
    title: str
    rubric: str
    closed: bool
    judgement: Mapping[str, str]
    judged_at: int | None
    until: int

    @property
    def actor(self) -> Actor:
        return Actor(self.workspace, None, CANDIDATE)


@dataclass(frozen=True, slots=True)
class SelfReport:
    """The groups that one candidate told, by question; a question that is not there was not answered."""

    candidate: int
    opening: int
    groups: Mapping[str, str]


def read_all(database: Database, by: Actor, opening_id: int | None = None) -> list[SelfReport]:
    """Every self-report of an opening, or of all, for fairness alone; Refused("outranks") for others than STAFF."""
    if by.role not in STAFF:
        raise Refused("outranks")
    shown = select(self_reports.c.candidate_id, self_reports.c.opening_id, self_reports.c.groups)
    found = shown.where(self_reports.c.workspace_id == by.workspace)
    if opening_id is not None:
        found = found.where(self_reports.c.opening_id == opening_id)
    with reading(database) as connection:
        rows = connection.execute(found.order_by(self_reports.c.candidate_id))
        return [SelfReport(row[0], row[1], json.loads(row[2])) for row in rows]


def read_judgement(database: Database, by: Actor, candidate_id: int) -> Mapping[str, str] | None:
    """The answers that a candidate sent, item to option; None before that, and while the asker owes a scorecard."""
    shown = select(candidates.c.judgement, candidates.c.judged_at, owes(by).label("owed"))
    mine = candidates.c.workspace_id == by.workspace, candidates.c.id == candidate_id
    with reading(database) as connection:
        row = connection.execute(shown.where(*mine)).first()
    if row is None or row.judged_at is None or row.owed:
        return None
    answers: Mapping[str, str] = json.loads(row.judgement)
    return answers


# --- the link


def make_own_link(database: Database, by: Actor, candidate_id: int) -> str:
    """The token of a fresh link to the candidate's own page; an earlier one opens nothing any more.

    Raises Refused: nobody.
    """
    token = new_token()
    with writing(database) as connection:
        _give_link(connection, by, candidate_id, token_hash=token_hash(token), link_until=clock.now() + LASTS)
        note(connection, by, "candidate_link_made", f"candidate:{candidate_id}")
    return token


def end_own_link(database: Database, by: Actor, candidate_id: int) -> None:
    """From now on the candidate's link opens nothing. Raises Refused: nobody."""
    with writing(database) as connection:
        _give_link(connection, by, candidate_id, token_hash=None, link_until=None)
        note(connection, by, "candidate_link_ended", f"candidate:{candidate_id}")


def _give_link(connection: Connection, by: Actor, candidate_id: int, **values: object) -> None:
    mine = candidates.c.workspace_id == by.workspace, candidates.c.id == candidate_id
    if not connection.execute(update(candidates).where(*mine).values(**values)).rowcount:
        raise Refused("nobody")


def link_ends(database: Database, by: Actor, candidate_id: int) -> int | None:
    """Until when the candidate's link opens their page; None if none is out."""
    mine = candidates.c.workspace_id == by.workspace, candidates.c.id == candidate_id
    with reading(database) as connection:
        until = connection.execute(select(candidates.c.link_until).where(*mine)).scalar()
    return until if until is not None and until > clock.now() else None


def open_own_page(database: Database, token: str) -> OwnPage | None:
    """The page that this link opens; None for links ended, past their time or never given, alike."""
    told = (candidates.c.judgement, candidates.c.judged_at, candidates.c.link_until)
    house = (workspaces.c.id, workspaces.c.name, workspaces.c.retention_months, workspaces.c.calendar)
    place = (openings.c.id, openings.c.role, openings.c.title, openings.c.rubric, openings.c.closed_at)
    shown = select(candidates.c.id, *house, *place, *told).join(openings, openings.c.id == candidates.c.opening_id)
    joined = shown.join(workspaces, workspaces.c.id == candidates.c.workspace_id)
    ours = candidates.c.token_hash == token_hash(token), candidates.c.link_until > clock.now()
    with reading(database) as connection:
        row: Any = connection.execute(joined.where(*ours).execution_options(**EVERY)).first()
    if row is None:
        return None
    *known, closed_at, judgement, judged_at, until = row
    said: tuple[Any, ...] = (*known, closed_at is not None, json.loads(judgement), judged_at, until)
    return OwnPage(*said)


# --- what the candidate tells


def tell_groups(database: Database, page: OwnPage, groups: Mapping[str, str]) -> None:
    """Keep these groups in place of earlier ones, or – where none is told – nothing."""
    mine = self_reports.c.workspace_id == page.workspace, self_reports.c.candidate_id == page.candidate
    row = {"opening_id": page.opening, "candidate_id": page.candidate, "groups": json.dumps(dict(groups))}
    with writing(database) as connection:
        _hold(connection, page)
        connection.execute(delete(self_reports).where(*mine))
        if groups:
            connection.execute(insert(self_reports).values(workspace_id=page.workspace, **row))
        note(connection, page.actor, "groups_told", f"candidate:{page.candidate}", told_by=CANDIDATE)
    forget_deleted(database)


def keep_judgement(database: Database, page: OwnPage, answers: Mapping[str, str], send: bool) -> bool:
    """Keep the answers given so far, and with `send` hand them in for good; False if they were sent already."""
    with writing(database) as connection:
        if _hold(connection, page) is not None:
            return False
        values = {"judgement": json.dumps(dict(answers)), "judged_at": clock.now() if send else None}
        mine = candidates.c.workspace_id == page.workspace, candidates.c.id == page.candidate
        connection.execute(update(candidates).where(*mine).values(**values))
        action = "judgement_sent" if send else "judgement_kept"
        note(connection, page.actor, action, f"candidate:{page.candidate}", told_by=CANDIDATE)
    return True


def _hold(connection: Connection, page: OwnPage) -> int | None:
    """When the test was sent; the candidate is held against other writers. Raises Refused: nobody (erased by now)."""
    mine = candidates.c.workspace_id == page.workspace, candidates.c.id == page.candidate
    row = connection.execute(select(candidates.c.judged_at).where(*mine).with_for_update()).first()
    if row is None:
        raise Refused("nobody")
    sent: int | None = row[0]
    return sent
