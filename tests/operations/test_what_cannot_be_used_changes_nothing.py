"""A file that is no sound backup, or a place that can't be written, is told in one line, and all stays as it was."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from readiness.records.backup import BackupRefused, back_up
from readiness.records.checks import create_check
from readiness.records.database import reading
from readiness.records.held_checks import start_check
from readiness.records.schema import SCHEMA, prepare_database
from tests.conftest import SECRET_KEY
from tests.databases import Databases, file_of, locking, lose, opened
from tests.operations.conftest import Kept, database_of, done, refused, rows_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def backup(kept: Kept, tmp_path: Path) -> Path:
    """A backup of the site, as yet whole."""
    file = tmp_path / "backup"
    done(kept.app, "backup", file)
    return file


def changed(*statements: str) -> Callable[[Path], None]:
    """A file that somebody has laid hands on."""

    def change(file: Path) -> None:
        with closing(sqlite3.connect(file)) as hands, hands:
            for statement in statements:
                hands.execute(statement)

    return change


def cut_short(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def garbled(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"garble" * 2048 + whole[8192 + 6 * 2048 :])


def replaced_by_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


UNUSABLE = {
    "missing": (Path.unlink, "it is no file"),
    "a folder": (replaced_by_a_folder, "it is no file"),
    "empty": (lambda file: os.truncate(file, 0), "it is no backup of this site"),
    "words": (lambda file: file.write_text("Dear diary" * 100), "file is not a database"),
    "cut short": (cut_short, "malformed"),
    "garbled": (garbled, ""),
    "another program's": (changed("DROP TABLE alembic_version"), "it is no backup of this site"),
    "of another program by the same tool": (changed("UPDATE alembic_version SET version_num = 'ae10'"), "schema ae10"),
    "newer": (changed("UPDATE alembic_version SET version_num = '9999'"), f"knows schemas up to {SCHEMA}"),
    "without a table": (changed("DROP TABLE checks"), "no such table"),
    "without a column": (changed("ALTER TABLE checks DROP COLUMN answers"), "no such column"),
    "broken inside": (changed("DELETE FROM people"), "FOREIGN KEY"),
}


@pytest.mark.parametrize("flaw", UNUSABLE)
def test_a_file_that_cannot_be_used(kept: Kept, backup: Path, flaw: str) -> None:
    spoil, said = UNUSABLE[flaw]
    spoil(backup)
    before = rows_of(kept.app)
    told = refused(kept.app, "restore", backup, "--replace")
    assert f"{backup} can't be used: " in told
    assert said in told
    assert "Nothing was changed." in told
    assert rows_of(kept.app) == before


def test_only_rows_come_from_a_backup(kept: Kept, fresh: Flask, backup: Path) -> None:
    """Whatever else was put into the file, or taken out of it, the schema stays this program's own."""
    changed(
        "DROP TRIGGER audit_no_update",
        "CREATE TABLE strange (a)",
        "CREATE TRIGGER strange AFTER INSERT ON checks BEGIN DELETE FROM people; END",
        "CREATE VIEW strange_too AS SELECT * FROM people",
    )(backup)
    done(fresh, "restore", backup)
    assert schema_of(fresh) == schema_of(kept.app)


def schema_of(app: Flask) -> set[tuple[str, str]]:
    """Every table and trigger there is."""
    with reading(database_of(app)) as connection:
        tables = "information_schema.tables WHERE table_schema = 'public'"
        triggers = "information_schema.triggers"
        of_server = f"SELECT table_name, '' FROM {tables} UNION SELECT trigger_name, event_manipulation FROM {triggers}"
        of_file = "SELECT name, sql FROM sqlite_schema"
        found = connection.execute(text(of_file if database_of(app).on_sqlite else of_server))
        return {(name, said) for name, said in found}


def test_a_site_that_holds_something_is_replaced_only_when_told_so(kept: Kept, backup: Path) -> None:
    start_check(kept.cast.database, kept.cast.actors["rival"], "account_manager", "1", "en")
    later = rows_of(kept.app)
    assert "--replace" in refused(kept.app, "restore", backup)
    assert rows_of(kept.app) == later
    done(kept.app, "restore", backup, "--replace")
    assert len(rows_of(kept.app)["checks"]) == len(later["checks"]) - 1


