"""Sessions: who is signed in, kept by the server, ended by time, by hand, or by what happens to the person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from readiness.records import clock
from readiness.records.audit import note
from readiness.records.clock import HOUR, MINUTE
from readiness.records.database import Database, DatabaseUnavailable, reading, writing
from readiness.records.driver import look_up
from readiness.records.scope import EVERY, Actor
from readiness.records.tables import people, sessions, workspaces
from readiness.records.tokens import new_token, token_hash

IDLE = 2 * HOUR
LONGEST = 12 * HOUR
SEEN_EVERY = 5 * MINUTE  # a page a second must not mean a write a second


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody signed in: the session, who they are, and what their workspace is like."""

    session: int
    person: int
    email: str
    name: str
    role: str
    workspace: int
    workspace_name: str
    code: str
    language: str
    calendar: str | None
    currency: str | None
    assumptions: Mapping[str, float]
    has_second_step: bool
    has_logo: bool

    @property
    def actor(self) -> Actor:
        return Actor(self.workspace, self.person, self.role)


@dataclass(frozen=True, slots=True)
class Session:
    """One of a person's sessions."""

    id: int
    browser: str
    started_at: int
    seen_at: int


FIND = (
    select(
        sessions.c.seen_at,
        sessions.c.id,
        people.c.id,
        people.c.email,
        people.c.name,
        people.c.role,
        workspaces.c.id,
        workspaces.c.name,
        workspaces.c.code,
        workspaces.c.language,
        workspaces.c.calendar,
        workspaces.c.currency,
        workspaces.c.assumptions,
        people.c.second_step.is_not(None),
        workspaces.c.logo.is_not(None),
    )
    .join(people, people.c.id == sessions.c.person_id)
    .join(workspaces, workspaces.c.id == sessions.c.workspace_id)
    .where(
        sessions.c.token_hash == bindparam("hash"),
        sessions.c.started_at > bindparam("oldest"),
        sessions.c.seen_at > bindparam("last_seen"),
        people.c.removed_at.is_(None),
    )
    .execution_options(**EVERY)  # it is the session that tells the workspace
)


def find_member(database: Database, token: str) -> Member | None:
    """Who is signed in by this token; None if nobody, or no longer. Being seen keeps the session from idling out."""
    moment = clock.now()
    times = {"oldest": moment - LONGEST, "last_seen": moment - IDLE}
    row: Any = look_up(database, FIND, {"hash": token_hash(token), **times})
    if row is None:
        return None
    if row[0] <= moment - SEEN_EVERY:
        _see(database, row[1], moment)
    *_, assumptions, second_step, logo = row
    known: tuple[Any, ...] = (*row[1:-3], json.loads(assumptions), bool(second_step), bool(logo))
    return Member(*known)


def _see(database: Database, session: int, moment: int) -> None:
    """Where nothing can be written just now, pages can still be read."""
    with suppress(DatabaseUnavailable), writing(database) as connection:
        seen = update(sessions).where(sessions.c.id == session).values(seen_at=moment)
        connection.execute(seen.execution_options(**EVERY))


def start_session(connection: Connection, by: Actor, browser: str) -> str:
    """Sign the actor in and give the session's token; sessions past their time are swept up on the way."""
    moment, token = clock.now(), new_token()
    over = (sessions.c.started_at <= moment - LONGEST) | (sessions.c.seen_at <= moment - IDLE)
    connection.execute(delete(sessions).where(over).execution_options(**EVERY))
    row = {"workspace_id": by.workspace, "person_id": by.person, "token_hash": token_hash(token)}
    times = {"started_at": moment, "seen_at": moment}
    connection.execute(insert(sessions).values(**row, **times, browser=browser[:100]))
    note(connection, by, "signed_in", f"person:{by.person}")
    return token


def renew_session(connection: Connection, by: Actor, session: int) -> str:
    """A new token for a session that goes on; the one it had opens nothing any more."""
    token = new_token()
    connection.execute(update(sessions).where(*_own(by), sessions.c.id == session).values(token_hash=token_hash(token)))
    return token


def list_sessions(database: Database, by: Actor) -> list[Session]:
    """One's own sessions, the latest first."""
    shown = select(sessions.c.id, sessions.c.browser, sessions.c.started_at, sessions.c.seen_at)
    moment = clock.now()
    alive = sessions.c.started_at > moment - LONGEST, sessions.c.seen_at > moment - IDLE
    with reading(database) as connection:
        found = connection.execute(shown.where(*_own(by), *alive).order_by(sessions.c.seen_at.desc()))
        return [Session(*row) for row in found]


def _own(by: Actor) -> tuple[Any, ...]:
    return sessions.c.workspace_id == by.workspace, sessions.c.person_id == by.person


def end_session(database: Database, by: Actor, session: int, action: str = "session_ended") -> bool:
    """End one of one's own sessions; False if there is no such one."""
    with writing(database) as connection:
        ended = connection.execute(delete(sessions).where(*_own(by), sessions.c.id == session)).rowcount
        if ended:
            note(connection, by, action, f"person:{by.person}")
    return bool(ended)


def end_by_token(connection: Connection, token: str) -> None:
    """End whatever session a browser had before somebody signs in there anew."""
    found = select(sessions.c.id, sessions.c.workspace_id, sessions.c.person_id, people.c.role)
    had = found.join(people, people.c.id == sessions.c.person_id).where(sessions.c.token_hash == token_hash(token))
    for session, workspace, person, role in connection.execute(had.execution_options(**EVERY)).all():
        by = Actor(workspace, person, role)
        connection.execute(delete(sessions).where(*_own(by), sessions.c.id == session))
        note(connection, by, "signed_out", f"person:{person}")


def end_other_sessions(database: Database, by: Actor, but: int) -> int:
    """End all of one's own sessions but one; how many there were."""
    with writing(database) as connection:
        ended = connection.execute(delete(sessions).where(*_own(by), sessions.c.id != but)).rowcount
        if ended:
            note(connection, by, "session_ended", f"person:{by.person}", sessions=ended)
    return ended


def end_sessions(connection: Connection, workspace: int, person_id: int, but: int | None = None) -> None:
    """End the sessions of one person."""
    theirs = delete(sessions).where(sessions.c.workspace_id == workspace, sessions.c.person_id == person_id)
    connection.execute(theirs if but is None else theirs.where(sessions.c.id != but))
