"""Runs migrations on the connection, and inside the transaction, that the caller opened."""

from alembic import context

from readiness.records.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
