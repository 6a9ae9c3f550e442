"""A hash over all content of a ledger, to show that two ledgers hold the same."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from onrecord.ledger import schema, snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Table

NOT_CONTENT = frozenset({"seq", "added_at", "superseded_by", "superseded_at"})
"""Clocks, the order of arrival, and which arrival stamped a row. Which version is live does count."""


def content_digest(connection: Connection) -> str:
    """SHA-256 over the rows of all documents, the same on every database, however they came in.

    Judgements, situations and other projects' event data are left out.
    """
    rows = sorted(row for table in _content() for row in _rows(connection, table))
    total = hashlib.sha256()
    for row in (*rows, *_numbers(connection)):
        total.update(row)
    return total.hexdigest()


def _content() -> list[Table]:
    beside = (*schema.JUDGED, *schema.FOLLOWED, *schema.FOREIGN)
    return [table for table in schema.metadata.sorted_tables if table not in beside]


def _rows(connection: Connection, table: Table) -> Iterator[bytes]:
    """A hash of every row, its document version named by the content-derived id."""
    columns: list[Any] = [column for column in table.c if column.name not in NOT_CONTENT]
    query = select(*columns)
    if "version" in table.c:
        versions = schema.document_versions
        columns = [versions.c.id if column.name == "version" else column for column in columns]
        query = select(*columns).join(versions, table.c.version == versions.c.seq)
    return (_hash(table.name, *row) for row in connection.execute(query))


def _numbers(connection: Connection) -> list[bytes]:
    """Which number each version has and which is live."""
    return sorted(_hash("", v.row.id, v.number, v.live) for v in snapshot.versions(connection))


def _hash(*values: object) -> bytes:
    return hashlib.sha256(json.dumps(values, default=_plain).encode()).digest()


def _plain(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else repr(value)
