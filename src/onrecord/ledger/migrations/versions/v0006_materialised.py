"""What is derived from the record, kept in tables that are renewed as documents arrive.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables, and has all live versions read when the ledger is opened."""
    _actor_days()
    _actor_names()
    _actor_resolutions()
    _actor_roles()
    _actor_standings()
    _copies()
    _event_actors()
    _event_contexts()
    _event_dates()
    _event_keys()
    _event_links()
    _naming()
    _pending_actors()
    _pending_versions()
    _read_versions()
    _said_about()
    _said_actors()
    _said_keys()
    _said_links()
    _said_statements()
    _sketch_hashes()
    _told_events()
    _told_mentions()
    op.execute("INSERT INTO pending_versions SELECT seq FROM document_versions WHERE superseded_by IS NULL")


def _actor_days() -> None:
    op.create_table(
        "actor_days",
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("day", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("count", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("actor", "day", name=op.f("pk_actor_days")),
        sqlite_with_rowid=False,
    )


def _actor_names() -> None:
    op.create_table(
        "actor_names",
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("actor", "name", "kind", "sector", name=op.f("pk_actor_names")),
        sqlite_with_rowid=False,
    )


def _actor_resolutions() -> None:
    op.create_table(
        "actor_resolutions",
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("block", sa.Text(), nullable=False),
        sa.Column("root", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("described", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("actor", name=op.f("pk_actor_resolutions")),
    )
    op.create_index(op.f("ix_actor_resolutions_block"), "actor_resolutions", ["block"], unique=False)
    op.create_index(op.f("ix_actor_resolutions_root"), "actor_resolutions", ["root"], unique=False)


def _actor_roles() -> None:
    op.create_table(
        "actor_roles",
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("day", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("count", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("actor", "words", "status", "of", "title", "day", name=op.f("pk_actor_roles")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_actor_roles_words_actor"), "actor_roles", ["words", "actor"], unique=False)


def _actor_standings() -> None:
    op.create_table(
        "actor_standings",
        sa.Column("root", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("root", name=op.f("pk_actor_standings")),
    )
    op.create_index(op.f("ix_actor_standings_country"), "actor_standings", ["country"], unique=False)


def _copies() -> None:
    op.create_table(
        "copies",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("of", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("overlap", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("version", "of", name=op.f("pk_copies")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_copies_of"), "copies", ["of"], unique=False)


def _event_actors() -> None:
    op.create_table(
        "event_actors",
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("event", "role", "actor", name=op.f("pk_event_actors")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_event_actors_actor_event"), "event_actors", ["actor", "event"], unique=False)


def _event_contexts() -> None:
    op.create_table(
        "event_contexts",
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("event", "context", name=op.f("pk_event_contexts")),
        sqlite_with_rowid=False,
    )


def _event_dates() -> None:
    op.create_table(
        "event_dates",
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("date", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("event", "date", name=op.f("pk_event_dates")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_event_dates_date_event"), "event_dates", ["date", "event"], unique=False)


def _event_keys() -> None:
    op.create_table(
        "event_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("num", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "num", name=op.f("pk_event_keys")),
        sqlite_with_rowid=False,
    )


def _event_links() -> None:
    op.create_table(
        "event_links",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_event_links")),
        sqlite_with_rowid=False,
    )


def _naming() -> None:
    op.create_table(
        "naming",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", "actor", name=op.f("pk_naming")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_naming_actor_version"), "naming", ["actor", "version"], unique=False)


def _pending_actors() -> None:
    op.create_table(
        "pending_actors",
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("actor", name=op.f("pk_pending_actors")),
    )


def _pending_versions() -> None:
    op.create_table(
        "pending_versions",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_pending_versions")),
    )


def _read_versions() -> None:
    op.create_table(
        "read_versions",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("reported", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("origin", sa.Text(), nullable=True),
        sa.Column("tallies", sa.LargeBinary(), nullable=True),
        sa.Column("context", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_read_versions")),
    )
    op.create_index(op.f("ix_read_versions_document"), "read_versions", ["document"], unique=False)
    op.create_index(op.f("ix_read_versions_origin"), "read_versions", ["origin"], unique=False)
    op.create_index(op.f("ix_read_versions_reported_version"), "read_versions", ["reported", "version"], unique=False)


def _said_about() -> None:
    op.create_table(
        "said_about",
        sa.Column("num", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mention", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("num", "mention", name=op.f("pk_said_about")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_said_about_mention"), "said_about", ["mention"], unique=False)


def _said_actors() -> None:
    op.create_table(
        "said_actors",
        sa.Column("num", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("num", "role", "actor", name=op.f("pk_said_actors")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_said_actors_actor_num"), "said_actors", ["actor", "num"], unique=False)


def _said_keys() -> None:
    op.create_table(
        "said_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("num", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "num", name=op.f("pk_said_keys")),
        sqlite_with_rowid=False,
    )


def _said_links() -> None:
    op.create_table(
        "said_links",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_said_links")),
        sqlite_with_rowid=False,
    )


def _said_statements() -> None:
    op.create_table(
        "said_statements",
        sa.Column("num", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
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


def _sketch_hashes() -> None:
    op.create_table(
        "sketch_hashes",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("moment", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("hash", "moment", "document", "version", name=op.f("pk_sketch_hashes")),
        sqlite_with_rowid=False,
    )


def _told_events() -> None:
    op.create_table(
        "told_events",
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("first", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("date", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("event", name=op.f("pk_told_events")),
    )
    op.create_index(op.f("ix_told_events_first_event"), "told_events", ["first", "event"], unique=False)


def _told_mentions() -> None:
    op.create_table(
        "told_mentions",
        sa.Column("num", sa.Integer(), nullable=False),
        sa.Column("mention", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
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
