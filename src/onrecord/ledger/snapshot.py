"""What the ledger holds now, as rows: the live versions and what belongs to them."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sqlalchemy import select

from onrecord.ledger import rows as row_classes
from onrecord.ledger import schema
from onrecord.ledger.rows import Rows, RowsByTable, VersionRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Select, Table

    from onrecord.ledger.rows import ActorJudgementRow, ActorRow, ReviewedRecordRow, ReviewRow

VERSIONS = schema.document_versions
AT_ONCE = 500
"""Values in one query; SQLite takes 32,766, PostgreSQL 65,535, and a thousand are no faster than five hundred."""

V = TypeVar("V", int, str)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document version with its number: its place among the document's revisions, from 1."""

    row: VersionRow
    number: int

    @property
    def live(self) -> bool:
        """Whether no other version supersedes it."""
        return self.row.superseded_by is None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All document versions, superseded ones too, and the rows of the live ones."""

    versions: tuple[Numbered, ...]
    rows: Rows


class Judged(NamedTuple):
    """What people have judged, as rows."""

    actor_judgements: tuple[ActorJudgementRow, ...]
    reviews: tuple[ReviewRow, ...]
    review_records: tuple[ReviewedRecordRow, ...]


def take(connection: Connection) -> Snapshot:
    """Reads everything but texts, in one transaction."""
    return Snapshot(versions(connection), Rows(**{name: _load(connection, name) for name in ROW_CLASSES}))


def take_part(connection: Connection, wanted: Iterable[int]) -> Snapshot:
    """The same of these live versions alone (by ``seq``), with all versions of their documents.

    What people have judged is read whole, with the actors that it corrects records to.
    """
    part = take_part_by_table(connection, wanted)
    return Snapshot(part.versions, Rows(**{name: getattr(part.rows, name) for name in ROW_CLASSES}))


def take_part_by_table(connection: Connection, wanted: Iterable[int]) -> Snapshot:
    """The same, with rows that are read when their table is first looked at, while the connection is open."""
    wanted, made = frozenset(wanted), judged(connection)

    def load(name: str) -> tuple[Any, ...]:
        if name in _JUDGED:
            found: tuple[Any, ...] = getattr(made, name)
            return found
        rows = [row for part in parts(wanted) for row in _load(connection, name, part)]
        if name == "actors":
            corrections = (correction for row in made.reviews for correction in row.corrections)
            rows += actors(connection, {actor.id for correction in corrections for actor in correction.actors})
        # Rows of shared tables may stand in several parts.
        return tuple(dict.fromkeys(rows) if name in _USERS else rows)

    return Snapshot(versions_beside(connection, wanted), RowsByTable(load))


def versions_beside(connection: Connection, wanted: Iterable[int]) -> tuple[Numbered, ...]:
    """All versions of the documents of some (by ``seq``), numbered."""
    return _numbered(dict.fromkeys(row for part in parts(wanted) for row in _versions_beside(connection, part)))


def actors(connection: Connection, wanted: Iterable[str]) -> tuple[ActorRow, ...]:
    """Rows of actors by their ids, also of those whom only a review names."""
    asked = set(wanted)
    found = [row for part in parts(asked) for row in _actors(connection, part)]
    if missing := asked - {row.id for row in found}:
        corrections = (correction for row in judged(connection).reviews for correction in row.corrections)
        found += {actor.row for correction in corrections for actor in correction.actors if actor.id in missing}
    return tuple(found)


def _actors(connection: Connection, part: Sequence[str]) -> list[ActorRow]:
    query = select(*_columns(schema.actors, row_classes.ActorRow)).where(schema.actors.c.id.in_(part))
    return [row_classes.ActorRow(*row) for row in connection.execute(query)]


def retake(connection: Connection, earlier: Snapshot) -> Snapshot:
    """A snapshot after one of the same documents: only what people have judged is read again."""
    return Snapshot(earlier.versions, earlier.rows.changed(**judged(connection)._asdict()))


def judged(connection: Connection) -> Judged:
    """What people have judged."""
    return Judged(**{table.name: _load(connection, table.name) for table in schema.JUDGED})


def has_rejected(connection: Connection) -> bool:
    """Whether a review holds that rejects a record."""
    table = schema.reviews
    query = select(table.c.id).where(table.c.verdict == "reject", table.c.withdrawn_at.is_(None))
    return connection.scalar(query.limit(1)) is not None


def versions(connection: Connection) -> tuple[Numbered, ...]:
    """All document versions, numbered."""
    query = select(*_columns(VERSIONS, VersionRow))
    return _numbered(VersionRow(*row) for row in connection.execute(query))


def find_version(connection: Connection, document: str, number: int | None) -> int:
    """The ``seq`` of a version of a document, of the live one for None.

    Raises:
        KeyError: if there is none.
    """
    query = select(*_columns(VERSIONS, VersionRow)).where(VERSIONS.c.document == document)
    for version in _numbered(VersionRow(*row) for row in connection.execute(query)):
        if version.live if number is None else version.number == number:
            return version.row.seq
    raise KeyError(document if number is None else (document, number))


def find_versions(connection: Connection, asked: Collection[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """The ``seq`` of versions of documents, by id and number; of what is not there none."""
    query = select(*_columns(VERSIONS, VersionRow))
    documents = parts(document for document, _ in asked)
    rows = (row for part in documents for row in connection.execute(query.where(VERSIONS.c.document.in_(part))))
    numbered = {(v.row.document, v.number): v.row.seq for v in _numbered(VersionRow(*row) for row in rows)}
    return {version: numbered[version] for version in asked if version in numbered}


def texts(connection: Connection, versions: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The texts of document versions, by ``seq``."""
    return _column(connection, VERSIONS.c.text, versions)


