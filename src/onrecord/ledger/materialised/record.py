"""What is read of the record from materialised views: the same as is derived of all rows, as far as it is asked for."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from onrecord.ledger import schema, snapshot
from onrecord.ledger.event_views import EventViews
from onrecord.ledger.events import Cluster, Joined
from onrecord.ledger.materialised import reading, tables, utterances
from onrecord.ledger.materialised.access import found, rows_of
from onrecord.ledger.materialised.mentions import telling
from onrecord.ledger.materialised.people import People
from onrecord.ledger.review_views import ReviewViews
from onrecord.ledger.reviewed import Reviews
from onrecord.ledger.rows import Rows, StatementViaRow
from onrecord.ledger.statements import StatementViews
from onrecord.ledger.utterance_views import UtteranceViews
from onrecord.ledger.utterances import Joined as JoinedStatement
from onrecord.ledger.utterances import Link, Utterance
from onrecord.ledger.views import Hit
from onrecord.ledger.wording import Likeness

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sqlalchemy import Connection, Row

    from onrecord.ledger.evidence import Quoter
    from onrecord.ledger.materialised.listing import Found
    from onrecord.ledger.materialised.reading import LoadTexts, Part
    from onrecord.ledger.rows import StatementRow
    from onrecord.ledger.views import LedgerEvent, LedgerStatement, LedgerUtterance

MENTIONS, SAID, READ = tables.event_mentions, tables.said, tables.read_versions


class Excerpt:
    """Some events and utterances of a record, with all that their views need.

    Everything but texts is read when it is made, as the connection sees it.

    Args:
        connection: on the ledger.
        load_texts: gives texts by ``document_versions.seq``.
        events: ids of events.
        told: ids of utterances.
        statements: ids of statements, whose utterances are read too.
    """

    def __init__(
        self,
        connection: Connection,
        load_texts: LoadTexts,
        *,
        events: Collection[str] = (),
        told: Collection[str] = (),
        statements: Collection[str] = (),
    ) -> None:
        asked = found(connection, select(SAID.c.utterance), SAID.c.statement, statements)
        said = rows_of(connection, SAID, SAID.c.utterance, {row.utterance for row in asked} | set(told))
        mentions = rows_of(connection, MENTIONS, MENTIONS.c.event, events)
        self._clusters = clusters(connection, mentions)
        self._utterances = _utterances(said)
        self._about = about(connection, {row.num: row.statement for row in said})
        contexts = event_contexts(connection, {event for own in self._about.values() for event in own})
        versions = {row.version for row in (*said, *mentions)}
        self._quoter = quoter(connection, versions, load_texts)
        rows = _statements(connection, said, self._clusters.values())
        self._statements = {row.id: row for row in rows.statements}
        reviewed = _reviewed(connection, self._quoter)
        named = {*_named(rows), *acting(self._clusters.values())}
        self._people = People(connection, {*named, *_named_in_reviews(reviewed)})
        self._people.fetch(named)
        reviews = ReviewViews(Reviews(reviewed, self._quoter), reviewed, self._people)
        self._event_views = EventViews(self._people, self._statements, self._quoter, reviews)
        self._statement_views = StatementViews(rows, self._people, self._quoter, self._about, contexts, reviews)
        self._utterance_views = UtteranceViews(self._people, self._quoter, self._statement_views)

    def __contains__(self, statement: str) -> bool:
        return statement in self._statements

    def tells(self, event: str) -> bool:
        """Whether it has that event."""
        return event in self._clusters

    def says(self, utterance: str) -> bool:
        """Whether it has that utterance."""
        return utterance in self._utterances

    def events(self, ids: Iterable[str]) -> tuple[LedgerEvent, ...]:
        """The views of events."""
        wanted = [self._clusters[event] for event in ids]
        self._fetch(events=wanted)
        return tuple(map(self._event_views.event, wanted))

    def statements(self, ids: Iterable[str]) -> tuple[LedgerStatement, ...]:
        """The views of statements."""
        wanted = [self._statements[statement] for statement in ids]
        self._quoter.fetch(row.version for row in wanted)
        return tuple(map(self._statement_views.statement, wanted))

    def utterances(self, ids: Iterable[str]) -> tuple[LedgerUtterance, ...]:
        """The views of utterances."""
        wanted = [self._utterances[utterance] for utterance in ids]
        self._fetch(told=wanted)
        return tuple(map(self._utterance_views.utterance, wanted))

    def hits(self, found: Iterable[Found]) -> tuple[Hit, ...]:
        """The views of search results."""
        hits = list(found)
        events = [self._clusters[hit.id] for hit in hits if hit.kind == "event"]
        said = [self._utterances[self._utterance_of[hit.id]] for hit in hits if hit.kind == "statement"]
        self._fetch(events=events, told=said)
        return tuple(map(self._hit, hits))

    def _fetch(self, *, events: Collection[Cluster] = (), told: Collection[Utterance] = ()) -> None:
        """Loads the texts that their views quote, all at once."""
        mentions = {joined.told.row.version for one in events for joined in one.mentions}
        self._quoter.fetch(mentions.union(joined.said.row.version for one in told for joined in one.members))

    def _hit(self, hit: Found) -> Hit:
        if hit.kind == "event":
            event = self._event_views.event(self._clusters[hit.id])
            return Hit("event", hit.id, hit.score, None, event, None, hit.because)
        told = self._utterance_views.utterance(self._utterances[self._utterance_of[hit.id]])
        statement = self._statement_views.statement(self._statements[hit.id])
        return Hit("statement", hit.id, hit.score, statement, None, told, hit.because)

    @cached_property
    def _utterance_of(self) -> dict[str, str]:
        """The utterance that each statement reports, by ids."""
        return {joined.said.row.id: one.id for one in self._utterances.values() for joined in one.members}


def clusters(connection: Connection, rows: Iterable[Row[Any]]) -> dict[str, Cluster]:
    """Events by their ids, of the rows of all mentions of each."""
    by_event: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        by_event[row.event].append(row)
    told = {row.event: row for row in rows_of(connection, tables.events, tables.events.c.event, by_event)}
    return {
        event: Cluster(
            event,
            told[event].type,
            told[event].date,
            (),
            tuple(
                Joined(telling(row.portrait), row.rule, row.reason) for row in sorted(own, key=lambda row: row.place)
            ),
        )
        for event, own in by_event.items()
    }


def _utterances(rows: Iterable[Row[Any]]) -> dict[str, Utterance]:
    by_utterance: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        by_utterance[row.utterance].append(row)
    return {
        name: Utterance(name, tuple(map(_joined, sorted(own, key=lambda row: row.place))))
        for name, own in by_utterance.items()
    }


def _joined(row: Row[Any]) -> JoinedStatement:
    link = None if row.rule is None else Link(Likeness(row.rule, row.share, row.length), row.speaker)
    return JoinedStatement(utterances.said(row.said), link, row.other)


def about(connection: Connection, statement_of: Mapping[int, str]) -> dict[str, tuple[str, ...]]:
    """The events that statements tell of, by statement."""
    about = tables.said_about
    query = select(about.c.num, MENTIONS.c.event).join(MENTIONS, MENTIONS.c.mention == about.c.mention)
    events: defaultdict[str, set[str]] = defaultdict(set)
    for row in found(connection, query, about.c.num, statement_of):
        events[statement_of[row.num]].add(row.event)
    return {statement: tuple(sorted(events[statement])) for statement in statement_of.values()}


def event_contexts(connection: Connection, events: Collection[str]) -> dict[str, frozenset[str]]:
    """The contexts of events, by event."""
    contexts: dict[str, frozenset[str]] = dict.fromkeys(events, frozenset())
    table = tables.event_contexts
    for row in rows_of(connection, table, table.c.event, events):
        contexts[row.event] |= {row.context}
    return contexts


def quoter(connection: Connection, versions: Iterable[int], load_texts: LoadTexts | None = None) -> Quoter:
    """Makes evidence of live versions (by ``seq``), and of the earlier versions of their documents."""
    return reading.quoter(connection, snapshot.versions_beside(connection, versions), load_texts)


def statements(connection: Connection, ids: Iterable[str | None]) -> tuple[StatementRow, ...]:
    """Rows of live statements, as reviewed."""
    rows = found(connection, select(SAID.c.said), SAID.c.statement, ids)
    return tuple(utterances.said(row.said).row for row in rows)


def _statements(connection: Connection, said: Iterable[Row[Any]], events: Iterable[Cluster]) -> Rows:
    """The statements, those that the events are told in too, and who carried them."""
    own = {row.statement: utterances.said(row.said).row for row in said}
    voices = {joined.told.row.according_statement for one in events for joined in one.mentions}
    rows = (*own.values(), *statements(connection, voices - own.keys() - {None}))
    via = schema.statement_via
    links = (StatementViaRow(*tuple(row)) for row in rows_of(connection, via, via.c.statement, own))
    return Rows(statements=rows, statement_via=tuple(links))


def _named(rows: Rows) -> Iterator[str]:
    """All actors (by any id) that the views of statements name."""
    for row in rows.statements:
        yield from (actor for actor in (row.source, row.addressee) if actor)
    yield from (link.actor for link in rows.statement_via)


def acting(told: Iterable[Cluster]) -> Iterator[str]:
    """All actors that the views of events name, but for the sources of statements."""
    for one in told:
        for joined in one.mentions:
            voice = joined.told.row.according_actor
            yield from (*joined.told.actors, *joined.told.recipients, *((voice,) if voice else ()))


def _reviewed(connection: Connection, quoter: Quoter) -> Rows:
    """The rows, as the coder wrote them, of those of the documents that people have reviewed something of."""
    made = snapshot.judged(connection)
    reviewed = {row.document for row in made.review_records}
    wanted = {seq for seq, version in quoter.versions.items() if version.live and version.row.document in reviewed}
    return reading.read(connection, wanted).snapshot.rows if wanted else Rows()


def review_views(connection: Connection, part: Part) -> ReviewViews:
    """Makes views of the reviews of some versions."""
    rows = part.snapshot.rows
    return ReviewViews(part.reviews, rows, People(connection, _named_in_reviews(rows)))


def _named_in_reviews(rows: Rows) -> Iterator[str]:
    """All actors that the views of reviews name."""
    yield from (part.actor for part in rows.event_participants)
    yield from (row.source for row in rows.statements if row.source)
