"""Events, statements and utterances without their evidence: what lists, counts and charts need of thousands at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from onrecord.ledger.nodes import YEAR
from onrecord.ledger.revisions import MONTH, moment
from onrecord.ontology.plover import quad

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.ledger.views import LedgerActor, LedgerEvent, LedgerStatement, LedgerUtterance
    from onrecord.records import EventType, Factuality, Quad


class Party(NamedTuple):
    """An actor as lists and charts name it."""

    id: str
    name: str
    country: str | None

    @staticmethod
    def of(actor: LedgerActor) -> Party:
        """An actor."""
        return Party(actor.id, actor.name, actor.country)


@dataclass(frozen=True, slots=True)
class EventOutline:
    """An event without its evidence: what is counted and drawn.

    ``first`` is its date, else that of the first report, "" for none; ``country`` that of its place.
    """

    id: str
    type: EventType
    date: str | None
    first: str
    factuality: Factuality
    country: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]

    @staticmethod
    def of(event: LedgerEvent) -> EventOutline:
        """An event in outline."""
        reported = (moment(mention.evidence.published) for mention in event.mentions)
        first = moment(event.date) if event.date else min(filter(None, reported), default="")
        sides = (tuple(map(Party.of, side)) for side in (event.actors, event.recipients))
        country = event.place.country if event.place else None
        return EventOutline(event.id, event.type, event.date, first, event.factuality, country, *sides)

    @property
    def quad(self) -> Quad:
        """PLOVER's category of the type."""
        return quad(self.type)

    @property
    def month(self) -> str:
        """The month of its date, "" where that names none."""
        return self.date[:MONTH] if self.date and len(self.date) >= MONTH else ""


@dataclass(frozen=True, slots=True)
class StatementOutline:
    """A statement without its words; ``date`` is its own, else that of the report, "" for none."""

    id: str
    date: str
    source: Party | None
    addressee: Party | None

    @staticmethod
    def of(statement: LedgerStatement) -> StatementOutline:
        """A statement in outline."""
        sides = (Party.of(actor) if actor else None for actor in (statement.source, statement.addressee))
        return StatementOutline(statement.id, statement.date or statement.evidence.published or "", *sides)


@dataclass(frozen=True, slots=True)
class UtteranceOutline:
    """An utterance without its words: whose it is (id), None where no report says so."""

    id: str
    source: str | None

    @staticmethod
    def of(utterance: LedgerUtterance) -> UtteranceOutline:
        """An utterance in outline."""
        return UtteranceOutline(utterance.id, utterance.source.id if utterance.source else None)


class EventCount(NamedTuple):
    """How many events of a type there are in a month, "" where none is named; ``year`` is "" where no date is known."""

    type: EventType
    month: str
    year: str
    events: int

    @property
    def quad(self) -> Quad:
        """PLOVER's category of the type."""
        return quad(self.type)


@dataclass(frozen=True, slots=True)
class Facets:
    """What the events and statements of a scope have, counted.

    ``types`` are of events, ``years`` of all dates; ``sources`` who speaks or acts, and ``recipients`` toward whom, by
    name.
    """

    types: Counter[EventType]
    years: Counter[str]
    sources: Counter[str]
    recipients: Counter[str]

    @staticmethod
    def of(events: Iterable[EventOutline], statements: Iterable[StatementOutline]) -> Facets:
        """Of these."""
        told, said = list(events), list(statements)
        years = Counter(one.first[:YEAR] for one in told) + Counter(one.date[:YEAR] for one in said)
        sources = Counter(actor.name for one in told for actor in one.actors)
        recipients = Counter(actor.name for one in told for actor in one.recipients)
        sources.update(one.source.name for one in said if one.source)
        recipients.update(one.addressee.name for one in said if one.addressee)
        del years[""]
        return Facets(Counter(one.type for one in told), years, sources, recipients)


def counted(events: Iterable[EventOutline]) -> tuple[EventCount, ...]:
    """Events by type, month and year."""
    keys = Counter((one.type, one.month, one.first[:YEAR]) for one in events)
    return tuple(EventCount(*key, number) for key, number in sorted(keys.items()))
