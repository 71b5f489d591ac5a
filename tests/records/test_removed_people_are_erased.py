"""When their workspace's time for personal data is over, nothing tells any more who it was that left."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from readiness.records import clock
from readiness.records.audit import Wanted, entries
from readiness.records.database import Database
from readiness.records.leaving import erase_removed
from readiness.records.people import invite, list_people, remove_person, rename
from readiness.records.signing_in import join
from readiness.records.workspaces import RETENTION_MONTHS, change_settings
from tests.records.company import PASSWORD_HASH, Company
from views.site import NAME

MARKERS = ("Zarathustra Markerman", "erased-zarathustra@marker.example")  # as if it were erased already


def somebody_marked(company: Company) -> int:
    name, email = MARKERS
    person_id, token = invite(company.database, company.owner, email, "viewer")
    assert join(company.database, token, name, PASSWORD_HASH, "Firefox")
    return person_id


def later(monkeypatch: pytest.MonkeyPatch, months: float) -> None:
    moment = clock.now() + round(months * clock.MONTH)
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_they_are_erased_when_the_time_is_over_and_not_before(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = Company(database)
    person_id = somebody_marked(company)
    remove_person(database, company.owner, person_id)
    with monkeypatch.context() as early:
        later(early, RETENTION_MONTHS - 0.1)
        assert erase_removed(database) == 0
    later(monkeypatch, RETENTION_MONTHS + 0.1)
    assert erase_removed(database) == 1
    assert erase_removed(database) == 0
    assert not [marker for marker in MARKERS if marker in repr(company.rows(with_trail=True))]
    erased = next(
        person for person in list_people(database, company.owner, with_removed=True) if person.id == person_id
    )
    assert erased.name == ""
    told = entries(database, company.owner, Wanted(action="person_erased"))
    assert [(entry.about, entry.person) for entry in told] == [(f"person:{person_id}", None)]


def test_each_workspace_has_its_own_time(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    company, slower = Company(database), Company(database)
    change_settings(database, slower.owner, {"retention_months": 24}, {})
    for each in (company, slower):
        remove_person(database, each.owner, somebody_marked(each))
    later(monkeypatch, 12)
    assert erase_removed(database) == 1
    assert MARKERS[1] in repr(slower.rows())


def test_whoever_is_here_invited_or_back_again_stays(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    company = Company(database)
    company.joins("viewer")
    company.is_invited("viewer")
    remove_person(database, company.owner, somebody_marked(company))
    later(monkeypatch, RETENTION_MONTHS - 1)
    invite(database, company.owner, MARKERS[1], "hr")
    later(monkeypatch, RETENTION_MONTHS + 1)
    before = company.rows(with_trail=True)
    assert erase_removed(database) == 0
    assert company.rows(with_trail=True) == before


def test_an_erased_address_can_be_invited_as_somebody_new(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    company = Company(database)
    person_id = somebody_marked(company)
    remove_person(database, company.owner, person_id)
    later(monkeypatch, RETENTION_MONTHS + 1)
    erase_removed(database)
    assert somebody_marked(company) != person_id


def test_the_command_leaves_no_trace_in_the_file_nor_in_its_journal(
    app: Flask, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database: Database = app.extensions[NAME].database
    company = Company(database)
    leaving = somebody_marked(company)
    remove_person(database, company.owner, leaving)
    later(monkeypatch, RETENTION_MONTHS + 0.1)
    rename(database, company.owner, "Somebody Else")
    before = bytes_of(database_url)
    assert not before or all(marker.encode() in before for marker in MARKERS)
    told = app.test_cli_runner().invoke(args=["purge"])
    assert told.exit_code == 0
    none = ["0 checks deleted.", "0 screenings deleted.", "0 candidates erased."]
    assert told.output.splitlines() == [*none, "1 removed people erased."]
    assert not [marker for marker in MARKERS if marker.encode() in bytes_of(database_url)]
    assert not [marker for marker in MARKERS if marker in repr(company.rows(with_trail=True))]


def bytes_of(database_url: str) -> bytes:
    """Everything on disk of a SQLite database; nothing for PostgreSQL, which keeps files of its own."""
    if not database_url.startswith("sqlite"):
        return b""
    file = Path(database_url.removeprefix("sqlite:///"))
    return b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
