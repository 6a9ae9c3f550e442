"""The first schema: documents and their versions, actors, statements, events, agreements, accounts, positions, search.

Revision ID: 0001
Revises: none
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SEARCH_INDEX = (
    "CREATE VIRTUAL TABLE search_index USING fts5("
    "names, body, content='search_rows', content_rowid='seq', tokenize='porter unicode61 remove_diacritics 2')"
)


def upgrade() -> None:
    """Makes every table, in the order in which they refer to each other."""
    _actors()
    _documents()
    _event_claims()
    _document_versions()
    _event_participants()
    _accounts()
    _actor_mentions()
    _agreements()
    _positions()
    _search_rows()
    _statements()
    _agreement_parties()
    _event_mentions()
    _statement_via()
    _account_sides()
    _position_evidence()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(SEARCH_INDEX)


def _actors() -> None:
    op.create_table(
        "actors",
        _text("id"),
        _text("name"),
        _text("country", null=True),
        sa.Column("person", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actors")),
    )


def _documents() -> None:
    op.create_table(
        "documents",
        _text("id"),
        _text("added_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )


def _event_claims() -> None:
    op.create_table(
        "event_claims",
        _text("id"),
        _text("type"),
        _text("mode", null=True),
        _text("date", null=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_claims")),
    )
    op.create_index(op.f("ix_event_claims_type_date"), "event_claims", ["type", "date"], unique=False)


def _document_versions() -> None:
    op.create_table(
        "document_versions",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        _text("id"),
        _text("document"),
        _text("revision"),
        _text("text_sha256"),
        _text("raw_sha256", null=True),
        _text("title", null=True),
        _text("outlet", null=True),
        _text("url", null=True),
        _text("author", null=True),
        _text("published", null=True),
        _text("updated", null=True),
        _text("dated_by"),
        _text("language", null=True),
        _text("credited", null=True),
        _text("coder"),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        _text("added_at"),
        _text("superseded_by", null=True),
        _text("superseded_at", null=True),
        _text("text"),
        _text("coded"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_document_versions_document")),
        _points("document_versions", "superseded_by", "document_versions.id"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_document_versions")),
        sa.UniqueConstraint("id", name=op.f("uq_document_versions_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_document_versions_document"), "document_versions", ["document"], unique=False)
    op.create_index(
        "uq_document_versions_live",
        "document_versions",
        ["document"],
        unique=True,
        sqlite_where=sa.text("superseded_by IS NULL"),
        postgresql_where=sa.text("superseded_by IS NULL"),
    )


def _event_participants() -> None:
    op.create_table(
        "event_participants",
        _text("claim"),
        _text("role"),
        _text("actor"),
        _points("event_participants", "actor", "actors.id"),
        _points("event_participants", "claim", "event_claims.id"),
        sa.PrimaryKeyConstraint("claim", "role", "actor", name=op.f("pk_event_participants")),
    )
    op.create_index(op.f("ix_event_participants_actor"), "event_participants", ["actor"], unique=False)


def _accounts() -> None:
    op.create_table(
        "accounts",
        _text("id"),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("local"),
        _text("proposition"),
        _text("method"),
        sa.ForeignKeyConstraint(["version"], ["document_versions.seq"], name=op.f("fk_accounts_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
    )
    op.create_index(op.f("ix_accounts_version"), "accounts", ["version"], unique=False)


def _actor_mentions() -> None:
    op.create_table(
        "actor_mentions",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        _text("local"),
        _text("actor"),
        _text("name"),
        _text("kind"),
        _text("sector", null=True),
        _json("roles"),
        _json("spans"),
        _points("actor_mentions", "actor", "actors.id"),
        sa.ForeignKeyConstraint(["version"], ["document_versions.seq"], name=op.f("fk_actor_mentions_version")),
        sa.PrimaryKeyConstraint("version", "local", name=op.f("pk_actor_mentions")),
    )
    op.create_index(op.f("ix_actor_mentions_actor"), "actor_mentions", ["actor"], unique=False)


def _agreements() -> None:
    op.create_table(
        "agreements",
        _text("id"),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("local"),
        _text("name"),
        _text("status"),
        _text("date", null=True),
        _json("spans"),
        _text("method"),
        sa.ForeignKeyConstraint(["version"], ["document_versions.seq"], name=op.f("fk_agreements_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
    )
    op.create_index(op.f("ix_agreements_version"), "agreements", ["version"], unique=False)


def _positions() -> None:
    op.create_table(
        "positions",
        _text("id"),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("local"),
        _text("actor"),
        _text("issue"),
        _text("toward", null=True),
        sa.Column("stance", sa.Double(), nullable=False),
        _text("date", null=True),
        _text("method"),
        _points("positions", "actor", "actors.id"),
        _points("positions", "toward", "actors.id"),
        sa.ForeignKeyConstraint(["version"], ["document_versions.seq"], name=op.f("fk_positions_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_positions")),
    )
    op.create_index(op.f("ix_positions_actor"), "positions", ["actor"], unique=False)
    op.create_index(op.f("ix_positions_version"), "positions", ["version"], unique=False)


def _search_rows() -> None:
    op.create_table(
        "search_rows",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("kind"),
        _text("record"),
        _text("names"),
        _text("body"),
        sa.ForeignKeyConstraint(["version"], ["document_versions.seq"], name=op.f("fk_search_rows_version")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_search_rows")),
        sa.UniqueConstraint("record", name=op.f("uq_search_rows_record")),
    )
    op.create_index(op.f("ix_search_rows_version"), "search_rows", ["version"], unique=False)


def _statements() -> None:
    op.create_table(
        "statements",
        _text("id"),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("local"),
        _text("claim"),
        _text("source", null=True),
        _text("kind"),
        _text("act"),
        _text("addressee", null=True),
        _text("date", null=True),
        _text("dated_by", null=True),
        _json("content_spans"),
        _json("source_spans", null=True),
        _json("cue_spans", null=True),
        _json("occasion_spans", null=True),
        _text("section", null=True),
        _text("within", null=True),
        _text("method"),
        _points("statements", "addressee", "actors.id"),
        _points("statements", "source", "actors.id"),
        sa.ForeignKeyConstraint(["version"], ["document_versions.seq"], name=op.f("fk_statements_version")),
        _points("statements", "within", "statements.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
    )
    op.create_index(op.f("ix_statements_claim"), "statements", ["claim"], unique=False)
    op.create_index(op.f("ix_statements_source"), "statements", ["source"], unique=False)
    op.create_index(op.f("ix_statements_version"), "statements", ["version"], unique=False)


def _agreement_parties() -> None:
    op.create_table(
        "agreement_parties",
        _text("agreement"),
        _text("actor"),
        _points("agreement_parties", "actor", "actors.id"),
        _points("agreement_parties", "agreement", "agreements.id"),
        sa.PrimaryKeyConstraint("agreement", "actor", name=op.f("pk_agreement_parties")),
    )


def _event_mentions() -> None:
    op.create_table(
        "event_mentions",
        _text("id"),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("local"),
        _text("claim"),
        _text("cameo", null=True),
        _text("quad"),
        _json("contexts"),
        _json("trigger_spans"),
        _text("trigger_text"),
        _json("sentence_spans"),
        _text("sentence_key"),
        _json("condition_spans", null=True),
        _text("dated_by", null=True),
        _text("place_name", null=True),
        _text("place_country", null=True),
        _text("factuality"),
        _text("according_actor", null=True),
        _text("according_statement", null=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("background", sa.Boolean(), nullable=False),
        _text("section", null=True),
        _text("method"),
        _points("event_mentions", "according_actor", "actors.id"),
        _points("event_mentions", "according_statement", "statements.id"),
        _points("event_mentions", "claim", "event_claims.id"),
        sa.ForeignKeyConstraint(["version"], ["document_versions.seq"], name=op.f("fk_event_mentions_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_mentions")),
    )
    op.create_index(op.f("ix_event_mentions_claim"), "event_mentions", ["claim"], unique=False)
    op.create_index(op.f("ix_event_mentions_version"), "event_mentions", ["version"], unique=False)


def _statement_via() -> None:
    op.create_table(
        "statement_via",
        _text("statement"),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        _text("actor"),
        _points("statement_via", "actor", "actors.id"),
        _points("statement_via", "statement", "statements.id"),
        sa.PrimaryKeyConstraint("statement", "ordinal", name=op.f("pk_statement_via")),
    )


def _account_sides() -> None:
    op.create_table(
        "account_sides",
        _text("account"),
        _text("side"),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        _text("statement", null=True),
        _text("mention", null=True),
        _points("account_sides", "account", "accounts.id"),
        _points("account_sides", "mention", "event_mentions.id"),
        _points("account_sides", "statement", "statements.id"),
        sa.PrimaryKeyConstraint("account", "side", "ordinal", name=op.f("pk_account_sides")),
    )


def _position_evidence() -> None:
    op.create_table(
        "position_evidence",
        _text("position"),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        _text("statement", null=True),
        _text("mention", null=True),
        _points("position_evidence", "mention", "event_mentions.id"),
        _points("position_evidence", "position", "positions.id"),
        _points("position_evidence", "statement", "statements.id"),
        sa.PrimaryKeyConstraint("position", "ordinal", name=op.f("pk_position_evidence")),
    )


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _json(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(none_as_null=True), nullable=null)


def _points(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [target], name=name, deferrable=True, initially="DEFERRED")
