"""The ledger's tables. Their columns are those of the row classes in :mod:`onrecord.ledger.rows`, which a test holds.

Ids are content-derived text; ``document_versions.seq`` alone counts arrivals, and rows of a document point to it, so
that the rows of one document lie side by side. Rows of actors and claims are shared by documents.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)

from onrecord.ledger.rows import Correction, NamedActor
from onrecord.records import Role, Span, Spans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Dialect

REVISIONS = tuple(f"{number:04}" for number in range(1, 18))
"""Every schema revision that this version can read, the newest last; a test holds them against the migrations."""

VERSION_TABLE = "onrecord_version"
"""Where Alembic keeps the revision. Its name is what tells a ledger from another program's database."""

SEARCH_INDEX = "search_index"
"""The full text index over ``search_rows``, made by the migrations and filled by :mod:`onrecord.ledger.search`.

FTS5 on SQLite; on PostgreSQL a table of tsvectors, and a dictionary ``onrecord_stem`` by which they are stemmed.
"""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class SpanList(TypeDecorator[Spans]):
    """Spans as a JSON list of ``[start, end]``."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Spans | None, dialect: Dialect) -> list[list[int]] | None:
        """Spans to JSON."""
        return None if value is None else [list(span) for span in value]

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Spans | None:
        """JSON to spans."""
        return None if value is None else tuple(Span(start, end) for start, end in value)


class StringList(TypeDecorator[tuple[str, ...]]):
    """Strings as a JSON list."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> list[str] | None:
        """A tuple to JSON."""
        return None if value is None else list(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[str, ...] | None:
        """JSON to a tuple."""
        return None if value is None else tuple(value)


class RoleList(TypeDecorator[tuple[Role, ...]]):
    """Roles as a JSON list of objects."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(
        self, value: tuple[Role, ...] | None, dialect: Dialect
    ) -> list[dict[str, str | None]] | None:
        """Roles to JSON."""
        return None if value is None else [{"title": r.title, "of": r.of, "status": r.status} for r in value]

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[Role, ...] | None:
        """JSON to roles."""
        return None if value is None else tuple(Role(**role) for role in value)


class CorrectionList(TypeDecorator[tuple[Correction, ...]]):
    """Corrections as a JSON list of objects."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: tuple[Correction, ...] | None, dialect: Dialect) -> list[dict[str, Any]] | None:
        """Corrections to JSON."""
        return None if value is None else [asdict(correction) for correction in value]

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[Correction, ...] | None:
        """JSON to corrections."""
        return None if value is None else tuple(_correction(**correction) for correction in value)


def _correction(field: Any, value: str | None, actors: Iterable[dict[str, Any]]) -> Correction:
    return Correction(field, value, tuple(NamedActor(**actor) for actor in actors))


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null)


def _id() -> Column[str]:
    return Column("id", Text, primary_key=True)


def _spans(name: str, *, null: bool = False) -> Column[Spans]:
    return Column(name, SpanList, nullable=null)


def _version() -> Column[int]:
    return Column("version", ForeignKey("document_versions.seq"), nullable=False, index=True)


def _points(name: str, target: str, *, null: bool = False, key: bool = False, index: bool = False) -> Column[str]:
    # Deferred: a statement may stand within one that the same transaction inserts after it.
    reference = ForeignKey(target, deferrable=True, initially="DEFERRED")
    return Column(name, Text, reference, nullable=null, primary_key=key, index=index or None)


def _ordinal() -> Column[int]:
    return Column("ordinal", Integer, primary_key=True, autoincrement=False)


documents = Table("documents", metadata, _id(), _text("added_at"))

document_versions = Table(
    "document_versions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("document", ForeignKey("documents.id"), nullable=False, index=True),
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
    Column("sketch", LargeBinary, nullable=False),
    _text("added_at"),
    _points("superseded_by", "document_versions.id", null=True),
    _text("superseded_at", null=True),
    _text("text"),
    _text("coded"),
    sqlite_autoincrement=True,
)
Index(
    "uq_document_versions_live",
    document_versions.c.document,
    unique=True,
    sqlite_where=document_versions.c.superseded_by.is_(None),
    postgresql_where=document_versions.c.superseded_by.is_(None),
)

