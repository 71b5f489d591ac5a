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
    Index("ix_audit_workspace_id_about", "workspace_id", "about"),  # who looked at one candidate
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

openings = Table(
    "openings",
    metadata,
    Column("id", Integer, primary_key=True),
    _workspace(),
    Column("role", String(64), nullable=False),
    Column("level", String(16), nullable=False),
    Column("title", String(200), nullable=False),
    Column("rubric", Text, nullable=False),  # JSON: the whole rubric as it was, so that its edition stays
    Column("stages", Text, nullable=False),  # JSON: the keys of its stages, in order
    Column("names_hidden", Integer, nullable=False),  # 1: names show only once everybody has rated
    Column("numbered", Integer, nullable=False),  # the number that the last candidate was given
    Column("version", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("closed_at", BigInteger),
    sqlite_autoincrement=True,
)

panel = Table(
    "panel",
    metadata,
    Column("id", Integer, primary_key=True),
    _workspace(),
    Column("opening_id", Integer, ForeignKey("openings.id"), nullable=False, index=True),
    Column("person_id", Integer, ForeignKey("people.id"), nullable=False, index=True),
    Column("competencies", Text, nullable=False),  # JSON: the keys that this person rates
    UniqueConstraint("opening_id", "person_id"),
)

candidates = Table(
    "candidates",
    metadata,
    Column("id", Integer, primary_key=True),
    _workspace(),
    Column("opening_id", Integer, ForeignKey("openings.id"), nullable=False),
    Column("number", Integer, nullable=False),  # within its opening: what stands for a hidden name
    Column("name", String(200), nullable=False),
    Column("email", String(254), nullable=False),  # "" where there is none; so the phone
    Column("phone", String(40), nullable=False),
    Column("background", Text, nullable=False),  # JSON: years, degree, source; recorded and never scored
    Column("owned", String(8), nullable=False),  # has owned an account or a sales cycle: yes, no or unknown
    Column("owned_evidence", Text, nullable=False),
    Column("stage", String(32), nullable=False),
    Column("judgement", Text, nullable=False),  # JSON: item to option picked
    Column("judged_at", BigInteger),  # when the candidate sent them; None: they may still change them
    Column("standing", Text),  # JSON: what the locked scorecards come to
    Column("mean", Integer),  # of the standing, in thousandths
    Column("placed", String(16)),  # of the standing: a level, "below", "open", or none yet
    Column("rated_at", BigInteger),  # since when every scorecard is locked
    Column("decision", String(16)),  # the last of its decisions
    Column("decided_at", BigInteger),
    Column("same_as", String(64), nullable=False),  # by which a file brought twice is known: hash of e-mail, or name
    Column("token_hash", String(64), unique=True),  # of the candidate's own page
    Column("link_until", BigInteger),  # how long that page opens by its link
    Column("version", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    UniqueConstraint("opening_id", "number"),
    UniqueConstraint("opening_id", "same_as"),
    Index("ix_candidates_opening_id_mean", "opening_id", "mean"),
    Index("ix_candidates_opening_id_changed_at", "opening_id", "changed_at"),
    sqlite_autoincrement=True,  # an erased candidate's number never comes back as somebody else's
)

scorecards = Table(
    "scorecards",
    metadata,
    Column("id", Integer, primary_key=True),
    _workspace(),
    Column("opening_id", Integer, ForeignKey("openings.id"), nullable=False, index=True),
    Column("candidate_id", Integer, ForeignKey("candidates.id"), nullable=False),
    Column("person_id", Integer, ForeignKey("people.id"), nullable=False, index=True),
    Column("ratings", Text, nullable=False),  # JSON: competency to score (1 to 5, "not_seen" or none yet) and evidence
    Column("version", Integer, nullable=False),
    Column("reopened", Integer, nullable=False),  # how often
    Column("locked_at", BigInteger),
    Column("changed_at", BigInteger, nullable=False),
    UniqueConstraint("candidate_id", "person_id"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    _workspace(),
    Column("candidate_id", Integer, ForeignKey("candidates.id"), nullable=False, index=True),
    Column("person_id", Integer, ForeignKey("people.id"), nullable=False),
    Column("decision", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("placed", String(16)),  # where the scorecards placed the candidate then
    Column("overrides", Integer, nullable=False),  # 1: it goes against them
    Column("at", BigInteger, nullable=False),
)

self_reports = Table(
    "self_reports",
    metadata,
    Column("id", Integer, primary_key=True),
    _workspace(),
    Column("opening_id", Integer, ForeignKey("openings.id"), nullable=False, index=True),
    Column("candidate_id", Integer, ForeignKey("candidates.id"), nullable=False, unique=True),
    Column("groups", Text, nullable=False),  # JSON: question to group; read for fairness alone
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", Integer, primary_key=True),
    _workspace(),
    Column("person_id", Integer, ForeignKey("people.id"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("options", Text, nullable=False),  # JSON
    Column("given", LargeBinary, nullable=False),  # the file to work on
    Column("made", LargeBinary),
    Column("state", String(16), nullable=False),  # waiting, running, done or failed
    Column("problem", Text),  # JSON: why it failed
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),  # 0: not known yet
    Column("tries", Integer, nullable=False),
    Column("leased_until", BigInteger),  # a runner that is not heard of until then has died
    Column("created_at", BigInteger, nullable=False),
    Column("finished_at", BigInteger),
    Index("ix_jobs_state", "state"),
    sqlite_autoincrement=True,
)
