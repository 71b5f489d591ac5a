"""The checks that a workspace holds: taken over by their private link, started afresh, or begun from an earlier one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from readiness.records import clock
from readiness.records.audit import note
from readiness.records.checks import PRIVATE, forget_deleted
from readiness.records.database import Database, reading, writing
from readiness.records.scope import Actor
from readiness.records.tables import checks
from readiness.records.tokens import token_hash

PAGE = 20  # checks


@dataclass(frozen=True, slots=True)
class HeldCheck:
    """One of a workspace's checks; `changed_at` is when an answer was last given."""

    id: int
    role: str
    edition: str
    answers: Mapping[str, Any]
    changed_at: int


SHOWN = (checks.c.id, checks.c.role, checks.c.edition, checks.c.answers, checks.c.changed_at)


def adopt_check(database: Database, by: Actor, token: str) -> int | None:
    """Take over the check of a private link, which opens nothing from now on; its id, or None."""
    private = PRIVATE, checks.c.token_hash == token_hash(token), checks.c.expires_at > clock.now()
    taken = update(checks).where(*private).values(workspace_id=by.workspace, token_hash=None, expires_at=None)
    with writing(database) as connection:
        found = connection.execute(taken.returning(checks.c.id)).scalar()
        if found is not None:
            note(connection, by, "check_adopted", f"check:{found}")
    return found


def start_check(database: Database, by: Actor, role: str, edition: str, language: str, answers: str = "{}") -> int:
    """Begin a check in the workspace, empty or with the answers of an earlier one (as they are stored); its id."""
    with writing(database) as connection:
        moment = clock.now()
        row = {"role": role, "edition": edition, "language": language, "answers": answers}
        begun = insert(checks).values(workspace_id=by.workspace, **row, created_at=moment, changed_at=moment)
        check_id = int(connection.execute(begun.returning(checks.c.id)).scalar_one())
        note(connection, by, "check_started", f"check:{check_id}")
    return check_id


def count_checks(database: Database, by: Actor) -> int:
    with reading(database) as connection:
        mine = select(func.count()).select_from(checks).where(checks.c.workspace_id == by.workspace)
        return connection.execute(mine).scalar_one()


def list_checks(database: Database, by: Actor, page: int = 1, most: int = PAGE) -> list[HeldCheck]:
    """One page of `most` of the workspace's checks, the last changed first."""
    mine = select(*SHOWN).where(checks.c.workspace_id == by.workspace)
    newest_first = mine.order_by(checks.c.changed_at.desc(), checks.c.id.desc())
    with reading(database) as connection:
        found = connection.execute(newest_first.limit(most).offset((page - 1) * most)).all()
    return [_held(row) for row in found]


def find_held(database: Database, by: Actor, check_id: int) -> HeldCheck | None:
    with reading(database) as connection:
        return _find(connection, by, check_id)


def _find(connection: Connection, by: Actor, check_id: int) -> HeldCheck | None:
    mine = checks.c.workspace_id == by.workspace, checks.c.id == check_id
    row = connection.execute(select(*SHOWN).where(*mine)).first()
    return None if row is None else _held(row)


def _held(row: Any) -> HeldCheck:
    check_id, role, edition, answers, changed_at = row
    return HeldCheck(check_id, role, edition, json.loads(answers), changed_at)


def delete_held(database: Database, by: Actor, check_id: int) -> bool:
    """Delete one of the workspace's checks for good; False if there is no such one."""
    with writing(database) as connection:
        mine = checks.c.workspace_id == by.workspace, checks.c.id == check_id
        gone = connection.execute(delete(checks).where(*mine)).rowcount
        if gone:
            note(connection, by, "check_deleted", f"check:{check_id}")
    forget_deleted(database)
    return bool(gone)
