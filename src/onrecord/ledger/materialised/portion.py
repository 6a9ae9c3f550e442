"""Agreements, contests, threats, promises and positions, derived of the document versions that they stand in alone.

What a version says of them is compared with few others; which these are the materialised views tell
(:mod:`onrecord.ledger.materialised.bearing`). What derives records from a whole ledger derives them from those alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from onrecord.ledger import schema
from onrecord.ledger.accounts import Voices
from onrecord.ledger.agreements import Agreements
from onrecord.ledger.derived import Derivation
from onrecord.ledger.event_views import EventViews
from onrecord.ledger.materialised import bearing, joining, record, tables
from onrecord.ledger.materialised.access import found, rows_of
from onrecord.ledger.materialised.facts import KeptFacts
from onrecord.ledger.materialised.mentions import bare
from onrecord.ledger.materialised.people import People
from onrecord.ledger.materialised.reading import read_by_table
from onrecord.ledger.materialised.scoping import Scoped
from onrecord.ledger.materialised.utterances import said
from onrecord.ledger.nodes import nodes
from onrecord.ledger.review_views import ReviewViews

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import ColumnElement, Connection, Row, Select

    from onrecord.ledger.events import Cluster
    from onrecord.ledger.evidence import Quoter
    from onrecord.ledger.nodes import Node
    from onrecord.ledger.rows import Rows, StatementRow
    from onrecord.ledger.scope import Filter, Scope
    from onrecord.ledger.statements import About
    from onrecord.records import Spans

STATEMENTS, TOLD = schema.statements, schema.event_mentions
MENTIONS, SAID, NAMING, RESOLVED, STANDING = (
    tables.event_mentions,
    tables.said,
    tables.naming,
    tables.actor_resolutions,
    tables.actor_standings,
)


def agreements(connection: Connection, scoped: Scoped) -> Portion:
    """What the agreements of a scope are derived of."""
    return Portion(connection, joining.closure(connection, "agreement", bearing.on_agreements(connection, scoped)))


def accounts(connection: Connection, scoped: Scoped) -> Portion:
    """What the contests of a scope are derived of."""
    told = joining.closure(connection, "account", bearing.on_accounts(connection, scoped))
    contrary = bearing.contradicted(connection, scoped)
    return Portion(connection, told, bearing.told_on_sides(connection, told), contrary)


def agreement(connection: Connection, record: str) -> Portion:
    """What the agreement of that id is derived of."""
    return Portion(
        connection, joining.closure(connection, "agreement", joining.holding(connection, "agreement", record))
    )


def account(connection: Connection, record: str) -> Portion:
    """What the contest of that id is derived of."""
    told = joining.holding(connection, "account", record)
    contrary = bearing.contradicting(connection, record)
    return Portion(connection, told, bearing.told_on_sides(connection, told), contrary)


def position(connection: Connection, record: str) -> Portion:
    """What the position of that id is derived of."""
    return Portion(connection, bearing.on_position(connection, record))


def commitments(connection: Connection, scoped: Scoped) -> Portion:
    """What the threats and promises of a scope are derived of."""
    versions = bearing.on_commitments(connection, scoped)
    return Portion(connection, versions, bearing.told_in(connection, versions))


def commitment(connection: Connection, record: str) -> Portion:
    """What the threat or promise of that id is derived of."""
    versions = bearing.on_commitment(connection, record)
    return Portion(connection, versions, bearing.told_in(connection, versions))


def everything(connection: Connection, scoped: Scoped) -> Portion:
    """What all of these are derived of."""
    versions = {
        *joining.closure(connection, "account", bearing.on_accounts(connection, scoped)),
        *joining.closure(connection, "agreement", bearing.on_agreements(connection, scoped)),
        *bearing.on_commitments(connection, scoped),
        *bearing.on_series(connection, scoped),
    }
    told, contrary = bearing.told_in(connection, versions), bearing.contradicted(connection, scoped)
    return Portion(connection, versions, told, contrary)


def positions(connection: Connection, scoped: Scoped) -> Portion:
    """What the positions of a scope are derived of."""
    return Portion(connection, bearing.on_positions(connection, scoped))


def series(connection: Connection, scoped: Scoped) -> Portion:
    """What the series of positions of a scope are derived of."""
    return Portion(connection, bearing.on_series(connection, scoped))


def one_series(connection: Connection, record: str) -> Portion:
    """What the series of positions of that id is derived of."""
    return Portion(connection, bearing.on_one_series(connection, record))


def series_of(connection: Connection, actor: str) -> Portion:
    """What the series of positions that an actor (id) holds are derived of."""
    return Portion(connection, bearing.on_series_of(connection, actor))


class Portion(Derivation):
    """What is derived of some live versions, with the actors and events that these have in the whole record.

    Everything is read as the connection sees it, so that views have to be made while it is open.

    Args:
        connection: on the ledger.
        versions: by ``seq``.
        events: ids of the events that are needed.
        contrary: ids of those that are needed to be held against each other, of which one denies another.
    """

    def __init__(
        self,
        connection: Connection,
        versions: Collection[int],
        events: Collection[str] = (),
        contrary: Collection[str] = (),
    ) -> None:
        self._connection, self._contrary = connection, frozenset(contrary)
        self._part = read_by_table(connection, versions)
        self._mentions = rows_of(connection, MENTIONS, MENTIONS.c.event, self._contrary.union(events))

    @cached_property
    def quoter(self) -> Quoter:
        """Makes evidence."""
        told = {*self._part.versions, *(row.version for row in self._mentions)}
        return record.quoter(self._connection, told)

    @property
    def rows(self) -> Rows:
        """The rows as reviewed."""
        return self._part.rows

    @cached_property
    def actors(self) -> People:
        """Who is named."""
        named = set(self._named)
        named.update(record.acting(self.clusters))
        named.update(row.source for row in self._voices if row.source)
        return People(self._connection, named)

    @cached_property
    def _named(self) -> frozenset[str]:
        """Whom the versions name (identities)."""
        rows = found(self._connection, select(NAMING.c.actor).distinct(), NAMING.c.version, self._part.versions)
        return frozenset(row.actor for row in rows)

    def _rows_of(self, versions: Collection[int]) -> Rows:
        """The rows of some of the versions, as reviewed."""
        return read_by_table(self._connection, versions).rows

    def filter(self, scope: Scope) -> Filter:
        """A scope made ready for the actors of the ledger."""
        return Scoped.of(self._connection, scope).filter(self._connection)

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        """The events, as joined mentions; with what these assert if that is held against what others do."""
        made = record.clusters(self._connection, self._mentions)
        held = {row.mention: row for row in self._mentions if row.event in self._contrary}
        of: defaultdict[str, list[Node]] = defaultdict(list)
        for node in nodes({mention: bare(row.portrait) for mention, row in held.items()}):
            of[held[node.first.row.id].event].append(node)
        return tuple(replace(made[event], nodes=tuple(of[event])) for event in sorted(made))

    @cached_property
    def _voices(self) -> tuple[StatementRow, ...]:
        """Statements on whose word events are told."""
        asked = {joined.told.row.according_statement for one in self.clusters for joined in one.mentions}
        return record.statements(self._connection, asked - {None})

    @cached_property
    def event_views(self) -> EventViews:
        """Makes views of events."""
        statements = {row.id: row for row in self._voices}
        reviews = ReviewViews(self._part.reviews, self._part.snapshot.rows, self.actors)
        return EventViews(self.actors, statements, self.quoter, reviews)

    @cached_property
    def voices(self) -> Voices:
        """Makes the voices of contests, of the statements that stand on their sides."""
        sides = {side.statement for side in self.rows.account_sides if side.statement}
        rows, told = self._telling(select(SAID), SAID.c.statement, sides)
        return Voices(rows, self.clusters, self.event_views, self.actors, self.quoter, told)

    @property
    def committing(self) -> tuple[tuple[StatementRow, ...], About]:
        """The statements that threaten or promise, and which events each of them tells of."""
        return self._telling(select(SAID).where(SAID.c.commitment.is_not(None)), SAID.c.version, self._part.versions)

    def _telling(
        self, query: Select[Any], column: ColumnElement[Any], among: Iterable[Any]
    ) -> tuple[tuple[StatementRow, ...], About]:
        """Statements as reviewed, and which events each of them tells of."""
        rows = found(self._connection, query, column, among)
        told = record.about(self._connection, {row.num: row.statement for row in rows})
        return tuple(said(row.said).row for row in rows), told

    @cached_property
    def agreements(self) -> Agreements:
        """The agreements that these versions name, and the maker of their views."""
        naming = {row.version for row in self.rows.agreements}
        whole = joining.closure(self._connection, "agreement", naming)
        if whole <= self._part.versions:
            return Agreements(self.rows, self.actors, self.quoter, self._rows_of)
        return Portion(self._connection, whole).agreements

    @property
    def position_words(self) -> Mapping[str, Spans]:
        """The spans of the statements and event mentions (by id) on which positions rest, and of no others."""
        asked = {link.record for link in self.rows.position_evidence}
        kinds = (STATEMENTS.c.id, STATEMENTS.c.content_spans), (TOLD.c.id, TOLD.c.sentence_spans)
        queries = ((select(key, spans.label("spans")), key) for key, spans in kinds)
        return {row.id: row.spans for query, key in queries for row in found(self._connection, query, key, asked)}

    @cached_property
    def facts(self) -> KeptFacts:
        """The facts of the whole record."""
        return KeptFacts(self._connection)

    @cached_property
    def governments(self) -> dict[str, str]:
        """By country the actor that stands for its government: of several the one that most documents name."""
        countries = self.actors.countries(self._named)
        query = select(STANDING).where(STANDING.c.kind == "government")
        known: defaultdict[str, list[Row[Any]]] = defaultdict(list)
        for row in found(self._connection, query, STANDING.c.country, countries):
            known[row.country].append(row)
        documents = self._documents({row.root for rivals in known.values() if len(rivals) > 1 for row in rivals})
        chosen = {
            country: max(rivals, key=lambda row: (documents.get(row.root, 0), row.name, row.root)).root
            for country, rivals in known.items()
        }
        self.actors.add(chosen.values())  # officials speak for them also where no document here names them
        return chosen

    def _documents(self, actors: Collection[str]) -> dict[str, int]:
        """How many documents name each of these."""
        naming = RESOLVED.join(NAMING, NAMING.c.actor == RESOLVED.c.actor)
        counted = func.count(NAMING.c.version.distinct()).label("documents")
        query = select(RESOLVED.c.root, counted).select_from(naming).group_by(RESOLVED.c.root)
        rows: list[Row[Any]] = found(self._connection, query, RESOLVED.c.root, actors)
        return {row.root: row.documents for row in rows}
