"""Judgements on actors: which identities are one, and which are not.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "actor_judgements",
        _text("id"),
        _text("verdict"),
        _text("one"),
        _text("other"),
        _text("author"),
        _text("reason"),
        _text("made_at"),
        _text("withdrawn_at", null=True),
        _text("withdrawn_by", null=True),
        _text("withdrawn_because", null=True),
        _actor("one"),
        _actor("other"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_judgements")),
    )


def _actor(column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_actor_judgements_{column}")
    return sa.ForeignKeyConstraint([column], ["actors.id"], name=name, initially="DEFERRED", deferrable=True)


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)
