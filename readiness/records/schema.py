"""Brings an empty or older database to this program's schema, safely when two processes start at once."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from readiness.records.database import Database, reading, writing

MIGRATIONS = Path(__file__).parents[2] / "migrations"
SCHEMA = "0003"  # the newest revision in migrations/versions
UPGRADE_LOCK = 0x52454144  # names the lock of upgrades in PostgreSQL


class NewerDatabase(RuntimeError):
    """The database was written by a newer version of this program."""


def prepare_database(database: Database) -> None:
    """Upgrade the schema where needed; Alembic is imported only then. Raises NewerDatabase, DatabaseUnavailable."""
    with reading(database) as connection:
        if schema_of(connection) == SCHEMA:
            return
    with writing(database) as connection:
        upgrade(connection)


def schema_of(connection: Connection) -> str | None:
    """The database's revision, None if it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(connection: Connection) -> None:
    """Run the migrations that lack, all in this one transaction: killed at any step, the old schema stands."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": UPGRADE_LOCK})
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if (found := schema_of(connection)) not in known | {None}:
        raise NewerDatabase(f"The database has schema {found}; this program knows schemas up to {SCHEMA}.")
    command.upgrade(config, "head")
