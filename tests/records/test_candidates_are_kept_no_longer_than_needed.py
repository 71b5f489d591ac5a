"""A candidate's data can be handed over, erased without a trace, and ends by itself; whoever looked is known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from readiness.candidates.applicants import Applicant
from readiness.records import candidate_privacy as privacy
from readiness.records import clock, decisions, jobs, self_reports
from readiness.records.audit import Wanted, entries, note_alone
from readiness.records.candidates import add_candidate, find_candidate
from readiness.records.database import Database, reading
from readiness.records.openings import delete_opening
from readiness.records.people import Refused
from readiness.records.scope import EVERY
from readiness.records.scorecards import save_card
from readiness.records.tables import metadata
from tests.records.company import Company
from tests.records.hiring import Hiring, age, rated

PLANTED = "Zibaqueen Plantagenet"
EMAIL = "zibaqueen@example.org"


@pytest.fixture
def hiring(database: Database) -> Hiring:
    on = Hiring(Company(database))
    told = {"degree": "Zibaqueen College"}
    planted = Applicant(PLANTED, EMAIL, "021 555", told, "yes", "Zibaqueen kept six accounts")
    on.candidate = add_candidate(database, on.owner, on.opening, planted)
    for rater in on.raters:
        card = {key: {**rating, "evidence": "Zibaqueen said so"} for key, rating in rated().items()}
        on.rates(rater, card)
    decisions.decide(database, on.owner, on.candidate, "hold", "Zibaqueen may wait")
    page = self_reports.open_own_page(database, self_reports.make_own_link(database, on.owner, on.candidate))
    assert page
    self_reports.tell_groups(database, page, {"gender": "gender_woman"})
    return on


def stored(database: Database) -> str:
    """Every value in every table."""
    with reading(database) as connection:
        tables = metadata.tables.values()
        return str([connection.execute(select(table).execution_options(**EVERY)).all() for table in tables])


def raw_files(database: Database) -> bytes:
    """What stands in the database's own files, unused pages and journal included; nothing on a server."""
    place = database.readers.url.database or ""
    files = Path(place).parent.glob(Path(place).name + "*") if database.on_sqlite else ()
    return b"".join(file.read_bytes() for file in files)


def test_a_copy_holds_everything_and_names_nobody_else(hiring: Hiring) -> None:
    held = privacy.export_candidate(hiring.database, hiring.owner, hiring.candidate)
    assert held["candidate"]["name"] == PLANTED
    assert held["candidate"]["background"] == {"degree": "Zibaqueen College"}
    assert [card["rater"] for card in held["scorecards"]] == [1, 2]
    assert held["scorecards"][0]["ratings"]["renewal"]["evidence"] == "Zibaqueen said so"
    assert held["decisions"][0]["reason"] == "Zibaqueen may wait"
    assert held["self_report"] == {"gender": "gender_woman"}
    assert "candidate_exported" in [entry["action"] for entry in held["access_log"]]
    assert "First Owner" not in json.dumps(held)


def test_a_draft_is_counted_and_not_copied(database: Database) -> None:
    on = Hiring(Company(database))
    save_card(database, on.raters[0], on.candidate, 0, rated())
    held = privacy.export_candidate(database, on.owner, on.candidate)
    assert (held["scorecards"], held["scorecards_not_handed_in"]) == ([], 1)


def test_whoever_owes_a_scorecard_gets_no_copy(database: Database) -> None:
    on = Hiring(Company(database))
    with pytest.raises(Refused, match="owes"):
        privacy.export_candidate(database, on.raters[1], on.candidate)


def test_erasing_leaves_no_trace_but_ids(hiring: Hiring) -> None:
    database = hiring.database
    job = jobs.start_job(database, hiring.owner, "screen", {}, b"of " + PLANTED.encode())
    claimed = jobs.claim_job(database)
    assert claimed
    jobs.finish_job(database, claimed[0], b"made of " + PLANTED.encode())
    if database.on_sqlite:
        assert b"Zibaqueen" in raw_files(database)
    privacy.erase_candidate(database, hiring.owner, hiring.candidate)
    assert find_candidate(database, hiring.owner, hiring.candidate) is None
    assert jobs.find_job(database, hiring.owner, job) is None
    assert "ibaqueen" not in stored(database)
    assert b"ibaqueen" not in raw_files(database)
    newest = entries(database, hiring.owner, Wanted(), most=1)[0]
    assert (newest.action, newest.about) == ("candidate_erased", f"candidate:{hiring.candidate}")


