"""Reviews: records of documents that people accept, reject or correct, and events that are one or two.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "reviews",
        _text("id"),
        _text("verdict"),
        sa.Column("corrections", sa.JSON(none_as_null=True), nullable=False),
        _text("author"),
        _text("reason"),
        _text("made_at"),
        _text("withdrawn_at", null=True),
        _text("withdrawn_by", null=True),
        _text("withdrawn_because", null=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    op.create_table(
        "review_records",
        _text("review"),
        _text("side"),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        _text("kind"),
        _text("document"),
        _text("type", null=True),
        _text("claim"),
        _text("exact"),
        _text("prefix"),
        _text("suffix"),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review"],
            ["reviews.id"],
            name=op.f("fk_review_records_review"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("review", "side", "ordinal", name=op.f("pk_review_records")),
    )


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)