actors = Table(
    "actors",
    metadata,
    _id(),
    _text("name"),
    _text("country", null=True),
    Column("person", Boolean, nullable=False),
)

actor_mentions = Table(
    "actor_mentions",
    metadata,
    Column("version", ForeignKey("document_versions.seq"), primary_key=True, autoincrement=False),
    Column("local", Text, primary_key=True),
    _points("actor", "actors.id", index=True),
    _text("name"),
    _text("kind"),
    _text("sector", null=True),
    Column("roles", RoleList, nullable=False),
    _spans("spans"),
)

actor_judgements = Table(
    "actor_judgements",
    metadata,
    _id(),
    _text("verdict"),
    _points("one", "actors.id"),
    _points("other", "actors.id"),
    _text("author"),
    _text("reason"),
    _text("made_at"),
    _text("withdrawn_at", null=True),
    _text("withdrawn_by", null=True),
    _text("withdrawn_because", null=True),
)

reviews = Table(
    "reviews",
    metadata,
    _id(),
    _text("verdict"),
    Column("corrections", CorrectionList, nullable=False),
    _text("author"),
    _text("reason"),
    _text("made_at"),
    _text("withdrawn_at", null=True),
    _text("withdrawn_by", null=True),
    _text("withdrawn_because", null=True),
)

review_records = Table(
    "review_records",
    metadata,
    _points("review", "reviews.id", key=True),
    Column("side", Text, primary_key=True),
    _ordinal(),
    _text("kind"),
    _text("document"),
    _text("type", null=True),
    _text("claim"),
    _text("exact"),
    _text("prefix"),
    _text("suffix"),
    Column("nth", Integer, nullable=False),
)

statements = Table(
    "statements",
    metadata,
    _id(),
    _version(),
    _text("local"),
    Column("claim", Text, nullable=False, index=True),
    _points("source", "actors.id", null=True, index=True),
    _text("kind"),
    _text("act"),
    _points("addressee", "actors.id", null=True),
    _text("date", null=True),
    _text("dated_by", null=True),
    _spans("content_spans"),
    _spans("source_spans", null=True),
    _spans("cue_spans", null=True),
    _spans("occasion_spans", null=True),
    _text("section", null=True),
    _points("within", "statements.id", null=True),
    _text("method"),
)

statement_via = Table(
    "statement_via",
    metadata,
    _points("statement", "statements.id", key=True),
    _ordinal(),
    _points("actor", "actors.id"),
)

event_claims = Table(
    "event_claims",
    metadata,
    _id(),
    _text("type"),
    _text("mode", null=True),
    _text("date", null=True),
)
Index(None, event_claims.c.type, event_claims.c.date)

event_participants = Table(
    "event_participants",
    metadata,
    _points("claim", "event_claims.id", key=True),
    Column("role", Text, primary_key=True),
    _points("actor", "actors.id", key=True, index=True),
)

event_mentions = Table(
    "event_mentions",
    metadata,
    _id(),
    _version(),
    _text("local"),
    _points("claim", "event_claims.id", index=True),
    _text("cameo", null=True),
    _text("quad"),
    Column("contexts", StringList, nullable=False),
    _spans("trigger_spans"),
    _text("trigger_text"),
    _spans("sentence_spans"),
    _text("sentence_key"),
    _spans("condition_spans", null=True),
    _text("dated_by", null=True),
    _text("place_name", null=True),
    _text("place_country", null=True),
    _text("factuality"),
    _points("according_actor", "actors.id", null=True),
    _points("according_statement", "statements.id", null=True),
    Column("confidence", Double, nullable=False),
    Column("background", Boolean, nullable=False),
    _text("section", null=True),
    _text("method"),
)

agreements = Table(
    "agreements",
    metadata,
    _id(),
    _version(),
    _text("local"),
    _text("name"),
    _text("status"),
    _text("date", null=True),
    _spans("spans"),
    _text("method"),
)

agreement_parties = Table(
    "agreement_parties",
    metadata,
    _points("agreement", "agreements.id", key=True),
    _points("actor", "actors.id", key=True),
)

accounts = Table("accounts", metadata, _id(), _version(), _text("local"), _text("proposition"), _text("method"))

