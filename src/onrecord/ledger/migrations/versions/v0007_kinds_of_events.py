"""What tells kinds of events and statements apart, and what agreements are recognised by, in the materialised views.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from onrecord.ledger.migrations.anew import STAYING, read_anew

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables, and has all live versions read anew when the ledger is opened."""
    read_anew(STAYING)
    op.drop_table("told_events")
    op.drop_table("told_mentions")
    op.drop_table("said_statements")
    _joining_keys()
    _said_statements()
    _told_events()
    _told_mentions()


def _joining_keys() -> None:
    op.create_table(
        "joining_keys",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", "version", name=op.f("pk_joining_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_joining_keys_version"), "joining_keys", ["version"], unique=False)


def _said_statements() -> None:
    op.create_table(
        "said_statements",
        sa.Column("num", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("commitment", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("claim", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("date", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("moment", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("document", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("utterance", sa.Text(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("share", sa.Double(), nullable=True),
        sa.Column("length", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("other", sa.Text(), nullable=True),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("num", name=op.f("pk_said_statements")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_said_statements_claim"), "said_statements", ["claim"], unique=False)
    op.create_index(op.f("ix_said_statements_commitment"), "said_statements", ["commitment"], unique=False)
    op.create_index(
        "ix_said_statements_first",
        "said_statements",
        ["date", "statement"],
        unique=False,
        sqlite_where=sa.text("place = 0"),
        postgresql_where=sa.text("place = 0"),
    )
    op.create_index(
        op.f("ix_said_statements_moment_document_start_statement"),
        "said_statements",
        ["moment", "document", "start", "statement"],
        unique=False,
    )
    op.create_index(op.f("ix_said_statements_source"), "said_statements", ["source"], unique=False)
    op.create_index(op.f("ix_said_statements_utterance"), "said_statements", ["utterance"], unique=False)
    op.create_index(op.f("ix_said_statements_version"), "said_statements", ["version"], unique=False)
    op.create_index("uq_said_statements_statement", "said_statements", ["statement"], unique=True)


def _told_events() -> None:
    op.create_table(
        "told_events",
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("first", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("factuality", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("announced", sa.Boolean(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("denied", sa.Boolean(), nullable=False),
        sa.Column("subject", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("commitment", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("event", name=op.f("pk_told_events")),
    )
    op.create_index(op.f("ix_told_events_first_event"), "told_events", ["first", "event"], unique=False)
    op.create_index(op.f("ix_told_events_confidence_event"), "told_events", ["confidence", "event"], unique=False)
    op.create_index(
        "ix_told_events_denied",
        "told_events",
        ["event"],
        unique=False,
        sqlite_where=sa.text("denied"),
        postgresql_where=sa.text("denied"),
    )
    op.create_index(
        "ix_told_events_committed",
        "told_events",
        ["first"],
        unique=False,
        sqlite_where=sa.text("commitment IS NOT NULL"),
        postgresql_where=sa.text("commitment IS NOT NULL"),
    )
    op.create_index(op.f("ix_told_events_subject"), "told_events", ["subject"], unique=False)


def _told_mentions() -> None:
    op.create_table(
        "told_mentions",
        sa.Column("num", sa.Integer(), nullable=False),
        sa.Column("mention", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("moment", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("portrait", sa.LargeBinary(), nullable=False),
        sa.Column("assertion", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("month", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("whole_month", sa.Boolean(), nullable=False),
        sa.Column("held", sa.Text(), nullable=True),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("event", sa.Text(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("num", name=op.f("pk_told_mentions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_told_mentions_assertion"), "told_mentions", ["assertion"], unique=False)
    op.create_index(op.f("ix_told_mentions_day"), "told_mentions", ["day"], unique=False)
    op.create_index(op.f("ix_told_mentions_event_mention"), "told_mentions", ["event", "mention"], unique=False)
    op.create_index(op.f("ix_told_mentions_held"), "told_mentions", ["held"], unique=False)
    op.create_index(op.f("ix_told_mentions_mention_event"), "told_mentions", ["mention", "event"], unique=False)
    op.create_index(op.f("ix_told_mentions_month"), "told_mentions", ["month"], unique=False)
    op.create_index(op.f("ix_told_mentions_version"), "told_mentions", ["version"], unique=False)
    op.create_index("uq_told_mentions_mention", "told_mentions", ["mention"], unique=True)
