"""Has a ledger read its documents anew, where what is made of them has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import op

if TYPE_CHECKING:
    from collections.abc import Iterable

STAYING = (
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
    "naming",
    "pending_actors",
    "pending_versions",
    "read_versions",
    "said_about",
    "said_actors",
    "said_keys",
    "said_links",
    "sketch_hashes",
)
"""Tables of materialised views that have been the same since revision 0006."""

VIEWS = (
    *STAYING,
    "event_tallies",
    "joining_keys",
    "part_tallies",
    "said_statements",
    "said_tallies",
    "told_events",
    "told_mentions",
)
"""All of them, since revision 0008."""

VIEWS_SINCE_0015 = (*VIEWS, "said_kinds", "said_parties")
"""All of them, since revision 0015."""


def read_anew(views: Iterable[str] = VIEWS) -> None:
    """Empties the views, and has all live versions read anew when the ledger is opened."""
    for table in views:
        op.execute(f"DELETE FROM {table}")
    op.execute("INSERT INTO pending_versions SELECT seq FROM document_versions WHERE superseded_by IS NULL")
