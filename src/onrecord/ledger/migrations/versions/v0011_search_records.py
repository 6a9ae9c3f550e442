"""An index by which a search reads records without their words.

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the index."""
    op.create_index(op.f("ix_search_rows_seq_record"), "search_rows", ["seq", "record"])
