"""Work that takes longer than a page may: kept in the database with its file, done by whichever server comes first."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from readiness.records import clock
from readiness.records.audit import note
from readiness.records.checks import forget_deleted
from readiness.records.clock import DAY, MINUTE
from readiness.records.database import Database, reading, writing
from readiness.records.people import Refused
from readiness.records.scope import EVERY, Actor
from readiness.records.tables import jobs, workspaces

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
LEASE = 2 * MINUTE  # a runner that isn't heard of for so long has died
TRIES = 3
KEPT_FOR = DAY  # after it is finished: files of ratings are personal data
AT_ONCE = 3  # unfinished jobs of one workspace


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work; `problem` says why it failed, by code and details; `total` 0: not known yet."""

    id: int
    workspace: int
    person: int
    kind: str
    options: Mapping[str, Any]
    state: str
    problem: Mapping[str, Any] | None
    done: int
    total: int
    created_at: int
    finished_at: int | None

    @property
    def is_over(self) -> bool:
        return self.state in (DONE, FAILED)

    @property
    def ends_at(self) -> int | None:
        """When it is deleted with its files."""
        return None if self.finished_at is None else self.finished_at + KEPT_FOR


SHOWN = (
    *(jobs.c.id, jobs.c.workspace_id, jobs.c.person_id, jobs.c.kind, jobs.c.options, jobs.c.state, jobs.c.problem),
    *(jobs.c.done, jobs.c.total, jobs.c.created_at, jobs.c.finished_at),
)


def _job(row: Any) -> Job:
    id_, workspace, person, kind, options, state, problem, *rest = row
    told: tuple[Any, ...] = (json.loads(options), state, json.loads(problem) if problem else None, *rest)
    return Job(id_, workspace, person, kind, *told)


def start_job(database: Database, by: Actor, kind: str, options: Mapping[str, Any], given: bytes) -> int:
    """Have the file `given` worked on soon; its id. Raises Refused: too_many (unfinished ones of this workspace)."""
    row = {"person_id": by.person, "kind": kind, "options": json.dumps(options), "given": given, "state": WAITING}
    counts = {"done": 0, "total": 0, "tries": 0, "created_at": clock.now()}
    mine = jobs.c.workspace_id == by.workspace, jobs.c.finished_at.is_(None)
    here = select(workspaces.c.id).where(workspaces.c.id == by.workspace)
    with writing(database) as connection:
        connection.execute(here.with_for_update(key_share=True))  # two that start at once are counted one by one
        if connection.execute(select(func.count()).select_from(jobs).where(*mine)).scalar_one() >= AT_ONCE:
            raise Refused("too_many")
        started = insert(jobs).values(workspace_id=by.workspace, **row, **counts).returning(jobs.c.id)
        job_id = int(connection.execute(started).scalar_one())
        note(connection, by, "job_started", f"job:{job_id}")
    return job_id


def find_job(database: Database, by: Actor, job_id: int) -> Job | None:
    with reading(database) as connection:
        mine = jobs.c.workspace_id == by.workspace, jobs.c.id == job_id
        row = connection.execute(select(*SHOWN).where(*mine)).first()
    return None if row is None else _job(row)


def list_jobs(database: Database, by: Actor) -> list[Job]:
    """The workspace's jobs, the newest first."""
    with reading(database) as connection:
        rows = connection.execute(select(*SHOWN).where(jobs.c.workspace_id == by.workspace).order_by(jobs.c.id.desc()))
        return [_job(row) for row in rows]


def read_made(database: Database, by: Actor, job_id: int) -> bytes | None:
    """What the job made; None if there is no such job, or nothing yet."""
    with reading(database) as connection:
        mine = jobs.c.workspace_id == by.workspace, jobs.c.id == job_id
        return connection.execute(select(jobs.c.made).where(*mine)).scalar()


def delete_job(database: Database, by: Actor, job_id: int) -> bool:
    """Delete a job with its files for good; one that runs stops at its next step. False if there is no such one."""
    with writing(database) as connection:
        mine = jobs.c.workspace_id == by.workspace, jobs.c.id == job_id
        gone = connection.execute(delete(jobs).where(*mine)).rowcount
        if gone:
            note(connection, by, "job_deleted", f"job:{job_id}")
    forget_deleted(database)
    return bool(gone)


def drop_jobs(connection: Connection, by: Actor) -> None:
    """Delete all jobs of the workspace, whatever their state, once somebody is erased whom their files may name.

    The files are packed, so nobody can find out whom they name. What runs stops at its next step, and writes nothing.
    """
    gone = connection.execute(delete(jobs).where(jobs.c.workspace_id == by.workspace).returning(jobs.c.id))
    for job_id in sorted(gone.scalars()):
        note(connection, by, "job_deleted", f"job:{job_id}")


# ---- the runner's side, which serves every workspace


def claim_job(database: Database) -> tuple[Job, bytes] | None:
    """Take the oldest job that waits, or whose runner died, with its file; None if there is none.

    A job that was begun `TRIES` times fails instead: it is what kills its runners.
    """
    moment = clock.now()
    free = or_(jobs.c.state == WAITING, and_(jobs.c.state == RUNNING, jobs.c.leased_until < moment))
    oldest = select(*SHOWN, jobs.c.given, jobs.c.tries).where(free).order_by(jobs.c.id).limit(1)
    with writing(database) as connection:
        while row := connection.execute(oldest.with_for_update(skip_locked=True).execution_options(**EVERY)).first():
            if row.tries < TRIES:
                values = {"state": RUNNING, "tries": row.tries + 1, "leased_until": moment + LEASE}
                _write(connection, row.id, row.workspace_id, values)
                return _job(row[:-2]), row.given
            _end(connection, _job(row[:-2]), FAILED, problem={"code": "died"})
    return None


def _write(connection: Connection, job_id: int, workspace: int, values: Mapping[str, Any]) -> bool:
    there = update(jobs).where(jobs.c.workspace_id == workspace, jobs.c.id == job_id, jobs.c.finished_at.is_(None))
    return bool(connection.execute(there.values(**values)).rowcount)


def _end(connection: Connection, job: Job, state: str, **values: Any) -> bool:
    """The file that was given is needed no longer."""
    told = {key: json.dumps(value) if key == "problem" else value for key, value in values.items()}
    ended = {"state": state, "finished_at": clock.now(), "given": b"", "leased_until": None, **told}
    return _write(connection, job.id, job.workspace, ended)


def go_on(database: Database, job: Job, done: int, total: int) -> bool:
    """Tell how far it is, and that its runner lives; False if the job was deleted meanwhile."""
    values = {"done": done, "total": total, "leased_until": clock.now() + LEASE}
    with writing(database) as connection:
        return _write(connection, job.id, job.workspace, values)


def finish_job(database: Database, job: Job, made: bytes) -> bool:
    with writing(database) as connection:
        return _end(connection, job, DONE, made=made)


def fail_job(database: Database, job: Job, problem: Mapping[str, Any]) -> bool:
    """Give it up, saying why: a code and its details, without personal data."""
    with writing(database) as connection:
        return _end(connection, job, FAILED, problem=problem)


def purge_jobs(database: Database) -> int:
    """Delete the jobs that were finished a day ago, and those that nobody finished in two; how many."""
    moment = clock.now()
    over = or_(jobs.c.finished_at < moment - KEPT_FOR, jobs.c.created_at < moment - 2 * KEPT_FOR)
    with writing(database) as connection:
        gone = connection.execute(delete(jobs).where(over).execution_options(**EVERY)).rowcount
    if gone:
        forget_deleted(database)
    return gone
