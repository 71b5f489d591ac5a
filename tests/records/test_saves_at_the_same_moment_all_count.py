"""Many saves at once, in threads and in processes, lose no answer; one that must give up says so."""

from __future__ import annotations

import multiprocessing
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from readiness.records.checks import create_check, find_check, save_answers
from readiness.records.database import Database, DatabaseUnavailable, open_database
from readiness.records.driver import changing
from readiness.records.schema import prepare_database
from tests.databases import cut_off, opened

WRITERS, EACH = 4, 12


def save_some(url: str, token: str, writer: int) -> None:
    with opened(url, patience=30) as database:
        for n in range(EACH):
            save_answers(database, token, {f"w{writer}n{n}": str(n)}, "1", "en")


def everything() -> dict[str, str]:
    return {f"w{writer}n{n}": str(n) for writer in range(WRITERS) for n in range(EACH)}


def test_threads_lose_nothing(database: Database, database_url: str) -> None:
    token = create_check(database, "account_manager", "1", "en")
    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(lambda writer: save_some(database_url, token, writer), range(WRITERS)))
    found = find_check(database, token)
    assert found is not None
    assert found.answers == everything()


def test_processes_lose_nothing(database: Database, database_url: str) -> None:
    token, spawn = create_check(database, "account_manager", "1", "en"), multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=save_some, args=(database_url, token, n)) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    found = find_check(database, token)
    assert found is not None
    assert found.answers == everything()


def test_a_failure_in_the_middle_leaves_the_answers_as_they_were(database: Database) -> None:
    token = create_check(database, "account_manager", "1", "en")
    save_answers(database, token, {"fit": "repeat"}, "1", "en")
    with pytest.raises(TypeError):
        save_answers(database, token, {"fit": object()}, "1", "en")
    found = save_answers(database, token, {"company": "Kaveh"}, "1", "en")
    assert found is not None
    assert found.answers == {"fit": "repeat", "company": "Kaveh"}


def test_a_locked_database_is_unavailable_for_writing_and_still_read(sqlite: Database, sqlite_file: Path) -> None:
    token = create_check(sqlite, "account_manager", "1", "en")
    other = sqlite3.connect(sqlite_file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseUnavailable):
        save_answers(sqlite, token, {"fit": "repeat"}, "1", "en")
    with pytest.raises(DatabaseUnavailable):
        create_check(sqlite, "account_manager", "1", "en")
    assert find_check(sqlite, token) is not None
    other.execute("ROLLBACK")
    other.close()
    assert save_answers(sqlite, token, {"fit": "repeat"}, "1", "en") is not None


def test_a_lost_connection_is_opened_anew(database: Database, database_url: str) -> None:
    """As after a restart of the server: the next request finds the connection dead and takes a fresh one."""
    token = create_check(database, "account_manager", "1", "en")
    assert find_check(database, token) is not None
    cut_off(database_url)
    assert find_check(database, token) is not None
    cut_off(database_url)
    assert save_answers(database, token, {"fit": "repeat"}, "1", "en") is not None


def test_a_server_that_is_not_there_is_unavailable() -> None:
    nowhere = open_database("postgresql://nobody@127.0.0.1:1/nothing", patience=1)
    for _ in range(2):
        with pytest.raises(DatabaseUnavailable):
            find_check(nowhere, "token")
    with pytest.raises(DatabaseUnavailable), changing(nowhere):
        pass


def test_every_connection_is_set_to_lose_nothing(sqlite: Database) -> None:
    create_check(sqlite, "account_manager", "1", "en")
    find_check(sqlite, "x")
    for driver in (sqlite.own.connection.driver, sqlite.readers.raw_connection().dbapi_connection):
        found = {name: driver.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
        assert found == {"journal_mode": "wal", "synchronous": 2}
        assert driver.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert driver.execute("PRAGMA busy_timeout").fetchone()[0] == 200


def test_a_prepared_database_is_prepared_again_without_harm(database: Database) -> None:
    token = create_check(database, "account_manager", "1", "en")
    prepare_database(database)
    assert find_check(database, token) is not None
