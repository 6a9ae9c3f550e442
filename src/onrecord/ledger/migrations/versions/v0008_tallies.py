"""How many events and statements there are of each kind.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_DATE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the tables, and counts what there is."""
    op.create_table(
        "event_tallies",
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("month", _DATE, nullable=False),
        sa.Column("year", _DATE, nullable=False),
        sa.Column("count", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("type", "month", "year", name=op.f("pk_event_tallies")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "said_tallies",
        sa.Column("year", _DATE, nullable=False),
        sa.Column("count", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_said_tallies")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "part_tallies",
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("actor", "role", name=op.f("pk_part_tallies")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO event_tallies SELECT type, "
        "CASE WHEN length(date) >= 7 THEN substr(date, 1, 7) ELSE '' END, substr(first, 1, 4), count(*) "
        "FROM told_events GROUP BY 1, 2, 3"
    )
    op.execute("INSERT INTO said_tallies SELECT substr(date, 1, 4), count(*) FROM said_statements GROUP BY 1")
    for table in ("event_actors", "said_actors"):  # whose roles have different names
        op.execute(f"INSERT INTO part_tallies SELECT actor, role, count(*) FROM {table} GROUP BY 1, 2")
