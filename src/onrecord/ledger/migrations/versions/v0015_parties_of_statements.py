"""Who takes part in the events that a statement tells of and of what kinds these are, and days to be read in order.

Revision ID: 0015
Revises: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

DATE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

TOLD = (
    "said_statements JOIN said_about ON said_about.num = said_statements.num "
    "JOIN told_mentions ON told_mentions.mention = said_about.mention"
)


def upgrade() -> None:
    """Makes the tables, columns and indexes, and fills them."""
    op.create_table(
        "said_parties",
        sa.Column("num", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("moment", DATE, nullable=False),
        sa.PrimaryKeyConstraint("num", "role", "actor"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO said_parties "
        f"SELECT DISTINCT said_about.num, event_actors.role, event_actors.actor, said_statements.moment FROM {TOLD} "
        "JOIN event_actors ON event_actors.event = told_mentions.event "
        "WHERE event_actors.role IN ('actor', 'recipient')"
    )
    op.create_table(
        "said_kinds",
        sa.Column("num", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("moment", DATE, nullable=False),
        sa.PrimaryKeyConstraint("num", "kind"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO said_kinds "
        f"SELECT said_about.num, told_events.type, said_statements.moment FROM {TOLD} "
        "JOIN told_events ON told_events.event = told_mentions.event UNION "
        f"SELECT said_about.num, event_contexts.context, said_statements.moment FROM {TOLD} "
        "JOIN event_contexts ON event_contexts.event = told_mentions.event"
    )
    op.create_index(op.f("ix_said_kinds_kind_moment_num"), "said_kinds", ["kind", "moment", "num"])
    op.create_index(op.f("ix_event_contexts_context_event"), "event_contexts", ["context", "event"])
    _add_day("said_actors", "num", "moment", "said_statements")
    _add_day("event_actors", "event", "first", "told_events")
    op.create_index(op.f("ix_said_parties_actor_num"), "said_parties", ["actor", "num"])
    op.create_index(op.f("ix_said_parties_actor_moment_num"), "said_parties", ["actor", "moment", "num"])
    op.add_column("said_statements", sa.Column("first", DATE, nullable=True))
    op.execute(
        "UPDATE said_statements SET first = coalesce((SELECT min(nullif(other.moment, '')) "
        "FROM said_statements AS other WHERE other.utterance = said_statements.utterance), '') WHERE place = 0"
    )
    standing = sa.text("place = 0")
    op.create_index(
        "ix_said_statements_standing",
        "said_statements",
        ["first", "utterance"],
        sqlite_where=standing,
        postgresql_where=standing,
    )
    op.add_column("event_dates", sa.Column("again", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(
        "UPDATE event_dates SET again = true WHERE EXISTS (SELECT 1 FROM event_dates AS other "
        "WHERE other.event = event_dates.event AND other.date < event_dates.date)"
    )
    op.create_index(
        "ix_event_dates_again",
        "event_dates",
        ["again", "event"],
        sqlite_where=sa.text("again = 1"),  # as it is asked for
        postgresql_where=sa.text("again"),
    )


def _add_day(table: str, key: str, day: str, of: str) -> None:
    """Adds the day of records to what lists their actors, and an index by it."""
    op.add_column(table, sa.Column(day, DATE, nullable=False, server_default=""))
    found = f"SELECT {of}.{day} FROM {of} WHERE {of}.{key} = {table}.{key}"
    op.execute(f"UPDATE {table} SET {day} = coalesce(({found}), '')")
    op.create_index(op.f(f"ix_{table}_actor_{day}_{key}"), table, ["actor", day, key])
