"""What every test may ask for: the app on a database of its own, and a client that talks to it.

Whatever touches a database runs on SQLite and on PostgreSQL; --database sqlite leaves out the other.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from readiness.library import load_library
from readiness.records import passwords
from readiness.records.schema import prepare_database
from tests.databases import KINDS, Databases, close, opened, postgresql_server
from views import one_time
from views.site import NAME

pytest.register_assert_rewrite("tests.pages.checked")  # so that its asserts tell what they found
one_time.LONGEST_WAIT = 0.0  # nobody measures here
passwords.MEMORY, passwords.PASSES = 8, 1  # the least that argon2 takes; what the site runs with is tested by itself
settings.register_profile("readiness", deadline=None)  # a busy machine must not decide
settings.register_profile("ci", parent=settings.get_profile("readiness"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "readiness")

SECRET_KEY = "a key for tests only, long enough to be taken for a real one"
read_once = cache(load_library)  # the same for every test, and slow


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=(*KINDS, "both"), default="both", help="the database that tests run on")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that touches a database, by whatever fixture, is two: one on each kind."""
    if "database_kind" in metafunc.fixturenames:
        wanted = metafunc.config.getoption("database")
        metafunc.parametrize("database_kind", KINDS if wanted == "both" else [wanted], scope="session")


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A real PostgreSQL server of this run's own, made the first time that a test asks for it."""
    with postgresql_server() as url:
        yield url


@pytest.fixture(scope="session")
def databases(
    database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Databases:
    """Where tests get their databases from."""
    server = request.getfixturevalue("postgresql_url") if database_kind == "postgresql" else None
    return Databases(tmp_path_factory.mktemp("databases"), server)


@pytest.fixture(scope="session")
def template(databases: Databases) -> Iterator[str]:
    """An empty database with today's schema, to be copied and never written to."""
    with databases.make() as url:
        with opened(url) as database:
            prepare_database(database)
        yield url


@pytest.fixture
def empty_database_url(databases: Databases) -> Iterator[str]:
    """A database without any table."""
    with databases.make() as url:
        yield url


@pytest.fixture
def database_url(databases: Databases, template: str) -> Iterator[str]:
    """A database of the test's own, empty but for the schema."""
    with databases.make(like=template) as url:
        yield url


@pytest.fixture
def make_app(database_url: str) -> Iterator[Callable[..., Flask]]:
    """A function that puts the whole site together on the test's own database, with other settings if need be."""
    with ExitStack() as made, pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.load_library", read_once)

        def make(**other: object) -> Flask:
            from app import create_app

            app = create_app({"TESTING": True, "SECRET_KEY": SECRET_KEY, "DATABASE_URL": database_url, **other})
            made.callback(close, app.extensions[NAME].database)
            return app

        yield make


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """The whole site on a database that the test has to itself."""
    return make_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
