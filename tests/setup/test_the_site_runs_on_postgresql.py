"""DATABASE_URL may name a PostgreSQL server: its schema is made once, and no answer is lost."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from readiness.records.checks import create_check, delete_check, find_check, renew_token, save_answers
from readiness.records.database import Database, open_database
from readiness.records.schema import prepare_database


@pytest.fixture
def database(postgresql_url: str) -> Iterator[Database]:
    database = open_database(postgresql_url)
    prepare_database(database)
    yield database
    database.writers.dispose()


def test_processes_that_start_at_once_make_the_schema_once(postgresql_url: str) -> None:
    databases = [open_database(postgresql_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as starts:
        assert list(starts.map(prepare_database, databases)) == [None] * 4
    for database in databases:
        database.writers.dispose()


def test_a_check_is_kept_renewed_and_deleted(database: Database) -> None:
    token = create_check(database, "account_manager", "1", "fa")
    save_answers(database, token, {"company": "شرکت", "fit": "repeat"}, "1", "fa")
    save_answers(database, token, {"fit": None}, "1", "fa")
    renewed = renew_token(database, token)
    assert renewed is not None
    assert find_check(database, token) is None
    kept = find_check(database, renewed)
    assert kept is not None
    assert kept.answers == {"company": "شرکت"}
    assert delete_check(database, renewed)
    assert find_check(database, renewed) is None


def test_answers_saved_at_the_same_moment_all_count(database: Database) -> None:
    token = create_check(database, "account_manager", "1", "en")
    with ThreadPoolExecutor(8) as owners:
        list(owners.map(lambda n: save_answers(database, token, {f"q{n}": str(n)}, "1", "en"), range(20)))
    kept = find_check(database, token)
    assert kept is not None
    assert kept.answers == {f"q{n}": str(n) for n in range(20)}
