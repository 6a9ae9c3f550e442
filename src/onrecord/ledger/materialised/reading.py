"""Reading document versions as reviewed, without the rest of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import select

from onrecord.ledger import snapshot
from onrecord.ledger.evidence import Quoter
from onrecord.ledger.materialised import tables
from onrecord.ledger.materialised.access import found
from onrecord.ledger.reviewed import Reviews

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from onrecord.ledger.rows import Rows
    from onrecord.ledger.snapshot import Snapshot

READ = tables.read_versions


@dataclass(frozen=True)
class Part:
    """Some live document versions: their rows as the coder wrote them, and what makes evidence of them."""

    snapshot: Snapshot
    quoter: Quoter
    versions: frozenset[int]

    @cached_property
    def reviews(self) -> Reviews:
        """The reviews, each with the records that it finds here."""
        return Reviews(self.snapshot.rows, self.quoter)

    @cached_property
    def rows(self) -> Rows:
        """The rows as reviewed."""
        return self.reviews.apply(rejected=False)


def read(connection: Connection, versions: Collection[int]) -> Part:
    """Reads live versions (by ``seq``)."""
    return named_anew(connection, snapshot.take_part(connection, versions), versions)


def named_anew(connection: Connection, taken: Snapshot, versions: Collection[int]) -> Part:
    """Live versions that are read, with the origins that they have now."""
    live = {version.row.seq for version in taken.versions if version.live}
    query = select(READ.c.document, READ.c.origin)
    origin_of = {row.document: row.origin for row in found(connection, query, READ.c.version, live)}
    quoter = Quoter(taken.versions, origin_of, lambda wanted: dict(snapshot.texts(connection, wanted)))
    return Part(taken, quoter, frozenset(live) & frozenset(versions))
