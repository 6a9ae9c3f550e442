"""Has a ledger read its documents anew, where what is made of them has changed."""

from __future__ import annotations

from alembic import op

VIEWS = (
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
"""The tables of materialised views, as of revision 0009."""


def read_anew() -> None:
    """Empties the views, and has all live versions read anew when the ledger is opened."""
    for table in VIEWS:
        op.execute(f"DELETE FROM {table}")
    op.execute("INSERT INTO pending_versions SELECT seq FROM document_versions WHERE superseded_by IS NULL")
