"""Workspaces: one company each, founded once, with the settings that its people share."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, text, update

from readiness.records import clock
from readiness.records.audit import note
from readiness.records.database import Database, reading, writing
from readiness.records.people import invite_in
from readiness.records.scope import Actor
from readiness.records.tables import people, workspaces

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike
CODE_LENGTH = 8
RETENTION_MONTHS = 6
FOUNDING = 0x464F554E  # names the lock of foundings in PostgreSQL


@dataclass(frozen=True, slots=True)
class Founder:
    """Who sets up the first workspace."""

    name: str
    email: str
    password_hash: str


@dataclass(frozen=True, slots=True)
class Workspace:
    """The settings of one workspace; `calendar` None is the language's own, `assumptions` only the changed ones."""

    id: int
    code: str
    name: str
    language: str
    calendar: str | None
    currency: str | None
    retention_months: int
    assumptions: Mapping[str, float]


def count_workspaces(database: Database) -> int:
    with reading(database) as connection:
        return _count(connection)


def first_codes(database: Database) -> tuple[str, ...]:
    """The codes of up to two workspaces: whether the site has none, one – which need not be named – or more."""
    with reading(database) as connection:
        return tuple(connection.execute(select(workspaces.c.code).order_by(workspaces.c.id).limit(2)).scalars())


def _count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(workspaces)).scalar_one()


def found_first(connection: Connection, name: str, language: str, founder: Founder) -> Actor | None:
    """Found the site's first workspace with its owner; None if there is one already, however close the race."""
    _begin_founding(connection)
    if _count(connection):
        return None
    by = _found(connection, name, language)
    row = {
        "email": founder.email.lower(),
        "name": founder.name,
        "password_hash": founder.password_hash,
        "role": "owner",
    }
    times = {"invited_at": clock.now(), "joined_at": clock.now(), "second_step_used": 0}
    joined = insert(people).values(workspace_id=by.workspace, **row, **times).returning(people.c.id)
    owner = Actor(by.workspace, connection.execute(joined).scalar_one(), "owner")
    note(connection, owner, "workspace_founded", f"workspace:{by.workspace}")
    return owner


def _begin_founding(connection: Connection) -> None:
    """One founding at a time; on SQLite every write is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": FOUNDING})


def found_another(database: Database, name: str, email: str, language: str) -> tuple[str, str]:
    """Found a further workspace from the command line: its code, and the token of its first owner's invitation."""
    with writing(database) as connection:
        _begin_founding(connection)
        by = _found(connection, name, language)
        note(connection, by, "workspace_founded", f"workspace:{by.workspace}")
        _, token = invite_in(connection, by, email.lower(), "owner")
        code = connection.execute(select(workspaces.c.code).where(workspaces.c.id == by.workspace)).scalar_one()
    return code, token


def _found(connection: Connection, name: str, language: str) -> Actor:
    code = "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))
    row = {"code": code, "name": name, "language": language, "assumptions": "{}", "created_at": clock.now()}
    founded = insert(workspaces).values(**row, retention_months=RETENTION_MONTHS).returning(workspaces.c.id)
    return Actor(connection.execute(founded).scalar_one(), None, "owner")


def read_workspace(database: Database, by: Actor) -> Workspace:
    shown = (
        workspaces.c.id,
        workspaces.c.code,
        workspaces.c.name,
        workspaces.c.language,
        workspaces.c.calendar,
        workspaces.c.currency,
        workspaces.c.retention_months,
        workspaces.c.assumptions,
    )
    with reading(database) as connection:
        row: Any = connection.execute(select(*shown).where(workspaces.c.id == by.workspace)).one()
    settings: tuple[Any, ...] = (*row[:-1], json.loads(row[-1]))
    return Workspace(*settings)


def change_settings(database: Database, by: Actor, **settings: Any) -> None:
    """Change name, language, calendar, currency or retention_months; the trail names those that differ."""
    with writing(database) as connection:
        names = [workspaces.c[key] for key in settings]
        before = connection.execute(select(*names).where(workspaces.c.id == by.workspace).with_for_update()).one()
        changed = [key for key, was in zip(settings, before, strict=True) if settings[key] != was]
        if changed:
            connection.execute(update(workspaces).where(workspaces.c.id == by.workspace).values(**settings))
            note(connection, by, "settings_changed", f"workspace:{by.workspace}", settings=changed)


def change_assumptions(database: Database, by: Actor, assumptions: Mapping[str, float]) -> None:
    """Keep the assumptions that differ from the standard; an empty mapping is back to standard."""
    with writing(database) as connection:
        kept = update(workspaces).where(workspaces.c.id == by.workspace)
        connection.execute(kept.values(assumptions=json.dumps(dict(assumptions), sort_keys=True)))
        note(connection, by, "assumptions_changed", f"workspace:{by.workspace}", differ=sorted(assumptions))


def change_logo(database: Database, by: Actor, logo: bytes | None) -> None:
    """Keep a logo (PNG, already looked through), or take it away."""
    with writing(database) as connection:
        connection.execute(update(workspaces).where(workspaces.c.id == by.workspace).values(logo=logo))
        note(connection, by, "logo_changed", f"workspace:{by.workspace}", kept=logo is not None)


def read_logo(database: Database, by: Actor) -> bytes | None:
    with reading(database) as connection:
        return connection.execute(select(workspaces.c.logo).where(workspaces.c.id == by.workspace)).scalar()
