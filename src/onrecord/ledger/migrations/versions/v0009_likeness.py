"""Which reports tell of one event is learned anew: what is joined is read anew, so that it is as if made from scratch.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_KEPT = (
    "actor_days",
    "actor_names",
    "actor_resolutions",
    "actor_roles",
    "actor_standings",
    "copies",
    "event_actors",
    "event_contexts",
    "event_dates",
    "event_keys",
    "event_links",
    "event_tallies",
    "joining_keys",
    "naming",
    "part_tallies",
    "pending_actors",
    "pending_versions",
    "read_versions",
    "said_about",
    "said_actors",
    "said_keys",
    "said_links",
    "said_statements",
    "said_tallies",
    "sketch_hashes",
    "told_events",
    "told_mentions",
)
"""The tables of materialised views."""


def upgrade() -> None:
    """Empties the views, and has all live versions read anew when the ledger is opened."""
    for table in _KEPT:
        op.execute(f"DELETE FROM {table}")
    op.execute("INSERT INTO pending_versions SELECT seq FROM document_versions WHERE superseded_by IS NULL")
