"""Situations that readers follow, and the briefs written of them.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "situations",
        _text("id"),
        _text("name"),
        _strings("actors"),
        _strings("contexts"),
        _text("since", null=True),
        _text("until", null=True),
        _text("query"),
        _text("saved_at"),
        _text("ended_at", null=True),
        _text("ended_because", null=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_situations")),
    )
    op.create_index(
        "uq_situations_live",
        "situations",
        ["name"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "situation_briefs",
        _text("id"),
        _text("situation"),
        _text("written_at"),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["situation"],
            ["situations.id"],
            name=op.f("fk_situation_briefs_situation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_situation_briefs")),
    )
    op.create_index(op.f("ix_situation_briefs_situation"), "situation_briefs", ["situation"], unique=False)


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _strings(name: str) -> sa.Column[list[str]]:
    return sa.Column(name, sa.JSON(none_as_null=True), nullable=False)
