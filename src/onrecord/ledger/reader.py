"""What a ledger says: its views, read through filters, one by one, or in outline."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sqlalchemy import func, select

from onrecord.errors import SituationError
from onrecord.interchange import from_json
from onrecord.ledger import comparison, database, digest, foreign, judging, search, situations, snapshot
from onrecord.ledger.derived import Derived, Reports
from onrecord.ledger.differences import Version, difference
from onrecord.ledger.identity import content_id, name_words, version_id
from onrecord.ledger.materialised import documents as reports
from onrecord.ledger.materialised import facts, like, listing, outlines, portion, queue, record, ties
from onrecord.ledger.materialised.people import People
from onrecord.ledger.materialised.reading import reviewed
from onrecord.ledger.materialised.record import Excerpt
from onrecord.ledger.materialised.scoping import Scoped
from onrecord.ledger.outlines import (
    EventCount,
    EventOutline,
    Facets,
    StatementOutline,
    UtteranceOutline,
    counted,
)
from onrecord.ledger.precedents import cases
from onrecord.ledger.reading import Reading, WholeReading
from onrecord.ledger.schema import actor_judgements, document_versions, reviews
from onrecord.ledger.scope import Scope
from onrecord.ledger.sought import Sought
from onrecord.ledger.ties import by_country, tied
from onrecord.ledger.views import Extract, Page, Slice, is_settled

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Collection, Iterable, Iterator

    from sqlalchemy import ColumnElement, Connection, Engine, Table

    from onrecord.foreign import ForeignEvent, ForeignMention, ForeignRow
    from onrecord.ledger.comparison import Comparison
    from onrecord.ledger.materialised.listing import Found
    from onrecord.ledger.materialised.portion import Portion
    from onrecord.ledger.outlines import Party
    from onrecord.ledger.ties import Dealing, Level, Side
    from onrecord.ledger.views import (
        LedgerAccount,
        LedgerActor,
        LedgerAgreement,
        LedgerCommitment,
        LedgerDocument,
        LedgerEvent,
        LedgerJudgement,
        LedgerOrigin,
        LedgerPosition,
        LedgerPositionSeries,
        LedgerPrecedent,
        LedgerReview,
        LedgerSituation,
        LedgerStatement,
        LedgerUtterance,
        VersionDifference,
        View,
    )
    from onrecord.records import CodedDocument, Quad

    Told = tuple[tuple[LedgerEvent, ...], tuple[LedgerStatement, ...], tuple[LedgerUtterance, ...]]

Single = TypeVar(
    "Single", "LedgerAgreement", "LedgerAccount", "LedgerCommitment", "LedgerPosition", "LedgerPositionSeries"
)

EVERYTHING = Scope()


class Reader:
    """The read side of a ledger.

    The views are pure functions of the live document versions. They are read from what is kept of them, or derived of
    the versions that they stand in (:mod:`onrecord.ledger.materialised`).
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine, self.name = engine, name
        self._derived: tuple[State, Derived] | None = None

    def holds(self, document: str, text_sha256: str) -> bool:
        """Whether this very text is known under that document id, be it live or superseded; adding it is idle."""
        query = select(document_versions.c.seq).where(document_versions.c.id == version_id(document, text_sha256))
        with database.reporting(self.name), self._engine.connect() as connection:
            return connection.scalar(query) is not None

    def content_digest(self) -> str:
        """SHA-256 of the content: equal for two ledgers that hold the same, whenever and wherever it was added."""
        with database.reading(self._engine, self.name) as connection:
            return digest.content_digest(connection)

    def coded(self, document: str, version: int | None = None) -> CodedDocument:
        """The coded document as it was added; the live version, or the one of that number.

        Raises:
            KeyError: if the ledger has no such document or version.
        """
        with database.reading(self._engine, self.name) as connection:
            found = snapshot.find_version(connection, document, version)
            return from_json(dict(snapshot.coded(connection, [found]))[found])

    def coded_versions(self, asked: Collection[tuple[str, int]]) -> dict[tuple[str, int], CodedDocument]:
        """The same of several versions, by document and number; of what the ledger does not have none."""
        with database.reading(self._engine, self.name) as connection:
            version_of = snapshot.find_versions(connection, asked)
            coded = dict(snapshot.coded(connection, version_of.values()))
        return {version: from_json(coded[seq]) for version, seq in version_of.items()}

    def text(self, document: str, version: int | None = None) -> str:
        """The text of a document; of the live version, or of the one of that number.

        Raises:
            KeyError: if the ledger has no such document or version.
        """
        with database.reading(self._engine, self.name) as connection:
            found = snapshot.find_version(connection, document, version)
            return dict(snapshot.texts(connection, [found]))[found]

    def differences(
        self, document: str, older: int | None = None, newer: int | None = None
    ) -> tuple[VersionDifference, ...]:
        """What the versions of a document have otherwise: each than the one before it.

        With ``older``, ``newer`` or both one comparison: of these two, of the older with the latest version, or of the
        newer with the one before it.

        Raises:
            KeyError: if the ledger has no such document or version.
        """
        known = [view.version for view in self.versions(document)]
        pairs = list(pairwise(known))
        if older is not None:
            pairs = [(older, newer or known[-1])]
        elif newer is not None:
            pairs = [(newer - 1, newer)]
        return tuple(difference(self._version(document, a), self._version(document, b)) for a, b in pairs)

    def versions(self, document: str) -> tuple[LedgerDocument, ...]:
        """The versions of a document, the earliest first.

        Raises:
            KeyError: if the ledger has no such document.
        """
        if found := self.versions_of([document]):
            return tuple(sorted(found, key=lambda view: view.version))
        raise KeyError(document)

    def versions_of(self, documents: Iterable[str]) -> tuple[LedgerDocument, ...]:
        """All versions of some documents (by id), superseded ones too, in order of publication."""
        with database.reading(self._engine, self.name) as connection:
            return reports.versions(connection, documents)

    def documents(self, scope: Scope = EVERYTHING, *, superseded: bool = False) -> tuple[LedgerDocument, ...]:
        """The documents in order of publication, at will with their superseded versions."""
        with self._reading(scope) as (connection, reading):
            return _documents(connection, reading, scope, superseded=superseded)

    def some_documents(
        self, scope: Scope = EVERYTHING, *, limit: int | None, offset: int = 0, after: int = 0, containing: str = ""
    ) -> Slice[LedgerDocument]:
        """Of the live documents so many, the latest first.

        Args:
            scope: filters that must hold.
            limit: the most to return, None for all; ``Slice.total`` counts all.
            offset: how many to skip.
            after: only versions that came after this arrival.
            containing: only documents with this in their title, outlet or id, in whatever case.
        """
        with database.reading(self._engine, self.name) as connection:
            return reports.latest(connection, scope, after, containing, limit, offset)

    def document_count(self, scope: Scope = EVERYTHING, most: int | None = None) -> int:
        """How many live documents there are, counted no further than ``most``."""
        with database.reading(self._engine, self.name) as connection:
            return reports.number(connection, scope, most)

    def actors(self, scope: Scope = EVERYTHING) -> tuple[LedgerActor, ...]:
        """Everyone named in the documents, by country and name, those without a country last."""
        return self.some_actors(scope, limit=None).rows

    def some_actors(
        self, scope: Scope = EVERYTHING, *, limit: int | None, offset: int = 0, containing: str = ""
    ) -> Slice[LedgerActor]:
        """Of these so many, from ``offset`` on; only those with ``containing`` in a name, whatever case and accents."""
        part = name_words(containing)
        if containing.strip() and not part:
            return Slice(0, ())
        with self._reading(scope) as (connection, reading):
            if reading:
                return _cut(reading.actors(scope, part), limit, offset)
            return reports.named(connection, scope, part, limit, offset)

    def origins(self) -> tuple[LedgerOrigin, ...]:
        """The independent origins: reports, each with its copies, the earliest first."""
        return self.some_origins(limit=None).rows

    def some_origins(self, *, limit: int | None, offset: int = 0) -> Slice[LedgerOrigin]:
        """Of these so many, from ``offset`` on."""
        with database.reading(self._engine, self.name) as connection:
            return reports.some_origins(connection, limit, offset)

    def origin(self, origin: str) -> LedgerOrigin:
        """The independent origin of that id.

        Raises:
            KeyError: if there is none.
        """
        with database.reading(self._engine, self.name) as connection:
            return reports.origin(connection, origin)

    def statements(self, scope: Scope = EVERYTHING) -> tuple[LedgerStatement, ...]:
        """The statements by date, else by day of report."""
        return self.some_statements(scope, limit=None).rows

    def some_statements(
        self, scope: Scope = EVERYTHING, *, limit: int | None, offset: int = 0
    ) -> Slice[LedgerStatement]:
        """Of the statements so many, from ``offset`` on."""
        with self._reading(scope) as (connection, reading):
            if reading:
                return _cut(reading.statements(scope, self._matches(scope)), limit, offset)
            found = listing.statements(connection, scope, limit, offset)
            excerpt = Excerpt(connection, self._texts, statements=found.ids)
        return Slice(found.total, excerpt.statements(found.ids))

    def statement(self, statement: str) -> LedgerStatement:
        """The statement of that id, also one that people have rejected.

        Raises:
            KeyError: if there is none.
        """
        with database.reading(self._engine, self.name) as connection:
            excerpt = Excerpt(connection, self._texts, statements=[statement])
            if statement in excerpt or not snapshot.has_rejected(connection):
                return excerpt.statements([statement])[0]
        return _first((row for row in self.statements(Scope(rejected=True)) if row.id == statement), statement)

    def statements_of(self, ids: Collection[str]) -> tuple[LedgerStatement, ...]:
        """Those of some statements (by id) that stand in a live document and that nobody has rejected."""
        with database.reading(self._engine, self.name) as connection:
            excerpt = Excerpt(connection, self._texts, statements=ids)
        return excerpt.statements(statement for statement in ids if statement in excerpt)

    def utterances(self, scope: Scope = EVERYTHING) -> tuple[LedgerUtterance, ...]:
        """What was said, each utterance once with all reports of it, by date, else by day of first report.

        Those lie within the scope of which a statement does.
        """
        return self.some_utterances(scope, limit=None).rows

    def some_utterances(
        self, scope: Scope = EVERYTHING, *, limit: int | None, offset: int = 0, latest: bool = False
    ) -> Slice[LedgerUtterance]:
        """Of the utterances so many, from ``offset`` on; at will the ``latest`` first."""
        with self._reading(scope) as (connection, reading):
            if reading:
                return _cut(reading.utterances(scope, self._matches(scope)), limit, offset, backwards=latest)
            found = listing.utterances(connection, scope, limit, offset, latest=latest)
            excerpt = Excerpt(connection, self._texts, told=found.ids)
        return Slice(found.total, excerpt.utterances(found.ids))

    def utterance(self, told: str) -> LedgerUtterance:
        """The utterance of that id, or that a statement of that id reports.

        Raises:
            KeyError: if there is none.
        """
        with database.reading(self._engine, self.name) as connection:
            name = listing.utterance_of(connection, told)
            excerpt = Excerpt(connection, self._texts, told=[name])
        return excerpt.utterances([name])[0]

    def events(self, scope: Scope = EVERYTHING) -> tuple[LedgerEvent, ...]:
        """The events by date, else by day of first report."""
        return self.some_events(scope, limit=None).rows

    def some_events(
        self, scope: Scope = EVERYTHING, *, limit: int | None, offset: int = 0, latest: bool = False
    ) -> Slice[LedgerEvent]:
        """Of the events so many, from ``offset`` on; at will the ``latest`` first."""
        with self._reading(scope) as (connection, reading):
            if reading:
                return _cut(reading.events(scope, self._matches(scope)), limit, offset, backwards=latest)
            found = listing.events(connection, scope, limit, offset, latest=latest)
            excerpt = Excerpt(connection, self._texts, events=found.ids)
        return Slice(found.total, excerpt.events(found.ids))

    def event(self, told: str) -> LedgerEvent:
        """The event of that id, or that a mention of that id tells of, also one that people have rejected.

        Raises:
            KeyError: if there is none.
        """
        with database.reading(self._engine, self.name) as connection:
            name = listing.event_of(connection, told)
            excerpt = Excerpt(connection, self._texts, events=[name] if name else [])
            if name or not snapshot.has_rejected(connection):
                return excerpt.events([name or told])[0]
        rejected = self.events(Scope(rejected=True))
        return _first((e for e in rejected if told in (e.id, *(mention.id for mention in e.mentions))), told)

    def actor(self, actor: str) -> LedgerActor:
        """The actor of which that is an identity (id).

        Raises:
            KeyError: if no live document names it.
        """
        with database.reading(self._engine, self.name) as connection:
            return People(connection, [actor]).view(actor)

    def some_unreviewed(
        self, scope: Scope = EVERYTHING, *, limit: int | None, offset: int = 0, after: tuple[float, str] | None = None
    ) -> Slice[LedgerEvent]:
        """Of the events that nobody has accepted or corrected as they now are so many, the least certain first.

        Args:
            scope: filters that must hold.
            limit: the most to return, None for all; ``Slice.total`` counts all.
            offset: how many to skip.
            after: only those that come after an event of this confidence and id.
        """
        with self._reading(scope) as (connection, reading):
            if reading:
                found = sorted(reading.events(scope, self._matches(scope)), key=_certainty)
                left = [
                    one for one in found if not is_settled(one.reviewed) and (after is None or _certainty(one) > after)
                ]
                return _cut(tuple(left), limit, offset)
            ids = queue.unreviewed(connection, scope, limit, offset, after)
            excerpt = Excerpt(connection, self._texts, events=ids.ids)
        return Slice(ids.total, excerpt.events(ids.ids))

    def event_outlines(self, scope: Scope = EVERYTHING) -> tuple[EventOutline, ...]:
        """The events without their evidence, by date, else by day of first report."""
        with self._reading(scope) as (connection, reading):
            if reading:
                return tuple(self._outlines(reading, scope))
            return outlines.events(connection, scope)

    def event_counts(self, scope: Scope = EVERYTHING) -> tuple[EventCount, ...]:
        """How many events of each type there are in each month."""
        with self._reading(scope) as (connection, reading):
            if reading:
                return counted(self._outlines(reading, scope))
            return outlines.counts(connection, scope)

    def dealings(self, scope: Scope = EVERYTHING, level: Level = "countries") -> Counter[Dealing]:
        """How many events that are reported as fact there are between each two, by type and month."""
        with self._reading(scope) as (connection, reading):
            if reading:
                return tied(self._outlines(reading, scope), level)
            return ties.between(connection, scope, level)

    def country_counts(self, scope: Scope = EVERYTHING, side: Side = "either") -> Counter[str]:
        """How many events each country (code) has on a side."""
        with self._reading(scope) as (connection, reading):
            if reading:
                return by_country(self._outlines(reading, scope), side)
            return ties.countries(connection, scope, side)

    def counterparts(self, actor: str) -> dict[Party, Counter[Quad]]:
        """With whom an actor (id) takes part in events, on the other side: how many events, by quad category."""
        with database.reading(self._engine, self.name) as connection:
            return ties.counterparts(connection, actor)

    def facets(self, scope: Scope = EVERYTHING) -> Facets:
        """What the events and statements have, counted, by which a search can be narrowed."""
        with self._reading(scope) as (connection, reading):
            if reading:
                return Facets.of(self.event_outlines(scope), self.statement_outlines(scope))
            return outlines.facets(connection, scope)

    def statement_outlines(self, scope: Scope = EVERYTHING) -> tuple[StatementOutline, ...]:
        """The statements without their words, by date, else by day of report."""
        with self._reading(scope) as (connection, reading):
            if reading:
                return tuple(map(StatementOutline.of, reading.statements(scope, self._matches(scope))))
            return outlines.statements(connection, scope)

    def utterance_outlines(self, scope: Scope = EVERYTHING) -> tuple[UtteranceOutline, ...]:
        """The utterances without their words, by date, else by day of first report."""
        with self._reading(scope) as (connection, reading):
            if reading:
                return tuple(map(UtteranceOutline.of, reading.utterances(scope, self._matches(scope))))
            return outlines.utterances(connection, scope)

    def events_of(self, ids: Collection[str]) -> tuple[LedgerEvent, ...]:
        """Those of some events (by id) that there are and that nobody has rejected."""
        with database.reading(self._engine, self.name) as connection:
            excerpt = Excerpt(connection, self._texts, events=ids)
        return excerpt.events(event for event in ids if excerpt.tells(event))

    def utterances_of(self, ids: Collection[str]) -> tuple[LedgerUtterance, ...]:
        """Those of some utterances (by id) that there are and that nobody has rejected."""
        with database.reading(self._engine, self.name) as connection:
            excerpt = Excerpt(connection, self._texts, told=ids)
        return excerpt.utterances(utterance for utterance in ids if excerpt.says(utterance))

    def agreements(self, scope: Scope = EVERYTHING) -> tuple[LedgerAgreement, ...]:
        """The agreements, each with its history."""
        with self._part(scope, portion.agreements) as part:
            return part.agreements(scope)

    def agreement(self, agreement: str) -> LedgerAgreement:
        """The agreement of that id.

        Raises:
            KeyError: if there is none.
        """
        return self._alone(agreement, portion.agreement, Reading.agreements)

    def accounts(self, scope: Scope = EVERYTHING) -> tuple[LedgerAccount, ...]:
        """The contested propositions, each with both sides."""
        with self._part(scope, portion.accounts) as part:
            return part.accounts(scope)

    def account(self, account: str) -> LedgerAccount:
        """The contested point of that id.

        Raises:
            KeyError: if there is none.
        """
        return self._alone(account, portion.account, Reading.accounts)

    def some_commitments(
        self, scope: Scope = EVERYTHING, *, limit: int | None, offset: int = 0
    ) -> Slice[LedgerCommitment]:
        """Of the threats and promises so many, the latest first."""
        with self._part(scope, portion.commitments) as part:
            return part.some_commitments(scope, limit, offset)

    def commitment(self, commitment: str) -> LedgerCommitment:
        """The threat or promise of that id.

        Raises:
            KeyError: if there is none.
        """
        return self._alone(commitment, portion.commitment, Reading.commitments)

    def commitments(self, scope: Scope = EVERYTHING, *, followed: bool = True) -> tuple[LedgerCommitment, ...]:
        """Threats and promises; unless not ``followed``, with later events that may be what they spoke of."""
        with self._part(scope, portion.commitments) as part:
            return part.commitments(scope, followed=followed)

    def positions(self, scope: Scope = EVERYTHING) -> tuple[LedgerPosition, ...]:
        """Where actors stood on issues, by date."""
        with self._part(scope, portion.positions) as part:
            return part.positions(scope)

    def position(self, position: str) -> LedgerPosition:
        """The position of that id.

        Raises:
            KeyError: if there is none.
        """
        return self._alone(position, portion.position, Reading.positions)

    def position_series(self, scope: Scope = EVERYTHING) -> tuple[LedgerPositionSeries, ...]:
        """Where actors stood on issues over time, and where that turned."""
        with self._part(scope, portion.series) as part:
            return part.position_series(scope)

    def series(self, series: str) -> LedgerPositionSeries:
        """The series of positions of that id.

        Raises:
            KeyError: if there is none.
        """
        return self._alone(series, portion.one_series, Reading.position_series)

    def series_of(self, actor: str) -> tuple[LedgerPositionSeries, ...]:
        """Where the actor of that id stood on issues over time, and where that turned."""
        with database.reading(self._engine, self.name) as connection:
            made = Reading(portion.series_of(connection, actor)).position_series(EVERYTHING)
        return tuple(series for series in made if series.actor.id == actor)

    def extract(self, scope: Scope = EVERYTHING) -> Extract:
        """All views of a scope in one reading: of one moment, whoever adds documents meanwhile."""
        with self._reading(scope) as (connection, reading):
            part = reading or Reading(portion.everything(connection, Scoped.of(connection, scope)))
            documents = _documents(connection, reading, scope, superseded=False)
            told = self._told_whole(reading, scope) if reading else self._told(connection, scope)
            return Extract(
                documents,
                reports.versions(connection, (document.id for document in documents)),
                *told,
                part.agreements(scope),
                part.accounts(scope),
                part.position_series(scope),
                part.commitments(scope, followed=False),
            )

    def _told(self, connection: Connection, scope: Scope) -> Told:
        events, statements, utterances = (
            list_(connection, scope).ids for list_ in (listing.events, listing.statements, listing.utterances)
        )
        excerpt = Excerpt(connection, self._texts, events=events, statements=statements, told=utterances)
        return excerpt.events(events), excerpt.statements(statements), excerpt.utterances(utterances)

    def _told_whole(self, reading: WholeReading, scope: Scope) -> Told:
        matches = self._matches(scope)
        return (
            reading.events(scope, matches),
            reading.statements(scope, matches),
            reading.utterances(scope, matches),
        )

    def precedents(self) -> tuple[LedgerPrecedent, ...]:
        """Earlier threats and announced meetings, each with the event that followed it, if one did."""
        with database.reading(self._engine, self.name) as connection:
            found = cases(facts.tellings(connection), reports.latest_report(connection))
            events = {event for case in found for event in case.events}
            excerpt = Excerpt(connection, self._texts, events=events)
        views = dict(zip(events, excerpt.events(events), strict=True))
        return tuple(case.view(views) for case in found)

    def find(self, query: str = "", scope: Scope = EVERYTHING, *, limit: int = 50, offset: int = 0) -> Page:
        """Searches statements and events: best match first, without a query the latest first.

        Args:
            query: words that must all occur, ``"a phrase"``, ``prefix*``, ``-without``, ``this OR that``; any other
                punctuation is ignored, so that no query is an error.
            scope: filters that must hold too.
            limit: the most results to return; ``Page.total`` counts all.
            offset: how many to skip.
        """
        cut = max(0, limit), max(0, offset)
        if query.strip() == scope.query.strip():
            scope = replace(scope, query="")  # what matches is asked for already
        with self._reading(scope) as (connection, reading):
            if reading:
                return reading.page(self._scores(query), scope, self._matches(scope), *cut)
            total, hits = listing.page(connection, query, scope, *cut)
            excerpt = self._excerpt(connection, hits)
        return Page(total, cut[1], cut[0], excerpt.hits(hits))

    def find_like(self, coded: CodedDocument, scope: Scope = EVERYTHING, *, limit: int = 50, offset: int = 0) -> Page:
        """Searches statements and events that are like a text: in its words, its actors and the types of its events.

        Args:
            coded: the text as the coder reads it; its length matters, a sentence or two do best.
            scope: filters that must hold, its full text query too.
            limit: the most results to return.
            offset: how many to skip.
        """
        sought, cut = Sought.of(coded), (max(0, limit), max(0, offset))
        with self._reading(scope) as (connection, reading):
            words = search.similar(connection, coded.text)
            if reading:
                return reading.like(sought, words, scope, self._matches(scope), *cut)
            total, hits = like.page(connection, sought, words, scope, *cut)
            return Page(total, cut[1], cut[0], self._excerpt(connection, hits).hits(hits))

    def _outlines(self, reading: WholeReading, scope: Scope) -> Iterator[EventOutline]:
        return map(EventOutline.of, reading.events(scope, self._matches(scope)))

    def _excerpt(self, connection: Connection, hits: Iterable[Found]) -> Excerpt:
        """What the views of search results need."""
        found: dict[str, list[str]] = {"event": [], "statement": []}
        for hit in hits:
            found[hit.kind].append(hit.id)
        return Excerpt(connection, self._texts, events=found["event"], statements=found["statement"])

    def _matches(self, scope: Scope) -> frozenset[str] | None:
        scores = self._scores(scope.query)
        return None if scores is None else frozenset(scores)

    def _scores(self, query: str) -> dict[str, float] | None:
        if not query.strip():
            return None
        with database.reading(self._engine, self.name) as connection:
            return search.scores(connection, query)

    @contextmanager
    def _reading(self, scope: Scope) -> Iterator[tuple[Connection, WholeReading | None]]:
        """A connection, and what is read of all rows where a scope asks for what people have rejected as well."""
        with database.reading(self._engine, self.name) as connection:
            unrejected = scope.rejected and snapshot.has_rejected(connection)
            yield connection, WholeReading(self._derive(connection).unrejected) if unrejected else None

    @contextmanager
    def _part(self, scope: Scope, bearing: Callable[[Connection, Scoped], Portion]) -> Iterator[Reading]:
        """The versions that bear on a scope, to be read; all of them for what people have rejected as well."""
        with self._reading(scope) as (connection, reading):
            yield reading or Reading(bearing(connection, Scoped.of(connection, scope)))

    def _derive(self, connection: Connection) -> Derived:
        """What is derived of the ledger as the connection sees it; kept until the ledger has grown."""
        grown_to = _state(connection)
        state, derived = self._derived or (None, None)
        if state is None or derived is None or state.documents != grown_to.documents:
            taken = snapshot.take(connection)
            derived = Derived.of(taken, Reports(taken.versions, self._texts))
        elif state != grown_to:
            derived = Derived.of(snapshot.retake(connection, derived.snapshot), derived.reports)
        self._derived = grown_to, derived
        return derived

    def reviews(self) -> tuple[LedgerReview, ...]:
        """Every review, those withdrawn too and those whose record is gone, in the order in which they were made."""
        with database.reading(self._engine, self.name) as connection:
            return tuple(record.review_views(connection, reviewed(connection)).all())

    def judgements(self) -> tuple[LedgerJudgement, ...]:
        """Every judgement on actors, those withdrawn too, in the order in which they were made."""
        with database.reading(self._engine, self.name) as connection:
            return judging.views(connection)

    def situation(self, name: str) -> LedgerSituation:
        """The situation of that name.

        Raises:
            SituationError: if there is none.
        """
        found = next((one for one in self.situations() if one.name == name and one.ended_at is None), None)
        if found is None:
            raise SituationError(f"{self.name} follows no situation called {name}; see onrecord situations list")
        return found

    def situations(self) -> tuple[LedgerSituation, ...]:
        """Every situation by name, those superseded or removed too, in the order in which they were saved."""
        with database.reading(self._engine, self.name) as connection:
            return situations.views(connection)

    def state(self) -> str:
        """A text that is another one after every document, judgement, review, situation and brief."""
        with database.reading(self._engine, self.name) as connection:
            followed = [(one.id, one.ended_at, one.briefs) for one in situations.views(connection)]
            return content_id("state", *_state(connection), followed)

    def last_arrival(self) -> int:
        """The number of the document version that came last, 0 for none; a later one has a higher number."""
        with database.reading(self._engine, self.name) as connection:
            return connection.scalar(select(func.max(document_versions.c.seq))) or 0

    def arrivals(self, after: int) -> frozenset[tuple[str, int]]:
        """The document versions, by id and number, that came after an arrival."""
        with database.reading(self._engine, self.name) as connection:
            came = list(connection.scalars(select(document_versions.c.seq).where(document_versions.c.seq > after)))
            beside = snapshot.versions_beside(connection, came)
        return frozenset((one.row.document, one.number) for one in beside if one.row.seq > after)

    def _version(self, document: str, number: int) -> Version:
        with database.reading(self._engine, self.name) as connection:
            seq = snapshot.find_version(connection, document, number)
            quoter = record.quoter(connection, [snapshot.find_version(connection, document, None)], self._texts)
        return Version(number, self.coded(document, number), partial(quoter.cite, seq))

    def foreign_events(self, scope: Scope = EVERYTHING) -> Iterator[ForeignRow[ForeignEvent]]:
        """Events of other data sets by date, each with the file and line that it stands in; read page by page."""
        after = None
        while page := self._foreign_page(scope, after):
            yield from (row for row in page if foreign.admits(scope, row.record))
            after = page[-1].record.date, page[-1].record.id

    def _foreign_page(self, scope: Scope, after: tuple[str, str] | None) -> list[ForeignRow[ForeignEvent]]:
        with database.reading(self._engine, self.name) as connection:
            return foreign.page(connection, scope, after)

    def foreign_mentions(self, event: str) -> tuple[ForeignRow[ForeignMention], ...]:
        """The reports that GDELT lists for an event, by GDELT's own id of it."""
        with database.reading(self._engine, self.name) as connection:
            return foreign.mentions(connection, event)

    def compare(self, scope: Scope = EVERYTHING, between: Collection[str] = ()) -> Comparison:
        """One's own events beside those of other data sets, by month, dyad of countries and quad category.

        Args:
            scope: its period and types count.
            between: ISO 3166-1 alpha-3 codes; one of them on a side if it is one, both sides among them if several.
        """
        with database.reading(self._engine, self.name) as connection:
            totals, counted = foreign.count(connection, scope), foreign.count_between_countries(connection, scope)
            dyads = tuple(foreign.count_dyads(connection, scope))
        left_out = {dataset: total - counted.get(dataset, 0) for dataset, total in totals.items()}
        return comparison.compare(self.events(scope), sorted(totals), dyads, left_out, between)

    def _alone(
        self,
        record: str,
        derive: Callable[[Connection, str], Portion],
        views: Callable[[Reading, Scope], Iterable[Single]],
    ) -> Single:
        """The view of that id among those of the few versions that it is derived of."""
        with database.reading(self._engine, self.name) as connection:
            for view in views(Reading(derive(connection, record)), EVERYTHING):
                if view.id == record:
                    return view
        raise KeyError(record)

    def _texts(self, versions: Iterable[int]) -> dict[int, str]:
        with database.reading(self._engine, self.name) as connection:
            return dict(snapshot.texts(connection, versions))