def test_what_the_database_does_not_take_leaves_all_as_it_was(kept: Kept, backup: Path, database_kind: str) -> None:
    changed("UPDATE checks SET answers = 'a' || char(0)")(backup)
    before = rows_of(kept.app)
    if database_kind == "sqlite":
        done(kept.app, "restore", backup, "--replace")
    else:
        assert "The database doesn't take it" in refused(kept.app, "restore", backup, "--replace")
        assert rows_of(kept.app) == before


def test_a_database_in_use_by_another_is_told_and_can_still_be_backed_up(
    make_app: Callable[..., Flask], kept: Kept, database_url: str, backup: Path, tmp_path: Path
) -> None:
    impatient, before = make_app(DATABASE_PATIENCE="0.1"), rows_of(kept.app)
    with locking(database_url):
        assert "can't answer now" in refused(impatient, "restore", backup, "--replace")
        done(impatient, "backup", tmp_path / "another")
    assert rows_of(kept.app) == before


def test_a_database_that_is_damaged_is_not_taken_for_a_backup(tmp_path: Path) -> None:
    """SQLite's alone: nobody lays hands on a server's files."""
    with Databases(tmp_path, None).make() as url:
        with opened(url) as database:
            prepare_database(database)
            for _ in range(100):
                create_check(database, "account_manager", "1", "en")
        garbled(file_of(url))
        with opened(url) as database, pytest.raises(BackupRefused, match="the database is damaged"):
            back_up(database, tmp_path / "backup")
    assert not list(tmp_path.iterdir())


def test_a_file_that_exists_is_kept_unless_told_otherwise(kept: Kept, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    file.write_text("precious")
    assert "--overwrite" in refused(kept.app, "backup", file)
    assert file.read_text() == "precious"
    done(kept.app, "backup", file, "--overwrite")
    assert file.read_bytes().startswith(b"SQLite format 3")


def test_a_folder_is_never_overwritten(kept: Kept, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    refused(kept.app, "backup", tmp_path / "folder", "--overwrite")
    assert (tmp_path / "folder").is_dir()


@pytest.mark.parametrize("place", ["nowhere/backup", "file/backup"])
def test_a_place_that_is_not_there_is_told(kept: Kept, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    assert f"{place} was not written: " in refused(kept.app, "backup", tmp_path / place)


def test_a_place_that_is_full_is_told_and_the_earlier_backup_stays(
    kept: Kept, database_url: str, backup: Path, tmp_path: Path
) -> None:
    earlier = backup.read_bytes()
    ended = with_little_room("backup", backup, "--overwrite", DATABASE_URL=database_url)
    assert ended.returncode == 1
    assert f"{backup} was not written: " in ended.stderr
    assert "Traceback" not in ended.stderr
    assert backup.read_bytes() == earlier
    assert [file.name for file in tmp_path.iterdir() if "backup" in file.name] == ["backup"]


def with_little_room(*command: object, **settings: str) -> subprocess.CompletedProcess[str]:
    """A command in a process that can write no file larger than half of a backup."""
    limit = "import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536)); "
    start = [sys.executable, "-c", f"{limit} os.execv(sys.executable, [sys.executable, *sys.argv[1:]])", "-m", "flask"]
    environ = {**os.environ, "SECRET_KEY": SECRET_KEY, "PYTHONUTF8": "1", **settings}
    whole = [*start, "--app", "app", *(str(part) for part in command)]
    return subprocess.run(whole, cwd=ROOT, env=environ, capture_output=True, text=True, check=False, timeout=60)


def test_a_server_that_is_gone_is_told(postgresql_url: str, tmp_path: Path) -> None:
    """PostgreSQL's alone: a file is there or is made."""
    with Databases(tmp_path, postgresql_url).make() as url, opened(url) as database:
        prepare_database(database)
        lose(url)
        with pytest.raises(BackupRefused, match=r"was not written: .*connection"):
            back_up(database, tmp_path / "backup")
    assert not list(tmp_path.iterdir())
