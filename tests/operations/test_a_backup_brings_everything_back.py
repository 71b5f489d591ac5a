"""The drill: back up while the site is in use, lose the database, restore, and go on as if nothing had happened."""

from __future__ import annotations

import json
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from readiness.records.audit import Wanted, entries
from readiness.records.checks import Held, create_check, delete_check, find_check, save_answers
from readiness.records.database import Database, DatabaseUnavailable, writing
from readiness.records.links import look_at_link
from readiness.records.people import invite
from readiness.records.schema import SCHEMA
from readiness.records.sessions import find_member
from tests.databases import Databases, file_of, opened
from tests.first_version import CHECKS, TOKEN, fill
from tests.operations.conftest import LOGO, Kept, database_of, done, rows_of, run
from tests.pages.owner import Owner, hidden, typed
from tests.workspace.cast import EMAILS, NAMES, PASSWORD

ENDED = ("sessions", "links")


def came_back(app: Flask, token: str) -> Owner:
    """An owner who opened the private link."""
    owner = Owner(app.test_client())
    assert owner.client.get(f"/en/resume/{token}").status_code == 303
    owner.csrf = hidden(owner.see("/en/check/basics"), "csrf")
    return owner


def company_of(owner: Owner) -> str:
    return typed(owner.open("basics").get_data(as_text=True), "company")


def test_the_drill(kept: Kept, fresh: Flask, tmp_path: Path) -> None:
    done(kept.app, "backup", tmp_path / "backup")
    before = rows_of(kept.app)
    done(fresh, "restore", tmp_path / "backup")  # all that is left is another machine, and the file
    after = rows_of(fresh)
    assert {name: rows for name, rows in after.items() if name not in ENDED} == rows_of(kept.app, *ENDED)
    assert all(before[name] for name in (*ENDED, "workspaces", "people", "checks", "audit"))
    assert LOGO in after["workspaces"][0]
    code = after["workspaces"][0][1]

    owner = came_back(fresh, kept.private)
    assert company_of(owner) == "Bright Fold"
    assert owner.open("report.pdf").data.startswith(b"%PDF")
    owner.csrf = hidden(owner.see("/en/sign-in"), "csrf")
    arrived = owner.press("sign-in", workspace=code, email=EMAILS["owner"], password=PASSWORD)
    assert arrived.status_code == 303
    assert NAMES["hr"] in owner.see("/en/workspace/people")


def test_who_was_signed_in_or_had_a_link_is_not_let_in_again(kept: Kept, fresh: Flask, tmp_path: Path) -> None:
    assert find_member(kept.cast.database, kept.session)
    assert look_at_link(kept.cast.database, kept.invitation, "invite")
    done(kept.app, "backup", tmp_path / "backup")
    assert "sign in again" in done(fresh, "restore", tmp_path / "backup")
    assert find_member(database_of(fresh), kept.session) is None
    assert look_at_link(database_of(fresh), kept.invitation, "invite") is None


def test_new_rows_are_numbered_on(kept: Kept, fresh: Flask, tmp_path: Path) -> None:
    done(kept.app, "backup", tmp_path / "backup")
    done(fresh, "restore", tmp_path / "backup")
    known = {row[0] for row in rows_of(fresh)["people"]}
    person, _ = invite(database_of(fresh), kept.cast.actors["owner"], "later@mehr.example", "viewer")
    assert person == max(known) + 1
    assert find_check(database_of(fresh), create_check(database_of(fresh), "account_manager", "1", "en"))


def started(app: Flask) -> int:
    """The number of a check that is started now."""
    found = find_check(database_of(app), create_check(database_of(app), "account_manager", "1", "en"))
    assert found is not None
    return found.id


def test_no_number_of_a_check_is_given_twice(kept: Kept, fresh: Flask, elsewhere: Flask, tmp_path: Path) -> None:
    """A page still open on a check that was deleted, or that the backup doesn't know, must not write into another."""
    token = create_check(database_of(kept.app), "account_manager", "1", "en")
    deleted = find_check(database_of(kept.app), token)
    assert deleted is not None
    assert delete_check(database_of(kept.app), token)
    done(kept.app, "backup", tmp_path / "backup")
    after = started(kept.app)
    done(kept.app, "restore", tmp_path / "backup", "--replace")
    assert started(kept.app) > after > deleted.id
    for site in (fresh, elsewhere):
        done(site, "restore", tmp_path / "backup")
        assert started(site) == deleted.id + 1
    done(elsewhere, "backup", tmp_path / "another")
    last = started(elsewhere)
    done(fresh, "restore", tmp_path / "another", "--replace")
    assert started(fresh) == last


def test_the_trail_is_still_append_only(kept: Kept, fresh: Flask, tmp_path: Path) -> None:
    done(kept.app, "backup", tmp_path / "backup")
    done(fresh, "restore", tmp_path / "backup")
    for change in ("UPDATE audit SET action = 'nothing'", "DELETE FROM audit"):
        with pytest.raises((DatabaseError, DatabaseUnavailable)), writing(database_of(fresh)) as connection:
            connection.execute(text(change))
    assert rows_of(fresh)["audit"] == rows_of(kept.app)["audit"]


