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
SETTINGS = ("name", "language", "calendar", "currency", "retention_months")
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


def change_settings(
    database: Database, by: Actor, wanted: Mapping[str, Any], shown: Mapping[str, Any]
) -> dict[str, Any]:
    """Write those SETTINGS that differ from what the owner was `shown`; the trail names what really changed.

    Gives, by key, what stands where somebody else changed the same meanwhile: then nothing is written.
    """
    with writing(database) as connection:
        names = [workspaces.c[key] for key in SETTINGS]
        row = connection.execute(select(*names).where(workspaces.c.id == by.workspace).with_for_update()).one()
        changed, clashing = _compared(dict(zip(SETTINGS, row, strict=True)), wanted, shown)
        if changed and not clashing:
            connection.execute(update(workspaces).where(workspaces.c.id == by.workspace).values(**changed))
            note(connection, by, "settings_changed", f"workspace:{by.workspace}", settings=list(changed))
    return clashing


def change_assumptions(
    database: Database, by: Actor, wanted: Mapping[str, float | None], shown: Mapping[str, float | None]
) -> dict[str, float | None]:
    """The same for assumptions, by key and as typed; None is the standard, and no other is kept than what differs."""
    with writing(database) as connection:
        found = select(workspaces.c.assumptions).where(workspaces.c.id == by.workspace).with_for_update()
        kept: dict[str, float] = json.loads(connection.execute(found).scalar_one())
        changed, clashing = _compared({key: kept.get(key) for key in wanted}, wanted, shown)
        if changed and not clashing:
            _keep_assumptions(connection, by, {**kept, **changed})
    return clashing


def back_to_standard(database: Database, by: Actor) -> None:
    """Forget every assumption that was set otherwise."""
    with writing(database) as connection:
        found = select(workspaces.c.assumptions).where(workspaces.c.id == by.workspace).with_for_update()
        if connection.execute(found).scalar_one() != "{}":
            _keep_assumptions(connection, by, {})


def _keep_assumptions(connection: Connection, by: Actor, assumptions: Mapping[str, float | None]) -> None:
    kept = {key: value for key, value in sorted(assumptions.items()) if value is not None}
    there = update(workspaces).where(workspaces.c.id == by.workspace)
    connection.execute(there.values(assumptions=json.dumps(kept)))
    note(connection, by, "assumptions_changed", f"workspace:{by.workspace}", differ=list(kept))


def _compared(
    now: Mapping[str, Any], wanted: Mapping[str, Any], shown: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is to be written, and what stands there where it is neither what was shown nor what is wanted."""
    moved = {key: value for key, value in wanted.items() if value not in (shown.get(key, now[key]), now[key])}
    return moved, {key: now[key] for key in moved if now[key] != shown.get(key, now[key])}


def change_logo(database: Database, by: Actor, logo: bytes | None) -> None:
    """Keep a logo (PNG, already looked through), or take it away."""
    with writing(database) as connection:
        found = select(workspaces.c.logo).where(workspaces.c.id == by.workspace).with_for_update()
        if connection.execute(found).scalar_one() != logo:
            connection.execute(update(workspaces).where(workspaces.c.id == by.workspace).values(logo=logo))
            note(connection, by, "logo_changed", f"workspace:{by.workspace}", kept=logo is not None)


def read_logo(database: Database, by: Actor) -> bytes | None:
    with reading(database) as connection:
        return connection.execute(select(workspaces.c.logo).where(workspaces.c.id == by.workspace)).scalar()
