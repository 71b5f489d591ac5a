"""A database as the first version of the program left it: schema 0001, with checks in it."""

from __future__ import annotations

from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from readiness.records.database import Database, writing
from readiness.records.schema import MIGRATIONS
from readiness.records.tokens import token_hash

TOKEN = "a token of the first version, long enough to be taken for a real one"
COLUMNS = "id, token_hash, role, edition, language, answers, created_at, changed_at, expires_at"
ANSWERS = '{"company":"آوند رسانه","grr":{"value":"87","sure":"about"},"book":{"typed":"12x","sure":"exact"}}'
CHECKS: list[tuple[Any, ...]] = [
    (1, token_hash(TOKEN), "account_manager", "2026.1", "fa", ANSWERS, 1760000000, 1760000100, 4102444800),
    (2, token_hash("another"), "account_manager", "2025.2", "en", "{}", 1750000000, 1750000000, 4102444800),
    (7, token_hash("ended"), "account_manager", "2025.1", "en", '{"unowned":"3"}', 1600000000, 1600000001, 1640000000),
]


def upgrade_to(database: Database, revision: str) -> None:
    """Bring an empty database to an earlier schema."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with writing(database) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def fill(database: Database) -> None:
    """Make the tables and rows of the first version in an empty database."""
    upgrade_to(database, "0001")
    with writing(database) as connection:
        for row in CHECKS:
            values = dict(zip(COLUMNS.split(", "), row, strict=True))
            connection.execute(text(f"INSERT INTO checks ({COLUMNS}) VALUES (:{COLUMNS.replace(', ', ', :')})"), values)
        if not database.on_sqlite:
            connection.execute(text("SELECT setval('checks_id_seq', 7)"))
