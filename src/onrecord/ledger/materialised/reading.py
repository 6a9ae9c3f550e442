"""Reading document versions as reviewed, without the rest of the ledger."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import select

from onrecord.ledger import schema, snapshot
from onrecord.ledger.evidence import Quoter
from onrecord.ledger.materialised import tables
from onrecord.ledger.materialised.access import found
from onrecord.ledger.reviewed import Reviews

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from sqlalchemy import Connection

    from onrecord.ledger.rows import Rows
    from onrecord.ledger.snapshot import Numbered, Snapshot

    LoadTexts = Callable[[Iterable[int]], Mapping[int, str]]

READ, VERSIONS = tables.read_versions, schema.document_versions


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


def read_by_table(connection: Connection, versions: Collection[int]) -> Part:
    """The same of what is looked at while the connection is open: few views need the rows of every table."""
    return named_anew(connection, snapshot.take_part_by_table(connection, versions), versions)


def reviewed(connection: Connection) -> Part:
    """The live versions of the documents that people have reviewed something of."""
    documents = {row.document for row in snapshot.judged(connection).review_records}
    query = select(VERSIONS.c.seq).where(VERSIONS.c.superseded_by.is_(None))
    return read(connection, {row.seq for row in found(connection, query, VERSIONS.c.document, documents)})


def named_anew(connection: Connection, taken: Snapshot, versions: Collection[int]) -> Part:
    """Live versions that are read, with the origins that they have now."""
    live = frozenset(version.row.seq for version in taken.versions if version.live)
    return Part(taken, quoter(connection, taken.versions), live & frozenset(versions))


def quoter(connection: Connection, versions: Iterable[Numbered], load_texts: LoadTexts | None = None) -> Quoter:
    """Makes evidence of versions, with the origins that their documents have now.

    Texts are read through the connection unless ``load_texts`` gives them.
    """
    known = tuple(versions)
    query = select(READ.c.document, READ.c.origin)
    live = {version.row.seq for version in known if version.live}
    origin_of = {row.document: row.origin for row in found(connection, query, READ.c.version, live)}
    return Quoter(known, origin_of, load_texts or (lambda wanted: dict(snapshot.texts(connection, wanted))))


def judged_together(connection: Connection) -> dict[int, frozenset[int]]:
    """Live versions with those of which people have judged records to be the same or different."""
    made = snapshot.judged(connection)
    pairs = {row.id for row in made.reviews if row.withdrawn_at is None and row.verdict in ("same", "different")}
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for row in made.review_records:
        if row.review in pairs:
            documents[row.review].add(row.document)
    query = select(VERSIONS.c.seq, VERSIONS.c.document).where(VERSIONS.c.superseded_by.is_(None))
    every = {document for group in documents.values() for document in group}
    version_of = {row.document: row.seq for row in found(connection, query, VERSIONS.c.document, every)}
    return _connected({version_of[d] for d in group if d in version_of} for group in documents.values())


def _connected(groups: Iterable[set[int]]) -> dict[int, frozenset[int]]:
    """Each version with all that groups connect it with."""
    joined: dict[int, set[int]] = {}
    for group in groups:
        whole = set().union(group, *(joined.get(version, set()) for version in group))
        joined.update(dict.fromkeys(whole, whole))
    return {version: frozenset(whole) for version, whole in joined.items()}
