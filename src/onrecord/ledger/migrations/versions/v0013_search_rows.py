"""Under which number the words of event mentions and statements are searched, beside what they are in.

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = {
    "told_mentions": ("mention", ["search_row", "event"], "ix_told_mentions_search_row_event"),
    "said_statements": (
        "statement",
        ["search_row", "utterance", "place", "statement", "date"],
        "ix_said_statements_search_row",
    ),
}
"""By table the column of its records, and the index that is made with its name."""


def upgrade() -> None:
    """Makes the columns, fills them, and makes indexes of them in place of one that told ids alone."""
    for table, (record, columns, name) in TABLES.items():
        op.add_column(table, sa.Column("search_row", sa.Integer(), nullable=True))
        op.execute(
            f"UPDATE {table} SET search_row = "
            f"(SELECT search_rows.seq FROM search_rows WHERE search_rows.record = {table}.{record})"
        )
        op.create_index(name, table, columns)
    op.drop_index(op.f("ix_search_rows_seq_record"), "search_rows")
