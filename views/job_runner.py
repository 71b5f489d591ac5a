"""Does the work that waits in the database, a piece at a time, in a thread of the server's own."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from flask import Flask, current_app

from readiness.records import jobs
from readiness.records.database import DatabaseUnavailable
from readiness.records.jobs import Job
from readiness.sheets.sheet import SheetRefused
from views.site import Site

RUNNER = "job_runner"
LONGEST = 10 * 60  # seconds that one piece of work may take
EVERY = 0.5  # seconds between two notes of how far it is
LOOK_AGAIN = 15  # seconds: another server may have left something behind

log = logging.getLogger("readiness.jobs")
Tell = Callable[[int, int], None]
Work = Callable[[Site, Job, bytes, Tell], bytes]


class Stopped(Exception):
    """The job was deleted while it ran."""


class TookTooLong(Exception):
    """The job ran beyond its time."""


class Runner:
    """The thread, which begins with the first `wake`, and dies with the process; `kinds` says what each job does."""

    def __init__(self, site: Site, kinds: Mapping[str, Work]) -> None:
        self.site, self.kinds = site, kinds
        self.called = threading.Event()
        self.beginning = threading.Lock()
        self.thread: threading.Thread | None = None

    def wake(self) -> None:
        """There is something to do."""
        with self.beginning:
            if self.thread is None:
                self.thread = threading.Thread(target=self._work, name="jobs", daemon=True)
                self.thread.start()
        self.called.set()

    def _work(self) -> None:
        while True:
            self.called.clear()
            with suppress(DatabaseUnavailable):  # it will be back
                while self.run_next():
                    pass
                jobs.purge_jobs(self.site.database)
            self.called.wait(LOOK_AGAIN)

    def run_next(self) -> bool:
        """Do the oldest piece of work; False if there is none."""
        found = jobs.claim_job(self.site.database)
        if found is None:
            return False
        job, given = found
        try:
            made = self.kinds[job.kind](self.site, job, given, Progress(self.site, job))
            jobs.finish_job(self.site.database, job, made)
        except (Stopped, DatabaseUnavailable):
            pass  # nobody waits for it any longer, or it is tried again once its lease is over
        except Exception as problem:
            jobs.fail_job(self.site.database, job, _why(problem))
        return True


class Progress:
    """What a job tells how far it is with; it notes so now and then, and stops the job that may not go on."""

    def __init__(self, site: Site, job: Job) -> None:
        self.site, self.job = site, job
        self.started = time.monotonic()
        self.noted = self.started - EVERY

    def __call__(self, done: int, total: int) -> None:
        moment = time.monotonic()
        if moment - self.started > LONGEST:
            raise TookTooLong
        if moment - self.noted >= EVERY:
            self.noted = moment
            if not jobs.go_on(self.site.database, self.job, done, total):
                raise Stopped


def _why(problem: Exception) -> dict[str, Any]:
    """Why a job failed, as its page tells it; what nobody foresaw is in the log by its kind alone."""
    if isinstance(problem, SheetRefused):
        told = ({"code": one.code, "line": one.line, "column": one.column, "found": dict(one.found)}
                for one in problem.problems)  # fmt: skip
        return {"code": "refused", "problems": list(told)}
    if isinstance(problem, TookTooLong):
        return {"code": "too_long"}
    log.warning("A job failed: %s", type(problem).__name__)
    return {"code": "unforeseen"}


def set_up_jobs(app: Flask, site: Site, kinds: Mapping[str, Work]) -> None:
    app.extensions[RUNNER] = Runner(site, kinds)


def wake_runner() -> None:
    runner: Runner = current_app.extensions[RUNNER]
    runner.wake()