def test_a_site_that_runs_serves_what_was_restored_at_once(kept: Kept, tmp_path: Path) -> None:
    owner = came_back(kept.app, kept.private)
    owner.answer("basics", company="Before")
    done(kept.app, "backup", tmp_path / "backup")
    owner.answer("basics", company="After")
    done(kept.app, "restore", tmp_path / "backup", "--replace")
    assert company_of(owner) == "Before"
    owner.answer("basics", company="And on")
    assert company_of(owner) == "And on"


@contextmanager
def saving(database: Database, held: Held) -> Iterator[threading.Semaphore]:
    """Somebody answers without end; each save is one row of the trail too. Tells of every save."""
    saved, stop = threading.Semaphore(0), threading.Event()

    def save() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            save_answers(database, held, {"company": str(number)}, "2026.1", "en")
            saved.release()
        vars(database.own).clear()

    somebody = threading.Thread(target=save)
    somebody.start()
    try:
        yield saved
    finally:
        stop.set()
        somebody.join()


def some(saves: threading.Semaphore) -> None:
    for _ in range(5):
        assert saves.acquire(timeout=30)


def test_a_backup_in_the_midst_of_saves_is_of_one_moment(kept: Kept, fresh: Flask, tmp_path: Path) -> None:
    """Whoever saves is not held up, and the answers fit the trail that was written with them."""
    by = kept.cast.actors["owner"]
    held = Held(by, kept.held)
    with saving(kept.cast.database, held) as saves:
        for number in range(3):
            some(saves)
            done(kept.app, "backup", tmp_path / f"backup {number}")
            some(saves)
    for number in range(3):
        done(fresh, "restore", tmp_path / f"backup {number}", "--replace")
        check = find_check(database_of(fresh), held)
        trail = entries(database_of(fresh), by, Wanted(action="check_changed"), most=None)
        assert check is not None
        assert int(check.answers["company"]) == len(trail) >= 5 * (number + 1)


def test_a_backup_is_one_sound_file_for_its_owner_alone(kept: Kept, tmp_path: Path) -> None:
    file = tmp_path / "back up? #1 %20 پشتیبان"
    assert str(file) in done(kept.app, "backup", file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [found for found in tmp_path.iterdir() if found.name.startswith((".", file.name))] == [file]
    file.chmod(0o400)
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as backup:
        assert backup.execute("PRAGMA journal_mode").fetchall() == [("delete",)]
        assert backup.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert backup.execute("PRAGMA foreign_key_check").fetchall() == []
        assert backup.execute("SELECT version_num FROM alembic_version").fetchall() == [(SCHEMA,)]
        assert [json.loads(row[0]) for row in backup.execute("SELECT answers FROM checks ORDER BY id")]


def test_a_site_moves_to_the_other_kind_of_database_and_back(
    kept: Kept, elsewhere: Flask, fresh: Flask, tmp_path: Path
) -> None:
    before = rows_of(kept.app, *ENDED)
    for number, (source, target) in enumerate([(kept.app, elsewhere), (elsewhere, fresh)]):
        done(source, "backup", tmp_path / f"{number}")
        done(target, "restore", tmp_path / f"{number}")
        assert rows_of(target, *ENDED) == before
    for target in (elsewhere, fresh):
        assert came_back(target, kept.private).answer("basics", company="Bright Fold").status_code == 303


def test_a_backup_of_the_first_version_is_brought_up_to_date(fresh: Flask, tmp_path: Path) -> None:
    with Databases(tmp_path, None).make() as url:
        with opened(url) as database:
            fill(database)
        as_it_was = file_of(url).read_bytes()
        done(fresh, "restore", file_of(url))
        assert file_of(url).read_bytes() == as_it_was
    found = find_check(database_of(fresh), TOKEN)
    assert found is not None
    assert found.answers["company"] == "آوند رسانه"
    assert len(rows_of(fresh)["checks"]) == len(CHECKS)


def test_many_rows_are_many_rows_afterwards(app: Flask, elsewhere: Flask, tmp_path: Path) -> None:
    row = "'account_manager', '1', 'en', '{}', 1, 1, 9999999999"
    with writing(database_of(app)) as connection:
        for number in range(1234):
            connection.execute(
                text(
                    "INSERT INTO checks (token_hash, role, edition, language, answers, created_at, changed_at,"
                    f" expires_at) VALUES ('{number}', {row})"
                )
            )
    done(app, "backup", tmp_path / "backup")
    done(elsewhere, "restore", tmp_path / "backup")
    assert rows_of(elsewhere) == rows_of(app)
    assert len(rows_of(elsewhere)["checks"]) == 1234


def test_an_empty_site_can_be_backed_up_too(app: Flask, fresh: Flask, tmp_path: Path) -> None:
    done(app, "backup", tmp_path / "backup")
    done(fresh, "restore", tmp_path / "backup")
    assert rows_of(fresh) == rows_of(app)
    assert run(fresh, "restore", tmp_path / "backup").exit_code == 0  # there was still nothing to lose
