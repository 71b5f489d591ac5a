"""A piece of work is done by one runner, outlives a runner's death, and leaves no file behind."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from readiness.records import clock, jobs
from readiness.records.database import Database, reading
from readiness.records.people import Refused
from readiness.records.scope import EVERY
from readiness.records.tables import jobs as table
from tests.records.company import Company


@pytest.fixture
def company(database: Database) -> Company:
    return Company(database)


def started(company: Company, given: bytes = b"a file") -> int:
    return jobs.start_job(company.database, company.owner, "screen", {"format": "csv"}, given)


def files(database: Database) -> list[tuple[bytes, bytes | None]]:
    with reading(database) as connection:
        found = connection.execute(select(table.c.given, table.c.made).execution_options(**EVERY))
        return [(row.given, row.made) for row in found]


def test_of_many_runners_one_gets_it(company: Company) -> None:
    started(company)
    with ThreadPoolExecutor(8) as runners:
        claimed = list(runners.map(lambda _: jobs.claim_job(company.database), range(8)))
    found = [one for one in claimed if one]
    assert [(job.kind, dict(job.options), given) for job, given in found] == [("screen", {"format": "csv"}, b"a file")]


def test_what_a_dead_runner_left_is_taken_up_and_given_up_after_three_tries(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    started(company)
    moment = clock.now()
    for tries in range(jobs.TRIES):
        monkeypatch.setattr(clock, "now", lambda later=moment + tries * (jobs.LEASE + 1): later)
        assert jobs.claim_job(company.database)
        assert jobs.claim_job(company.database) is None
    monkeypatch.setattr(clock, "now", lambda: moment + jobs.TRIES * (jobs.LEASE + 1))
    assert jobs.claim_job(company.database) is None
    job = jobs.list_jobs(company.database, company.owner)[0]
    assert (job.state, job.problem) == (jobs.FAILED, {"code": "died"})
    assert files(company.database) == [(b"", None)]


def test_progress_keeps_the_lease_alive(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    started(company)
    claimed = jobs.claim_job(company.database)
    assert claimed
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment + jobs.LEASE)
    assert jobs.go_on(company.database, claimed[0], 3, 10)
    monkeypatch.setattr(clock, "now", lambda: moment + jobs.LEASE + 5)
    assert jobs.claim_job(company.database) is None
    job = jobs.find_job(company.database, company.owner, claimed[0].id)
    assert job
    assert (job.done, job.total, job.is_over) == (3, 10, False)


def test_what_is_done_can_be_fetched_until_a_day_later(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    job_id = started(company)
    claimed = jobs.claim_job(company.database)
    assert claimed
    assert jobs.finish_job(company.database, claimed[0], b"made")
    assert jobs.read_made(company.database, company.owner, job_id) == b"made"
    assert files(company.database) == [(b"", b"made")]
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment + jobs.KEPT_FOR - 1)
    assert jobs.purge_jobs(company.database) == 0
    monkeypatch.setattr(clock, "now", lambda: moment + jobs.KEPT_FOR + 1)
    assert jobs.purge_jobs(company.database) == 1
    assert jobs.find_job(company.database, company.owner, job_id) is None


def test_a_file_that_nobody_works_on_is_gone_after_two_days(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    job_id, moment = started(company), clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment + 2 * jobs.KEPT_FOR - 1)
    assert jobs.purge_jobs(company.database) == 0
    monkeypatch.setattr(clock, "now", lambda: moment + 2 * jobs.KEPT_FOR + 1)
    assert jobs.purge_jobs(company.database) == 1
    assert jobs.find_job(company.database, company.owner, job_id) is None


def test_a_job_deleted_while_it_runs_is_told_to_stop_and_keeps_nothing(company: Company) -> None:
    job_id = started(company)
    claimed = jobs.claim_job(company.database)
    assert claimed
    assert jobs.delete_job(company.database, company.owner, job_id)
    assert not jobs.go_on(company.database, claimed[0], 1, 2)
    assert not jobs.finish_job(company.database, claimed[0], b"made")
    assert files(company.database) == []


def test_another_companys_job_is_nobodys(company: Company) -> None:
    job_id, rival = started(company), Company(company.database).owner
    assert jobs.find_job(company.database, rival, job_id) is None
    assert jobs.read_made(company.database, rival, job_id) is None
    assert not jobs.delete_job(company.database, rival, job_id)
    assert jobs.list_jobs(company.database, rival) == []


def test_a_workspace_has_three_unfinished_at_once(company: Company) -> None:
    for _ in range(jobs.AT_ONCE):
        started(company)
    with pytest.raises(Refused, match="too_many"):
        started(company)
    started(Company(company.database))


def test_of_many_started_at_once_three_are_taken(company: Company) -> None:
    def taken(_: int) -> bool:
        try:
            return bool(started(company))
        except Refused:
            return False

    with ThreadPoolExecutor(12) as crowd:
        assert sum(crowd.map(taken, range(12))) == jobs.AT_ONCE
