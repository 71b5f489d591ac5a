"""Checks at rest: one row each, found by a private token of which only the hash is kept."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from readiness.records.database import Database, reading, writing
from readiness.records.driver import changing, look_up
from readiness.records.tables import checks

DAY = 24 * 60 * 60  # seconds
KEPT_FOR = 365 * DAY  # since the last save, and on to the end of that day: most saves leave the date as it is

DRAFT = '"typed":'  # as it stands in the stored text; inside a text of the owner's its quotes would be escaped

_shown = (checks.c.id, checks.c.role, checks.c.edition, checks.c.language, checks.c.answers, checks.c.expires_at)
_by_token = (checks.c.token_hash == bindparam("hash"), checks.c.expires_at > bindparam("now"))
FIND = select(*_shown).where(*_by_token)
FIND_TO_CHANGE = FIND.with_for_update()
_saved: dict[str, Any] = {key: bindparam(key) for key in ("edition", "language", "answers", "changed_at")}
SAVE = update(checks).where(checks.c.id == bindparam("found")).values(_saved)
PROLONG = update(checks).where(checks.c.id == bindparam("found")).values(expires_at=bindparam("until"))


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
    expires_at: int

    @property
    def expires_on(self) -> date:
        """The last day on which it is still kept."""
        return datetime.fromtimestamp(self.expires_at - 1, UTC).date()


def new_token() -> str:
    """A private token of 256 random bits."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def now() -> int:
    return int(time.time())


def kept_until(moment: int) -> int:
    """When a check saved at this moment expires."""
    return ((moment + KEPT_FOR) // DAY + 1) * DAY


def create_check(database: Database, role: str, edition: str, language: str) -> str:
    """Start an empty check and return its token; checks past their time are purged on the way."""
    token, moment = new_token(), now()
    times = {"created_at": moment, "changed_at": moment, "expires_at": kept_until(moment)}
    row = {"token_hash": token_hash(token), "role": role, "edition": edition, "language": language, "answers": "{}"}
    with writing(database) as connection:
        connection.execute(delete(checks).where(checks.c.expires_at <= moment))
        connection.execute(insert(checks).values(**row, **times))
    return token


def find_check(database: Database, token: str) -> Check | None:
    """The check that this token opens; None if unknown, renewed, deleted or past its time."""
    row = look_up(database, FIND, _holding(token))
    return None if row is None else _check(row)


def save_answers(
    database: Database, token: str, changes: Mapping[str, object], edition: str, language: str
) -> Check | None:
    """Merge some answers into the check (None takes an answer away) and prolong its time; None if it is gone.

    Reading and writing happen under one lock, so that two saves at once both count.
    """
    with changing(database) as run:
        found = run(FIND_TO_CHANGE, _holding(token))
        if found is None:
            return None
        check, moment = _check(found), now()
        merged = {**check.answers, **changes}
        answers = {key: answer for key, answer in merged.items() if answer is not None}
        written = write_answers(answers)
        row = {"edition": edition, "language": language, "answers": written, "changed_at": moment}
        run(SAVE, {"found": check.id, **row})
        if check.expires_at != (until := kept_until(moment)):
            run(PROLONG, {"found": check.id, "until": until})
    return Check(check.id, check.role, edition, language, answers, DRAFT in written, until)


def renew_token(database: Database, token: str, fresh: str) -> bool:
    """Give the check the fresh token; the old one opens nothing from now on. False if the old one opened nothing."""
    with writing(database) as connection:
        found = checks.c.token_hash == token_hash(token), checks.c.expires_at > now()
        return bool(connection.execute(update(checks).where(*found).values(token_hash=token_hash(fresh))).rowcount)


def delete_check(database: Database, token: str) -> bool:
    """Delete the check for good, out of SQLite's journal too; True if there was one."""
    with writing(database) as connection:
        gone = connection.execute(delete(checks).where(checks.c.token_hash == token_hash(token)))
    _forget(database)
    _read_answers.cache_clear()
    return bool(gone.rowcount)


def purge_checks(database: Database) -> int:
    """Delete the checks past their time and return how many there were."""
    with writing(database) as connection:
        gone = connection.execute(delete(checks).where(checks.c.expires_at <= now()))
    _forget(database)
    return gone.rowcount


def _forget(database: Database) -> None:
    """Empty SQLite's write-ahead log, where what was deleted would live on until the next checkpoint."""
    if database.on_sqlite:
        with reading(database) as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").close()


def _holding(token: str) -> dict[str, object]:
    """What FIND looks for."""
    return {"hash": token_hash(token), "now": now()}


def _check(row: Any) -> Check:
    found, role, edition, language, answers, expires_at = row
    return Check(found, role, edition, language, _read_answers(answers), DRAFT in answers, expires_at)


@lru_cache(maxsize=256)
def _read_answers(written: str) -> Mapping[str, Any]:
    """The answers out of their text; an owner turns pages far more often than answers change. Nobody changes them."""
    answers: Mapping[str, Any] = json.loads(written)
    return answers


write_answers = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
