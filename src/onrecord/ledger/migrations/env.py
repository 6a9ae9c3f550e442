"""What Alembic runs around the revisions: they apply to the connection that the ledger has opened."""

from __future__ import annotations

from alembic import context

from onrecord.ledger.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
context.run_migrations()
