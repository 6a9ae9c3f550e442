"""Event data of other projects; full text search on PostgreSQL.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables, in the order in which they refer to each other."""
    _files()
    _events()
    _parties()
    _mentions()
    if op.get_bind().dialect.name == "postgresql":
        _search()


def _search() -> None:
    """What SQLite's index was from the first: stems of the words of ``search_rows`` with their places."""
    op.execute("CREATE TEXT SEARCH DICTIONARY onrecord_stem (TEMPLATE = snowball, LANGUAGE = porter)")
    op.execute("CREATE TABLE search_index (seq integer PRIMARY KEY REFERENCES search_rows, words tsvector NOT NULL)")
    op.execute(
        """
        INSERT INTO search_index (seq, words)
        SELECT seq, CAST(string_agg(quote_literal(CASE WHEN length(word) <= 2 THEN word
            ELSE (ts_lexize('onrecord_stem', left(word, 500)))[1] END) || ':' || least(place, 16383), ' ') AS tsvector)
        FROM search_rows
        CROSS JOIN unnest(string_to_array(left(names || ' | ' || body, 100000), ' ')) WITH ORDINALITY AS w(word, place)
        WHERE word NOT IN ('', '|')
        GROUP BY seq
        """
    )
    op.execute("CREATE INDEX ix_search_index_words ON search_index USING gin (words)")


def _files() -> None:
    op.create_table(
        "foreign_files",
        _text("id"),
        _text("name"),
        _text("member", null=True),
        _text("sha256"),
        _text("added_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_foreign_files")),
    )


def _events() -> None:
    op.create_table(
        "foreign_events",
        _text("id"),
        _text("dataset"),
        _text("own_id"),
        _text("date"),
        _text("cameo", null=True),
        _text("type", null=True),
        _text("mode", null=True),
        sa.Column("contexts", sa.JSON(none_as_null=True), nullable=False),
        _text("quad", null=True),
        sa.Column("intensity", sa.Double(), nullable=True),
        _text("place_name", null=True),
        _text("place_country", null=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        _text("source", null=True),
        _text("url", null=True),
        _text("file"),
        sa.Column("line", sa.Integer(), nullable=False),
        _points("foreign_events", "file", "foreign_files.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_foreign_events")),
    )
    op.create_index(op.f("ix_foreign_events_date_id"), "foreign_events", ["date", "id"], unique=False)


def _parties() -> None:
    op.create_table(
        "foreign_parties",
        _text("event"),
        _text("side"),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        _text("name", null=True),
        _text("country", null=True),
        _text("sector", null=True),
        _points("foreign_parties", "event", "foreign_events.id"),
        sa.PrimaryKeyConstraint("event", "side", "ordinal", name=op.f("pk_foreign_parties")),
    )


def _mentions() -> None:
    op.create_table(
        "foreign_mentions",
        _text("id"),
        _text("dataset"),
        _text("event"),
        _text("mentioned_at"),
        _text("source", null=True),
        _text("url", null=True),
        sa.Column("sentence", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=True),
        _text("file"),
        sa.Column("line", sa.Integer(), nullable=False),
        _points("foreign_mentions", "file", "foreign_files.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_foreign_mentions")),
    )
    op.create_index(op.f("ix_foreign_mentions_event"), "foreign_mentions", ["event"], unique=False)


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _points(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [target], name=name, deferrable=True, initially="DEFERRED")
