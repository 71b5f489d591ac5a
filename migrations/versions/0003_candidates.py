"""Openings with their rubric and panel, candidates with scorecards and decisions, groups kept apart, and jobs."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    openings()
    panel()
    candidates()
    scorecards()
    decisions()
    self_reports()
    jobs()
    op.create_index("ix_audit_workspace_id_about", "audit", ["workspace_id", "about"])


def of_workspace() -> sa.Column[int]:
    return sa.Column("workspace_id", sa.Integer, sa.ForeignKey("workspaces.id"), nullable=False, index=True)


def openings() -> None:
    op.create_table(
        "openings",
        sa.Column("id", sa.Integer, primary_key=True),
        of_workspace(),
        sa.Column("role", sa.String(64), nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("rubric", sa.Text, nullable=False),
        sa.Column("stages", sa.Text, nullable=False),
        sa.Column("names_hidden", sa.Integer, nullable=False),
        sa.Column("numbered", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.Column("closed_at", sa.BigInteger),
        sqlite_autoincrement=True,
    )


def panel() -> None:
    op.create_table(
        "panel",
        sa.Column("id", sa.Integer, primary_key=True),
        of_workspace(),
        sa.Column("opening_id", sa.Integer, sa.ForeignKey("openings.id"), nullable=False, index=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("competencies", sa.Text, nullable=False),
        sa.UniqueConstraint("opening_id", "person_id"),
    )


def candidates() -> None:
    op.create_table(
        "candidates",
        sa.Column("id", sa.Integer, primary_key=True),
        of_workspace(),
        sa.Column("opening_id", sa.Integer, sa.ForeignKey("openings.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("phone", sa.String(40), nullable=False),
        sa.Column("background", sa.Text, nullable=False),
        sa.Column("owned", sa.String(8), nullable=False),
        sa.Column("owned_evidence", sa.Text, nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("judgement", sa.Text, nullable=False),
        sa.Column("judged_at", sa.BigInteger),
        sa.Column("standing", sa.Text),
        sa.Column("mean", sa.Integer),
        sa.Column("placed", sa.String(16)),
        sa.Column("rated_at", sa.BigInteger),
        sa.Column("decision", sa.String(16)),
        sa.Column("decided_at", sa.BigInteger),
        sa.Column("same_as", sa.String(64), nullable=False),
        sa.Column("token_hash", sa.String(64), unique=True),
        sa.Column("link_until", sa.BigInteger),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("opening_id", "number"),
        sa.UniqueConstraint("opening_id", "same_as"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_candidates_opening_id_mean", "candidates", ["opening_id", "mean"])
    op.create_index("ix_candidates_opening_id_changed_at", "candidates", ["opening_id", "changed_at"])


def scorecards() -> None:
    op.create_table(
        "scorecards",
        sa.Column("id", sa.Integer, primary_key=True),
        of_workspace(),
        sa.Column("opening_id", sa.Integer, sa.ForeignKey("openings.id"), nullable=False, index=True),
        sa.Column("candidate_id", sa.Integer, sa.ForeignKey("candidates.id"), nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("ratings", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("reopened", sa.Integer, nullable=False),
        sa.Column("locked_at", sa.BigInteger),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("candidate_id", "person_id"),
    )


def decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer, primary_key=True),
        of_workspace(),
        sa.Column("candidate_id", sa.Integer, sa.ForeignKey("candidates.id"), nullable=False, index=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("decision", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("placed", sa.String(16)),
        sa.Column("overrides", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )


def self_reports() -> None:
    op.create_table(
        "self_reports",
        sa.Column("id", sa.Integer, primary_key=True),
        of_workspace(),
        sa.Column("opening_id", sa.Integer, sa.ForeignKey("openings.id"), nullable=False, index=True),
        sa.Column("candidate_id", sa.Integer, sa.ForeignKey("candidates.id"), nullable=False, unique=True),
        sa.Column("groups", sa.Text, nullable=False),
    )


def jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer, primary_key=True),
        of_workspace(),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("options", sa.Text, nullable=False),
        sa.Column("given", sa.LargeBinary, nullable=False),
        sa.Column("made", sa.LargeBinary),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("problem", sa.Text),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("leased_until", sa.BigInteger),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("finished_at", sa.BigInteger),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_jobs_state", "jobs", ["state"])


def downgrade() -> None:
    raise NotImplementedError(
        "Go back by restoring a backup: candidates and what was said of them are not thrown away."
    )
