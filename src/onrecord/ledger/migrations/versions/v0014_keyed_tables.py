"""Events and actors are stored under their ids, and the index of a search's matches tells days.

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KEYED = {"told_events": "event", "actor_standings": "root", "actor_resolutions": "actor"}
"""By table the column that is its key. SQLite had a row number beside it, by which each row was looked up once more."""


def upgrade() -> None:
    """Makes the tables anew on SQLite, with what they held, and one index on every database."""
    if op.get_bind().dialect.name == "sqlite":
        for table, key in KEYED.items():
            _store_by_key(table, key)
    op.drop_index(op.f("ix_told_mentions_search_row_event"), "told_mentions")
    op.create_index(
        op.f("ix_told_mentions_search_row_event_moment"), "told_mentions", ["search_row", "event", "moment"]
    )


def _store_by_key(table: str, key: str) -> None:
    """Makes a table as SQLite has its definition and those of its indexes."""
    asked = sa.text("SELECT sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL ORDER BY type = 'index'")
    definition, *indexes = op.get_bind().scalars(asked, {"table": table}).all()
    op.execute(f"ALTER TABLE {table} RENAME TO moved")
    op.execute(f"{definition} WITHOUT ROWID")
    op.execute(f"INSERT INTO {table} SELECT * FROM moved ORDER BY {key}")
    op.execute("DROP TABLE moved")
    for index in indexes:
        op.execute(index)