@pytest.mark.parametrize("erase", ["erase", "purge", "delete the opening"])
@pytest.mark.parametrize("state", [jobs.WAITING, jobs.RUNNING, jobs.FAILED])
def test_erasing_leaves_no_file_that_may_hold_the_name_whatever_becomes_of_it(
    hiring: Hiring, erase: str, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, rival = hiring.database, Company(hiring.database).owner
    named = {"name": f"{PLANTED}.csv"}
    job = jobs.start_job(database, hiring.owner, "screen", named, b"of " + PLANTED.encode())
    claimed = None if state == jobs.WAITING else jobs.claim_job(database)
    if state == jobs.FAILED and claimed:
        jobs.fail_job(database, claimed[0], {"code": "refused", "problems": [{"found": {"text": PLANTED}}]})
    theirs = jobs.start_job(database, rival, "screen", {}, b"of others")
    _erased(hiring, erase, monkeypatch)
    assert jobs.find_job(database, hiring.owner, job) is None
    if claimed:
        assert not jobs.go_on(database, claimed[0], 1, 2)
        assert not jobs.finish_job(database, claimed[0], b"made of " + PLANTED.encode())
        assert not jobs.fail_job(database, claimed[0], {"code": PLANTED})
    assert "ibaqueen" not in stored(database)
    assert b"ibaqueen" not in raw_files(database)
    assert jobs.find_job(database, rival, theirs)
    assert f"job:{job}" in [entry.about for entry in entries(database, hiring.owner, Wanted(action="job_deleted"))]


def _erased(hiring: Hiring, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if how == "erase":
        privacy.erase_candidate(hiring.database, hiring.owner, hiring.candidate)
    elif how == "purge":
        later = clock.now() + round(7 * clock.MONTH)
        monkeypatch.setattr(clock, "now", lambda: later)
        privacy.purge_candidates(hiring.database)
    else:
        delete_opening(hiring.database, hiring.owner, hiring.opening)


def test_nobody_elses_candidate_is_erased(hiring: Hiring) -> None:
    rival = Company(hiring.database).owner
    before = hiring.company.rows(with_trail=True)
    for act in (privacy.erase_candidate, privacy.export_candidate):
        with pytest.raises(Refused, match="nobody"):
            act(hiring.database, rival, hiring.candidate)
    assert privacy.kept_until(hiring.database, rival, hiring.candidate) is None
    assert privacy.access_log(hiring.database, rival, hiring.candidate) == []
    assert hiring.company.rows(with_trail=True) == before


def test_the_undecided_end_months_after_the_last_change(database: Database) -> None:
    on = Hiring(Company(database))
    other = on.adds("Somebody Else")
    age(database, on.owner, on.candidate, clock.months_ago(6) - 1)
    assert (privacy.kept_until(database, on.owner, on.candidate) or 0) <= clock.now()
    assert privacy.purge_candidates(database) == 1
    assert find_candidate(database, on.owner, on.candidate) is None
    assert find_candidate(database, on.owner, other)
    assert entries(database, on.owner, Wanted(), most=1)[0].details == {"erased": 1}
    assert privacy.purge_candidates(database) == 0


def test_a_rating_is_a_change(database: Database) -> None:
    on = Hiring(Company(database))
    age(database, on.owner, on.candidate, 1)
    save_card(database, on.raters[0], on.candidate, 0, rated())
    assert privacy.purge_candidates(database) == 0


def test_a_decision_is_what_time_is_counted_from(hiring: Hiring) -> None:
    age(hiring.database, hiring.owner, hiring.candidate, 1)
    assert privacy.purge_candidates(hiring.database) == 0
    until = privacy.kept_until(hiring.database, hiring.owner, hiring.candidate) or 0
    assert abs(until - clock.now() - round(6 * clock.MONTH)) < 60


def test_looking_is_noted_once_an_hour_for_each(hiring: Hiring, monkeypatch: pytest.MonkeyPatch) -> None:
    def views() -> list[int | None]:
        log = privacy.access_log(hiring.database, hiring.owner, hiring.candidate)
        return [entry.person for entry in log if entry.action == "candidate_viewed"]

    for by in (hiring.owner, hiring.owner, hiring.raters[0]):
        privacy.note_view(hiring.database, by, hiring.candidate)
    assert views() == [hiring.raters[0].person, hiring.owner.person]
    later = clock.now() + clock.HOUR
    monkeypatch.setattr(clock, "now", lambda: later)
    privacy.note_view(hiring.database, hiring.owner, hiring.candidate)
    assert len(views()) == 3


def test_that_groups_were_told_is_no_part_of_the_log(hiring: Hiring) -> None:
    log = privacy.access_log(hiring.database, hiring.owner, hiring.candidate)
    assert "groups_told" not in [entry.action for entry in log]


def test_the_log_tells_of_papers_on_the_whole_opening_taken_since_the_candidate_came(
    hiring: Hiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    def takes(report: str, about: str) -> None:
        note_alone(hiring.database, hiring.owner, "report_downloaded", about, report=report, format="pdf")

    here = f"opening:{hiring.opening}"
    takes("debrief", here)
    takes("comparison", here)
    takes("fairness", here)
    takes("debrief", "opening:999")
    log = privacy.access_log(hiring.database, hiring.owner, hiring.candidate)
    assert [entry.details["report"] for entry in log if entry.about == here] == ["comparison", "debrief"]
    held = privacy.export_candidate(hiring.database, hiring.owner, hiring.candidate)
    assert [entry["action"] for entry in held["access_log"]].count("report_downloaded") == 2
    later = clock.now() + clock.HOUR
    monkeypatch.setattr(clock, "now", lambda: later)
    log = privacy.access_log(hiring.database, hiring.owner, hiring.adds("Amir Rad"))
    assert [entry.action for entry in log] == ["candidate_added"]
