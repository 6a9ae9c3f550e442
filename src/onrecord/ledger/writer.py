"""Adding one document, in the transaction that the caller has begun."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from onrecord.errors import DocumentError
from onrecord.interchange import to_json
from onrecord.ledger import schema, search
from onrecord.ledger.identity import version_id
from onrecord.ledger.materialised import renewal
from onrecord.ledger.revisions import revision_key
from onrecord.ledger.rows import VersionRow
from onrecord.ledger.sketch import sketch
from onrecord.ledger.unpack import unpack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table

    from onrecord.records import CodedDocument

VERSIONS = schema.document_versions


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a document did; ``version`` is the place of this text among the document's revisions, from 1.

    ``revised`` is also the outcome for an older revision that arrives late: it is kept, as superseded.
    """

    outcome: Literal["added", "unchanged", "revised"]
    document: str
    version: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A coded document with what can be made of it before a transaction begins."""

    coded: CodedDocument
    json: str
    text_sha256: str
    version_id: str
    sketch: bytes


@dataclass(frozen=True, slots=True, order=True)
class _Known:
    """A version that the ledger holds, in the order of revisions."""

    revision: str
    seq: int
    id: str
    live: bool


def prepare(coded: CodedDocument) -> Prepared:
    """Encodes, hashes and sketches a document.

    Raises:
        DocumentError: if its text cannot be kept by any database (a lone surrogate).
    """
    where = coded.document.id
    try:
        text_sha256 = hashlib.sha256(coded.text.encode()).hexdigest()
        encoded = to_json(coded).decode()
    except ValueError as error:
        raise DocumentError(ascii(where), f"cannot be kept as UTF-8 ({error.__class__.__name__})") from error
    made = sketch(coded.text).to_bytes()
    return Prepared(coded, encoded, text_sha256, version_id(where, text_sha256), made)


def add(connection: Connection, document: Prepared, now: str) -> Added:
    """Adds a document's text as its newest version, or at its place among later ones; ``now`` is stamped on rows.

    The materialised views have to be renewed after it, in the same transaction.
    """
    name = document.coded.document.id
    known = _known_versions(connection, name, now)
    place = next((n for n, version in enumerate(known, 1) if version.id == document.version_id), None)
    if place is not None:
        return Added("unchanged", name, place)
    live = next((version for version in known if version.live), None)
    revision = revision_key(document.coded.document) or (live.revision if live else "")
    later = [version for version in known if version.revision > revision]
    if live and not later:
        _supersede(connection, live, document.version_id, now)
    seq = _insert_version(connection, document, revision, later[0].id if later else None, now)
    _insert_rows(connection, document, seq)
    renewal.await_versions(connection, [seq] if live is None or later else [seq, live.seq])
    return Added("revised" if known else "added", name, len(known) - len(later) + 1)


def insert_shared(connection: Connection, table: Table, rows: Sequence[Any]) -> None:
    """Inserts rows of a table that documents share; those that are there already stay as they are."""
    if rows:
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), _values(rows))


def _known_versions(connection: Connection, document: str, now: str) -> list[_Known]:
    """The versions of a document in their order; on PostgreSQL the document is locked until the transaction ends."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    first = dialect.insert(schema.documents).values(id=document, added_at=now).on_conflict_do_nothing()
    connection.execute(first)
    connection.execute(select(schema.documents.c.id).where(schema.documents.c.id == document).with_for_update())
    columns = VERSIONS.c.revision, VERSIONS.c.seq, VERSIONS.c.id, VERSIONS.c.superseded_by.is_(None)
    return sorted(_Known(*row) for row in connection.execute(select(*columns).where(VERSIONS.c.document == document)))


def _supersede(connection: Connection, old: _Known, by: str, now: str) -> None:
    stamp = update(VERSIONS).where(VERSIONS.c.seq == old.seq).values(superseded_by=by, superseded_at=now)
    connection.execute(stamp)


def _insert_version(
    connection: Connection, document: Prepared, revision: str, superseded_by: str | None, now: str
) -> int:
    meta = document.coded.document
    row = VersionRow(
        seq=0,
        id=document.version_id,
        document=meta.id,
        revision=revision,
        text_sha256=document.text_sha256,
        raw_sha256=meta.raw_sha256,
        title=meta.title,
        outlet=meta.outlet,
        url=meta.url,
        author=meta.author,
        published=meta.published,
        updated=meta.updated,
        dated_by=meta.dated_by,
        language=meta.language,
        credited=meta.credited,
        coder=document.coded.coder.version,
        sketch=document.sketch,
        added_at=now,
        superseded_by=superseded_by,
        superseded_at=now if superseded_by else None,
    )
    (values,) = _values([row])
    del values["seq"]
    result = connection.execute(insert(VERSIONS).values(**values, text=document.coded.text, coded=document.json))
    key = result.inserted_primary_key
    assert key is not None, "a single-row insert returns its key"
    return int(key[0])


def _insert_rows(connection: Connection, document: Prepared, seq: int) -> None:
    rows = unpack(document.coded, seq, document.version_id)
    for table in schema.SHARED:
        insert_shared(connection, table, getattr(rows, table.name))
    for table in schema.OWNED:
        if own := getattr(rows, table.name):
            connection.execute(insert(table), _values(own))
    search.index(connection, seq)


def _values(rows: Sequence[Any]) -> list[dict[str, Any]]:
    names = [field.name for field in dataclasses.fields(rows[0])]
    return [{name: getattr(row, name) for name in names} for row in rows]
