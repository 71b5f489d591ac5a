"""The tables as they stand today; migrations/versions tells how they came to be."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

# Moments are whole seconds since 1970 in UTC: every database compares them alike, and reading them costs nothing.
metadata = MetaData()


def _workspace(nullable: bool = False) -> Column[int]:
    """The workspace that a row belongs to; no query runs without it (scope.py)."""
    return Column("workspace_id", Integer, ForeignKey("workspaces.id"), nullable=nullable, index=True)


workspaces = Table(
    "workspaces",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(16), nullable=False, unique=True),  # tells workspaces apart at sign-in; no secret
    Column("name", String(200), nullable=False),
    Column("language", String(8), nullable=False),
    Column("calendar", String(16)),  # None: the language's own
    Column("currency", String(8)),
    Column("retention_months", Integer, nullable=False),
    Column("assumptions", Text, nullable=False),  # JSON: only those that differ from the standard
    Column("logo", LargeBinary),  # PNG
    Column("created_at", BigInteger, nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    _workspace(),
    Column("email", String(254), nullable=False),  # in lower case
    Column("name", String(200), nullable=False),
    Column("role", String(16), nullable=False),
    Column("password_hash", String(200)),  # None: invited, not here yet
    Column("second_step", String(300)),  # the secret of the second step, encrypted
    Column("second_step_used", BigInteger, nullable=False),  # the last time step whose code was taken
    Column("invited_at", BigInteger, nullable=False),
    Column("joined_at", BigInteger),
    Column("removed_at", BigInteger),
    UniqueConstraint("workspace_id", "email"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Integer, primary_key=True),
    _workspace(),
    Column("person_id", Integer, ForeignKey("people.id"), nullable=False, index=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("browser", String(100), nullable=False),
    Column("started_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
)

links = Table(
    "links",
    metadata,
    Column("id", Integer, primary_key=True),
    _workspace(),
    Column("person_id", Integer, ForeignKey("people.id"), nullable=False, index=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("made_by", Integer, ForeignKey("people.id"), index=True),  # who handed it out; None: nobody but the site
    Column("purpose", String(16), nullable=False),
    Column("expires_at", BigInteger, nullable=False),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("id", Integer, primary_key=True),
    _workspace(),
    Column("person_id", Integer, ForeignKey("people.id"), nullable=False, index=True),
    Column("code_hash", String(64), nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    _workspace(),
    Column("at", BigInteger, nullable=False),
    Column("person_id", Integer, ForeignKey("people.id")),  # None: nobody signed in, or the command line
    Column("action", String(40), nullable=False),
    Column("about", String(80), nullable=False),
    Column("details", Text, nullable=False),  # JSON, without personal data
    Index("ix_audit_workspace_id_at", "workspace_id", "at"),
)

attempts = Table(
    "attempts",
    metadata,
    Column("key", String(64), primary_key=True),  # a keyed hash: neither addresses nor accounts can be read from it
    Column("free_at", BigInteger, nullable=False),  # milliseconds
)

checks = Table(
    "checks",
    metadata,
    Column("id", Integer, primary_key=True),
    _workspace(nullable=True),  # None: held by whoever has the private link
    Column("token_hash", String(64), unique=True),
    Column("role", String(64), nullable=False),
    Column("edition", String(32), nullable=False),
    Column("language", String(8), nullable=False),
    Column("answers", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, index=True),  # None: kept until its workspace deletes it
    sqlite_autoincrement=True,  # an old page of a deleted check must not write into the next one
)
