"""The trail of who did what: one row for each act, in the same transaction, never changed afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, insert, select

from readiness.records import clock
from readiness.records.database import Database, reading, writing
from readiness.records.scope import Actor
from readiness.records.tables import audit

ACTIONS = (
    "workspace_founded",
    "settings_changed",
    "assumptions_changed",
    "logo_changed",
    "person_invited",
    "invitation_accepted",
    "role_changed",
    "person_removed",
    "person_erased",
    "name_changed",
    "email_changed",
    "password_changed",
    "reset_link_made",
    "password_reset",
    "signed_in",
    "sign_in_failed",
    "signed_out",
    "session_ended",
    "second_step_on",
    "second_step_off",
    "recovery_codes_made",
    "recovery_code_used",
    "check_started",
    "check_adopted",
    "check_changed",
    "check_deleted",
    "report_downloaded",
    "audit_downloaded",
    "denied",
    "opening_opened",
    "opening_changed",
    "opening_closed",
    "opening_deleted",
    "panel_changed",
    "candidate_added",
    "candidates_imported",
    "candidate_changed",
    "candidate_viewed",
    "contact_viewed",
    "candidate_exported",
    "candidate_erased",
    "candidates_purged",
    "candidate_link_made",
    "candidate_link_ended",
    "groups_told",
    "judgement_kept",
    "judgement_sent",
    "card_saved",  # once an hour in which they write, and at the first word after a card was given back
    "card_locked",
    "card_reopened",
    "decided",
    "fairness_viewed",
    "job_started",
    "job_deleted",
)
PAGE = 50  # entries
BATCH = 1000

NOTE = insert(audit).values({column: bindparam(column.name) for column in audit.c if not column.primary_key})


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: when, by whom (None: nobody signed in, or the command line), what, about what."""

    id: int
    at: int
    person: int | None
    action: str
    about: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: by whom, which act, from one moment until before another; None leaves it open."""

    person: int | None = None
    action: str | None = None
    since: int | None = None
    until: int | None = None


def note(connection: Connection, by: Actor, action: str, about: str = "", **details: Any) -> None:
    """Add to the trail; `about` is a kind and an id ("person:5"), details are ids and keys and never personal data."""
    connection.execute(NOTE, noted(by, action, about, **details))


def noted(by: Actor, action: str, about: str = "", **details: Any) -> dict[str, object]:
    """The values of one row."""
    if action not in ACTIONS:
        raise ValueError(f"unknown action {action!r}")
    row = {"workspace_id": by.workspace, "person_id": by.person, "at": clock.now()}
    return {**row, "action": action, "about": about, "details": json.dumps(details, sort_keys=True)}


def note_alone(database: Database, by: Actor, action: str, about: str = "", **details: Any) -> None:
    """Note what changes nothing else: a denial, a download."""
    with writing(database) as connection:
        note(connection, by, action, about, **details)


def entries(
    database: Database, by: Actor, wanted: Wanted, before: int | None = None, most: int | None = PAGE
) -> list[Entry]:
    """The newest entries first; `before` is the id of the last one seen, `most` None means all of them."""
    shown = select(audit.c.id, audit.c.at, audit.c.person_id, audit.c.action, audit.c.about, audit.c.details)
    found = shown.where(audit.c.workspace_id == by.workspace, *_conditions(wanted, before))
    with reading(database) as connection:
        rows = connection.execute(found.order_by(audit.c.id.desc()).limit(most))
        return [Entry(*row[:-1], details=json.loads(row[-1])) for row in rows]


def entries_about(connection: Connection, by: Actor, about: str, most: int) -> list[Entry]:
    """The newest entries about one thing, such as "candidate:5", the newest first."""
    shown = select(audit.c.id, audit.c.at, audit.c.person_id, audit.c.action, audit.c.about, audit.c.details)
    found = shown.where(audit.c.workspace_id == by.workspace, audit.c.about == about)
    rows = connection.execute(found.order_by(audit.c.id.desc()).limit(most))
    return [Entry(*row[:-1], details=json.loads(row[-1])) for row in rows]


def all_entries(database: Database, by: Actor, wanted: Wanted, most: int) -> Iterator[Entry]:
    """The newest `most` entries, fetched a few at a time so that they never stand in memory together."""
    before = None
    while most > 0 and (some := entries(database, by, wanted, before, min(most, BATCH))):
        yield from some
        before, most = some[-1].id, most - len(some)


def _conditions(wanted: Wanted, before: int | None) -> Iterator[ColumnElement[bool]]:
    if wanted.person is not None:
        yield audit.c.person_id == wanted.person
    if wanted.action is not None:
        yield audit.c.action == wanted.action
    if wanted.since is not None:
        yield audit.c.at >= wanted.since
    if wanted.until is not None:
        yield audit.c.at < wanted.until
    if before is not None:
        yield audit.c.id < before