def _documents(
    connection: Connection, reading: WholeReading | None, scope: Scope, *, superseded: bool
) -> tuple[LedgerDocument, ...]:
    if reading:
        return reading.documents(scope, superseded=superseded)
    return reports.documents(connection, scope, superseded=superseded)


def _certainty(event: LedgerEvent) -> tuple[float, str]:
    return event.confidence, event.id


def _first(found: Iterator[View], wanted: str) -> View:
    for row in found:
        return row
    raise KeyError(wanted)


def _cut(rows: tuple[View, ...], limit: int | None, offset: int, *, backwards: bool = False) -> Slice[View]:
    ordered = rows[::-1] if backwards else rows
    return Slice(len(rows), ordered[offset:] if limit is None else ordered[offset : offset + limit])


class State(NamedTuple):
    """What changes whenever the ledger does."""

    documents: tuple[int, ...]
    judgements: tuple[int, ...]


def _state(connection: Connection) -> State:
    judged = (n for table in (actor_judgements, reviews) for n in _judged(connection, table))
    return State(_arrived(connection), tuple(judged))


def _arrived(connection: Connection) -> tuple[int, ...]:
    """The number of the last document version, and of how many where writers may end in another order than they began.

    SQLite has one writer at a time; to count takes as long as the ledger is.
    """
    counts: list[ColumnElement[int]] = [func.max(document_versions.c.seq)]
    if connection.dialect.name != "sqlite":
        counts.append(func.count())
    return tuple(n or 0 for n in connection.execute(select(*counts).select_from(document_versions)).one())


def _judged(connection: Connection, table: Table) -> tuple[int, int]:
    """How many judgements there are, and how many of them are withdrawn."""
    counts = func.count(), func.count(table.c.withdrawn_at)
    made, withdrawn = connection.execute(select(*counts).select_from(table)).one()
    return made, withdrawn
