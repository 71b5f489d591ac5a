"""What stands in the trail stays as it is, for every program that reaches the database; each sees its own alone."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from readiness.records.audit import PAGE, Wanted, all_entries, entries, note_alone
from readiness.records.database import Database, writing
from tests.records.company import Company


@pytest.mark.parametrize("change", ["UPDATE audit SET action = 'x'", "DELETE FROM audit"])
def test_nothing_is_changed_or_taken_out(database: Database, change: str) -> None:
    company = Company(database)
    before = company.rows(with_trail=True)
    with pytest.raises(DBAPIError, match="append-only"), writing(database) as connection:
        connection.execute(text(f"{change} WHERE workspace_id = :mine"), {"mine": company.owner.workspace})
    assert company.rows(with_trail=True) == before


def test_an_act_that_nobody_knows_is_refused(database: Database) -> None:
    company = Company(database)
    with pytest.raises(ValueError, match="unknown action"):
        note_alone(database, company.owner, "meddled")


def test_each_workspace_reads_its_own_trail(database: Database) -> None:
    company, other = Company(database), Company(database)
    note_alone(database, other.owner, "denied", "theirs")
    mine = entries(database, company.owner, Wanted(), most=None)
    assert mine
    assert "theirs" not in [entry.about for entry in mine]
    assert not entries(database, company.owner, Wanted(person=other.owner.person))


def test_the_newest_come_first_page_by_page(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    company = Company(database)
    for number in range(PAGE + 7):
        note_alone(database, company.owner, "denied", str(number))
    everything = entries(database, company.owner, Wanted(), most=None)
    first = entries(database, company.owner, Wanted())
    second = entries(database, company.owner, Wanted(), before=first[-1].id)
    assert [*first, *second] == everything
    assert len(first) == PAGE
    assert first[0].about == str(PAGE + 6)
    monkeypatch.setattr("readiness.records.audit.BATCH", 10)
    assert list(all_entries(database, company.owner, Wanted(), 10_000)) == everything
    assert list(all_entries(database, company.owner, Wanted(), 25)) == everything[:25]


def test_entries_are_chosen_by_who_what_and_when(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    company = Company(database)
    viewer = company.joins("viewer")
    for moment, by, action in ((100, company.owner, "denied"), (200, viewer, "denied"), (300, viewer, "signed_out")):
        monkeypatch.setattr("readiness.records.clock.now", lambda moment=moment: moment)
        note_alone(database, by, action)

    def chosen(**wanted: object) -> list[int]:
        found = entries(database, company.owner, Wanted(**wanted), most=None)  # type: ignore[arg-type]
        return [entry.at for entry in found if entry.at <= 300]

    assert chosen() == [300, 200, 100]
    assert chosen(person=viewer.person) == [300, 200]
    assert chosen(action="denied") == [200, 100]
    assert chosen(since=200) == [300, 200]
    assert chosen(until=200) == [100]
    assert chosen(since=200, until=300, person=viewer.person, action="denied") == [200]
