"""What the ledger holds now, as rows: the live versions and what belongs to them."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from onrecord.ledger import rows as row_classes
from onrecord.ledger import schema
from onrecord.ledger.rows import Rows, VersionRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection, Select, Table

    from onrecord.ledger.rows import ActorJudgementRow, ReviewedRecordRow, ReviewRow

VERSIONS = schema.document_versions
TEXTS_AT_ONCE = 500


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


def retake(connection: Connection, earlier: Snapshot) -> Snapshot:
    """A snapshot after one of the same documents: only what people have judged is read again."""
    return Snapshot(earlier.versions, dataclasses.replace(earlier.rows, **judged(connection)._asdict()))


def judged(connection: Connection) -> Judged:
    """What people have judged."""
    return Judged(**{table.name: _load(connection, table.name) for table in schema.JUDGED})


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


def texts(connection: Connection, versions: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The texts of document versions, by ``seq``."""
    wanted = sorted(set(versions))
    for start in range(0, len(wanted), TEXTS_AT_ONCE):
        part = wanted[start : start + TEXTS_AT_ONCE]
        query = select(VERSIONS.c.seq, VERSIONS.c.text).where(VERSIONS.c.seq.in_(part))
        yield from ((seq, text) for seq, text in connection.execute(query))


def _numbered(versions: Iterable[VersionRow]) -> tuple[Numbered, ...]:
    by_document: defaultdict[str, list[VersionRow]] = defaultdict(list)
    for version in sorted(versions, key=lambda v: (v.document, v.revision, v.seq)):
        by_document[version.document].append(version)
    return tuple(Numbered(v, n) for group in by_document.values() for n, v in enumerate(group, 1))


def _load(connection: Connection, name: str) -> tuple[Any, ...]:
    table = schema.metadata.tables[name]
    row_class = ROW_CLASSES[name]
    return tuple(row_class(*row) for row in connection.execute(_live(table, select(*_columns(table, row_class)))))


def _columns(table: Table, row_class: type) -> list[Any]:
    return [table.c[field.name] for field in dataclasses.fields(row_class)]


def _live(table: Table, query: Select[Any]) -> Select[Any]:
    """Narrows a query to rows of live versions; rows of shared tables have no version and all stay."""
    owner = _OWNERS.get(table.name)
    if owner is not None:
        key = next(iter(table.primary_key))
        query, table = query.join(owner, key == owner.c.id), owner
    if "version" in table.c:
        query = query.join(VERSIONS, table.c.version == VERSIONS.c.seq).where(VERSIONS.c.superseded_by.is_(None))
    return query


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
