"""Who takes part in an event beside somebody, and an index by both; roles in PostgreSQL's indexes of actors.

Revision ID: 0016
Revises: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

OTHERS = (
    ("event_actors", "actor", "first", "event"),
    ("said_actors", "actor", "moment", "num"),
    ("said_parties", "actor", "moment", "num"),
)
"""Indexes (table and columns) that PostgreSQL could not read alone, for want of the role."""


def upgrade() -> None:
    """Adds the column, fills it, and puts the index in the place of one that no query needs beside the others."""
    op.add_column("event_actors", sa.Column("beside", sa.Text(), nullable=False, server_default=""))
    other = (
        "FROM event_actors AS other WHERE other.event = event_actors.event AND other.role IN ('actor', 'recipient') "
        "AND (other.role <> event_actors.role OR other.actor <> event_actors.actor)"
    )
    op.execute(
        "UPDATE event_actors SET beside = coalesce("
        f"(SELECT CASE count(*) WHEN 1 THEN min(other.actor) WHEN 0 THEN '' ELSE '*' END {other}), '') "
        "WHERE role IN ('actor', 'recipient')"
    )
    op.drop_index(op.f("ix_event_actors_actor_event"), "event_actors")
    _index("event_actors", "actor", "beside", "first", "event")
    if op.get_context().dialect.name == "postgresql":
        for table, *columns in OTHERS:
            op.drop_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table)
            _index(table, *columns)


def _index(table: str, *columns: str) -> None:
    """Makes an index that also has the role, as every index of SQLite has."""
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns, postgresql_include=["role"])
