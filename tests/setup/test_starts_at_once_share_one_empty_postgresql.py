"""Several processes that start at once on an empty PostgreSQL database make its schema once, and none fails."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from readiness.records.checks import create_check, find_check
from readiness.records.database import Database, open_database, read_url
from readiness.records.schema import SCHEMA, prepare_database, schema_of


def run(database: Database, statement: str) -> None:
    """Run a statement that PostgreSQL takes only outside a transaction."""
    with database.writers.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(statement))


@pytest.fixture
def empty_url(postgresql_url: str) -> Iterator[str]:
    server = open_database(postgresql_url)
    run(server, "CREATE DATABASE empty")
    yield read_url(postgresql_url).set(database="empty").render_as_string(hide_password=False)
    run(server, "DROP DATABASE empty WITH (FORCE)")
    server.writers.dispose()


def test_the_schema_is_made_once(empty_url: str) -> None:
    databases = [open_database(empty_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as starts:
        assert list(starts.map(prepare_database, databases)) == [None] * 4
    with databases[0].readers.connect() as connection:
        assert schema_of(connection) == SCHEMA
    assert find_check(databases[1], create_check(databases[2], "account_manager", "1", "fa")) is not None
    for database in databases:
        database.writers.dispose()