def coded(connection: Connection, versions: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The coded documents of document versions, as JSON, by ``seq``."""
    return _column(connection, VERSIONS.c.coded, versions)


def _column(connection: Connection, column: ColumnElement[str], versions: Iterable[int]) -> Iterator[tuple[int, str]]:
    for part in parts(versions):
        query = select(VERSIONS.c.seq, column).where(VERSIONS.c.seq.in_(part))
        yield from ((seq, value) for seq, value in connection.execute(query))


def _numbered(versions: Iterable[VersionRow]) -> tuple[Numbered, ...]:
    by_document: defaultdict[str, list[VersionRow]] = defaultdict(list)
    for version in sorted(versions, key=lambda v: (v.document, v.revision, v.seq)):
        by_document[version.document].append(version)
    return tuple(Numbered(v, n) for group in by_document.values() for n, v in enumerate(group, 1))


def _versions_beside(connection: Connection, part: Sequence[int]) -> list[VersionRow]:
    """All versions of the documents of some."""
    documents = select(VERSIONS.c.document).where(VERSIONS.c.seq.in_(part))
    query = select(*_columns(VERSIONS, VersionRow)).where(VERSIONS.c.document.in_(documents))
    return [VersionRow(*row) for row in connection.execute(query).all()]


def parts(wanted: Iterable[V]) -> Iterator[list[V]]:
    """Values in order, each once, so many as one query asks for."""
    ordered = sorted(set(wanted))
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def _load(connection: Connection, name: str, wanted: Sequence[int] | None = None) -> tuple[Any, ...]:
    table = schema.metadata.tables[name]
    row_class = ROW_CLASSES[name]
    query = _live(table, select(*_columns(table, row_class)), wanted)
    return tuple(row_class(*row) for row in connection.execute(query).all())


def _columns(table: Table, row_class: type) -> list[Any]:
    return [table.c[field.name] for field in dataclasses.fields(row_class)]


def _live(table: Table, query: Select[Any], wanted: Sequence[int] | None) -> Select[Any]:
    """Narrows a query to rows of live versions; of shared tables, whose rows have no version, all stay unless asked."""
    owner = _OWNERS.get(table.name)
    if owner is not None:
        key = next(iter(table.primary_key))
        query, table = query.join(owner, key == owner.c.id), owner
    elif wanted is not None and table.name in _USERS:
        key, user = _USERS[table.name]
        return query.where(key.in_(select(user).where(user.table.c.version.in_(wanted))))
    if "version" in table.c:
        query = query.join(VERSIONS, table.c.version == VERSIONS.c.seq).where(VERSIONS.c.superseded_by.is_(None))
        query = query if wanted is None else query.where(table.c.version.in_(wanted))
    return query


_JUDGED = frozenset(table.name for table in schema.JUDGED)
_USERS: dict[str, tuple[Any, Any]] = {
    "actors": (schema.actors.c.id, schema.actor_mentions.c.actor),
    "event_claims": (schema.event_claims.c.id, schema.event_mentions.c.claim),
    "event_participants": (schema.event_participants.c.claim, schema.event_mentions.c.claim),
}
"""Shared tables: their keys, and the column of rows with a version that refers to these."""

_OWNERS = {
    "statement_via": schema.statements,
    "agreement_parties": schema.agreements,
    "account_sides": schema.accounts,
    "position_evidence": schema.positions,
}
ROW_CLASSES: dict[str, Any] = {
    "actors": row_classes.ActorRow,
    "actor_mentions": row_classes.ActorMentionRow,
    "statements": row_classes.StatementRow,
    "statement_via": row_classes.StatementViaRow,
    "event_claims": row_classes.EventClaimRow,
    "event_participants": row_classes.EventParticipantRow,
    "event_mentions": row_classes.EventMentionRow,
    "agreements": row_classes.AgreementRow,
    "agreement_parties": row_classes.AgreementPartyRow,
    "accounts": row_classes.AccountRow,
    "account_sides": row_classes.AccountSideRow,
    "positions": row_classes.PositionRow,
    "position_evidence": row_classes.PositionEvidenceRow,
    "search_rows": row_classes.SearchRow,
    "actor_judgements": row_classes.ActorJudgementRow,
    "reviews": row_classes.ReviewRow,
    "review_records": row_classes.ReviewedRecordRow,
}
