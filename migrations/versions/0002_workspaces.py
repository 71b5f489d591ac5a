"""Workspaces, their people with sessions and one-time links, the audit trail, and checks that a workspace holds."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

REFUSED = "the audit trail is append-only"


def upgrade() -> None:
    workspaces()
    people()
    sessions()
    links()
    recovery_codes()
    audit()
    attempts()
    checks()


def workspaces() -> None:
    op.create_table(
        "workspaces",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(16), nullable=False, unique=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("calendar", sa.String(16)),
        sa.Column("currency", sa.String(8)),
        sa.Column("retention_months", sa.Integer, nullable=False),
        sa.Column("assumptions", sa.Text, nullable=False),
        sa.Column("logo", sa.LargeBinary),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )


def of_workspace() -> sa.Column[int]:
    return sa.Column("workspace_id", sa.Integer, sa.ForeignKey("workspaces.id"), nullable=False, index=True)


def of_person() -> sa.Column[int]:
    return sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id"), nullable=False, index=True)


def people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Integer, primary_key=True),
        of_workspace(),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password_hash", sa.String(200)),
        sa.Column("second_step", sa.String(300)),
        sa.Column("second_step_used", sa.BigInteger, nullable=False),
        sa.Column("invited_at", sa.BigInteger, nullable=False),
        sa.Column("joined_at", sa.BigInteger),
        sa.Column("removed_at", sa.BigInteger),
        sa.UniqueConstraint("workspace_id", "email"),
    )


def sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer, primary_key=True),
        of_workspace(),
        of_person(),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("browser", sa.String(100), nullable=False),
        sa.Column("started_at", sa.BigInteger, nullable=False),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
    )


def links() -> None:
    op.create_table(
        "links",
        sa.Column("id", sa.Integer, primary_key=True),
        of_workspace(),
        of_person(),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("made_by", sa.Integer, sa.ForeignKey("people.id"), index=True),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
    )


def recovery_codes() -> None:
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Integer, primary_key=True),
        of_workspace(),
        of_person(),
        sa.Column("code_hash", sa.String(64), nullable=False),
    )


def audit() -> None:
    """A trail that nobody changes afterwards, not even a faulty program."""
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        of_workspace(),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id")),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("about", sa.String(80), nullable=False),
        sa.Column("details", sa.Text, nullable=False),
    )
    op.create_index("ix_audit_workspace_id_at", "audit", ["workspace_id", "at"])
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
    else:
        op.execute(
            "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$BEGIN RAISE EXCEPTION '{REFUSED}'; END$$"
        )
        op.execute(
            "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit "
            "FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
        )


def attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("free_at", sa.BigInteger, nullable=False),
    )


def checks() -> None:
    with op.batch_alter_table("checks", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.add_column(sa.Column("workspace_id", sa.Integer))
        table.create_foreign_key("checks_workspace_id_fkey", "workspaces", ["workspace_id"], ["id"])
        table.create_index("ix_checks_workspace_id", ["workspace_id"])
        table.alter_column("token_hash", existing_type=sa.String(64), nullable=True)
        table.alter_column("expires_at", existing_type=sa.BigInteger, nullable=True)


def downgrade() -> None:
    raise NotImplementedError("Go back by restoring a backup: people and their trail are not thrown away.")
