"""Checks at rest: one row each, found by a private token of which only the hash is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Update, bindparam, delete, insert, select, update

from readiness.records import clock
from readiness.records.audit import NOTE, noted
from readiness.records.clock import DAY
from readiness.records.database import Database, reading, writing
from readiness.records.driver import Run, changing, look_up
from readiness.records.scope import Actor
from readiness.records.tables import checks
from readiness.records.tokens import new_token, token_hash

KEPT_FOR = 365 * DAY  # since the last save, and on to the end of that day: most saves leave the date as it is

DRAFT = '"typed":'  # as it stands in the stored text; inside a text of the owner's its quotes would be escaped


@dataclass(frozen=True, slots=True)
class Held:
    """A check that a workspace holds, asked for by one of its people."""

    by: Actor
    check: int


@dataclass(frozen=True, slots=True)
class _Way:
    """The statements by which one kind of check is found and saved."""

    find: Select[Any]
    find_to_change: Select[Any]
    save: Update


def _way(*found: ColumnElement[bool], belongs: ColumnElement[bool]) -> _Way:
    shown = (checks.c.id, checks.c.role, checks.c.edition, checks.c.language, checks.c.answers, checks.c.expires_at)
    find = select(*shown).where(belongs, *found)
    saved: dict[str, Any] = {key: bindparam(key) for key in ("edition", "language", "answers", "changed_at")}
    return _Way(
        find, find.with_for_update(), update(checks).where(belongs, checks.c.id == bindparam("found")).values(saved)
    )


PRIVATE = checks.c.workspace_id.is_(None)
BY_TOKEN = _way(checks.c.token_hash == bindparam("hash"), checks.c.expires_at > bindparam("now"), belongs=PRIVATE)
BY_WORKSPACE = _way(checks.c.id == bindparam("held"), belongs=checks.c.workspace_id == bindparam("workspace"))
PROLONG = update(checks).where(PRIVATE, checks.c.id == bindparam("found")).values(expires_at=bindparam("until"))


@dataclass(frozen=True, slots=True)
class Check:
    """One company's check: the answers so far, and the role and edition they were given to.

    `has_drafts` tells that some number was kept as typed because it could not be read.
    """

    id: int
    role: str
    edition: str
    language: str
    answers: Mapping[str, Any]
    has_drafts: bool
    expires_at: int | None

    @property
    def expires_on(self) -> date | None:
        """The last day on which it is still kept; None for a check that a workspace holds."""
        return None if self.expires_at is None else datetime.fromtimestamp(self.expires_at - 1, UTC).date()


def kept_until(moment: int) -> int:
    """When a check saved at this moment expires."""
    return ((moment + KEPT_FOR) // DAY + 1) * DAY


def create_check(database: Database, role: str, edition: str, language: str) -> str:
    """Start an empty check and return its token; checks past their time are purged on the way."""
    token, moment = new_token(), clock.now()
    times = {"created_at": moment, "changed_at": moment, "expires_at": kept_until(moment)}
    row = {"token_hash": token_hash(token), "role": role, "edition": edition, "language": language, "answers": "{}"}
    with writing(database) as connection:
        connection.execute(delete(checks).where(PRIVATE, checks.c.expires_at <= moment))
        connection.execute(insert(checks).values(workspace_id=None, **row, **times))
    return token


def find_check(database: Database, key: str | Held) -> Check | None:
    """The check that this key opens: a private token, or a workspace's own; None if there is none, or no longer."""
    way, values = _by(key)
    row = look_up(database, way.find, values)
    return None if row is None else _check(row)


def save_answers(
    database: Database, key: str | Held, changes: Mapping[str, object], edition: str, language: str
) -> Check | None:
    """Merge some answers into the check (None takes an answer away) and prolong its time; None if it is gone.

    Reading and writing happen under one lock, so that two saves at once both count.
    """
    way, values = _by(key)
    with changing(database) as run:
        found = run(way.find_to_change, values)
        if found is None:
            return None
        check, moment = _check(found), clock.now()
        changed = [question for question, answer in changes.items() if check.answers.get(question) != answer]
        if isinstance(key, Held) and not changed:
            return check  # read through and sent on as it was: no act, and no news of the check
        merged = {**check.answers, **changes}
        answers = {question: answer for question, answer in merged.items() if answer is not None}
        written = write_answers(answers)
        row = {"edition": edition, "language": language, "answers": written, "changed_at": moment}
        run(way.save, {"found": check.id, **values, **row})
        until = _follow_up(run, key, check, moment, changed)
    return Check(check.id, check.role, edition, language, answers, DRAFT in written, until)


def _follow_up(run: Run, key: str | Held, check: Check, moment: int, changed: list[str]) -> int | None:
    """A private check is kept longer for it; a workspace's has a trail. When it expires now."""
    if isinstance(key, Held):
        run(NOTE, noted(key.by, "check_changed", f"check:{check.id}", questions=sorted(changed)))
        return None
    if check.expires_at != (until := kept_until(moment)):
        run(PROLONG, {"found": check.id, "until": until})
    return until


def renew_token(database: Database, token: str, fresh: str) -> bool:
    """Give the check the fresh token; the old one opens nothing from now on. False if the old one opened nothing."""
    with writing(database) as connection:
        found = PRIVATE, checks.c.token_hash == token_hash(token), checks.c.expires_at > clock.now()
        return bool(connection.execute(update(checks).where(*found).values(token_hash=token_hash(fresh))).rowcount)


def delete_check(database: Database, token: str) -> bool:
    """Delete the check for good, out of SQLite's journal too; True if there was one."""
    with writing(database) as connection:
        gone = connection.execute(delete(checks).where(PRIVATE, checks.c.token_hash == token_hash(token)))
    forget_deleted(database)
    return bool(gone.rowcount)


def purge_checks(database: Database) -> int:
    """Delete the checks past their time and return how many there were."""
    with writing(database) as connection:
        gone = connection.execute(delete(checks).where(PRIVATE, checks.c.expires_at <= clock.now()))
    forget_deleted(database)
    return gone.rowcount


def forget_deleted(database: Database) -> None:
    """Empty memory, and SQLite's write-ahead log, where what was deleted would live on until the next checkpoint."""
    _read_answers.cache_clear()
    if database.on_sqlite:
        with reading(database) as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").close()


def _by(key: str | Held) -> tuple[_Way, dict[str, object]]:
    """The way to a check, and what its statements look for."""
    if isinstance(key, Held):
        return BY_WORKSPACE, {"workspace": key.by.workspace, "held": key.check}
    return BY_TOKEN, {"hash": token_hash(key), "now": clock.now()}


def _check(row: Any) -> Check:
    found, role, edition, language, answers, expires_at = row
    return Check(found, role, edition, language, _read_answers(answers), DRAFT in answers, expires_at)


@lru_cache(maxsize=256)
def _read_answers(written: str) -> Mapping[str, Any]:
    """The answers out of their text; an owner turns pages far more often than answers change. Nobody changes them."""
    answers: Mapping[str, Any] = json.loads(written)
    return answers


write_answers = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