account_sides = Table(
    "account_sides",
    metadata,
    _points("account", "accounts.id", key=True),
    Column("side", Text, primary_key=True),
    _ordinal(),
    _points("statement", "statements.id", null=True),
    _points("mention", "event_mentions.id", null=True),
)

positions = Table(
    "positions",
    metadata,
    _id(),
    _version(),
    _text("local"),
    _points("actor", "actors.id", index=True),
    _text("issue"),
    _points("toward", "actors.id", null=True),
    Column("stance", Double, nullable=False),
    _text("date", null=True),
    _text("method"),
)

position_evidence = Table(
    "position_evidence",
    metadata,
    _points("position", "positions.id", key=True),
    _ordinal(),
    _points("statement", "statements.id", null=True),
    _points("mention", "event_mentions.id", null=True),
)

search_rows = Table(
    "search_rows",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    _version(),
    _text("kind"),
    Column("record", Text, nullable=False, unique=True),
    _text("names"),
    _text("body"),
)

foreign_files = Table(
    "foreign_files",
    metadata,
    _id(),
    _text("name"),
    _text("member", null=True),
    _text("sha256"),
    _text("added_at"),
)

foreign_events = Table(
    "foreign_events",
    metadata,
    _id(),
    _text("dataset"),
    _text("own_id"),
    _text("date"),
    _text("cameo", null=True),
    _text("type", null=True),
    _text("mode", null=True),
    Column("contexts", StringList, nullable=False),
    _text("quad", null=True),
    Column("intensity", Double, nullable=True),
    _text("place_name", null=True),
    _text("place_country", null=True),
    Column("latitude", Double, nullable=True),
    Column("longitude", Double, nullable=True),
    _text("source", null=True),
    _text("url", null=True),
    _points("file", "foreign_files.id"),
    Column("line", Integer, nullable=False),
)
Index(None, foreign_events.c.date, foreign_events.c.id)

foreign_parties = Table(
    "foreign_parties",
    metadata,
    _points("event", "foreign_events.id", key=True),
    Column("side", Text, primary_key=True),
    _ordinal(),
    _text("name", null=True),
    _text("country", null=True),
    _text("sector", null=True),
)

foreign_mentions = Table(
    "foreign_mentions",
    metadata,
    _id(),
    _text("dataset"),
    Column("event", Text, nullable=False, index=True),
    _text("mentioned_at"),
    _text("source", null=True),
    _text("url", null=True),
    Column("sentence", Integer, nullable=True),
    Column("confidence", Double, nullable=True),
    _points("file", "foreign_files.id"),
    Column("line", Integer, nullable=False),
)

SHARED = (actors, event_claims, event_participants)
"""Tables whose rows several documents share: inserting one that is there already changes nothing."""

OWNED = (
    actor_mentions,
    statements,
    statement_via,
    event_mentions,
    agreements,
    agreement_parties,
    accounts,
    account_sides,
    positions,
    position_evidence,
    search_rows,
)
"""Tables whose rows belong to one document version."""

situations = Table(
    "situations",
    metadata,
    _id(),
    _text("name"),
    Column("actors", StringList, nullable=False),
    Column("contexts", StringList, nullable=False),
    _text("since", null=True),
    _text("until", null=True),
    _text("query"),
    _text("saved_at"),
    _text("ended_at", null=True),
    _text("ended_because", null=True),
)
Index(
    "uq_situations_live",
    situations.c.name,
    unique=True,
    sqlite_where=situations.c.ended_at.is_(None),
    postgresql_where=situations.c.ended_at.is_(None),
)

situation_briefs = Table(
    "situation_briefs",
    metadata,
    _id(),
    _points("situation", "situations.id", index=True),
    _text("written_at"),
    Column("seen", Integer, nullable=False),
)

JUDGED = (actor_judgements, reviews, review_records)
"""Tables of what people have judged: no content of documents."""

FOLLOWED = (situations, situation_briefs)
"""Tables of what readers follow, and what they were told of it: no content of documents either."""

FOREIGN = (foreign_files, foreign_events, foreign_parties, foreign_mentions)
"""Tables of what other projects coded: beside the record and no content of it, whatever is read from them."""
