"""Events that reports tell as facts of a day, found by who acted toward whom and when."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from onrecord.ledger.revisions import DAY
from onrecord.ledger.told import SYMMETRIC, on_a_day
from onrecord.ontology.plover import quad

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from onrecord.ledger.events import Cluster
    from onrecord.ledger.evidence import Quoter
    from onrecord.ledger.people import Actors
    from onrecord.ledger.rows import EventMentionRow
    from onrecord.ledger.views import Evidence
    from onrecord.records import EventType, Quad


@dataclass(frozen=True, slots=True)
class Fact:
    """An event (id) reported as fact on a day, with its sides; of a meeting everybody is on both."""

    event: str
    date: str
    by: frozenset[str]
    toward: frozenset[str]
    type: EventType

    @staticmethod
    def of(event: str, day: str, by: frozenset[str], toward: frozenset[str], kind: EventType) -> Fact:
        """An event of this type in which one side acts toward the other."""
        if kind in SYMMETRIC:
            return Fact(event, day, by | toward, by | toward, kind)
        return Fact(event, day, by, toward, kind)

    @property
    def day(self) -> int:
        """The day as a number."""
        return day_of(self.date)

    @property
    def quad(self) -> Quad:
        """PLOVER's category of the type."""
        return quad(self.type)


class KnownFacts(Protocol):
    """The facts of a whole record."""

    def between(self, by: frozenset[str], toward: frozenset[str], first: int, last: int) -> list[Fact]:
        """What one of some sides did in these days toward one of others, toward anybody for none; each once, by day."""

    def among(self, events: Collection[str]) -> list[Fact]:
        """Those of some events (ids) that are facts, by day."""

    def evidence(self, events: Collection[str]) -> Mapping[str, Evidence]:
        """Of each event the sentence of the first report that tells it as fact."""

    def told_in(self, versions: Collection[int]) -> Iterator[tuple[str, EventMentionRow]]:
        """The mentions of events in some document versions, each with its event."""


class FactsBySide:
    """Facts by the side that acts, in order of their days."""

    def __init__(self, clusters: Iterable[Cluster], actors: Actors, quoter: Quoter) -> None:
        self._clusters, self._quoter = {found.id: found for found in clusters}, quoter
        facts = (_fact(found, actors) for found in self._clusters.values() if is_fact(found))
        self._facts = {fact.event: fact for fact in by_day(facts)}
        self._by: defaultdict[str, list[Fact]] = defaultdict(list)
        for fact in self._facts.values():
            for side in fact.by:
                self._by[side].append(fact)

    def between(self, by: frozenset[str], toward: frozenset[str], first: int, last: int) -> list[Fact]:
        """What one of some sides did in these days toward one of others, toward anybody for none; each once, by day."""
        done = (fact for side in by if side in self._by for fact in within(self._by[side], first, last))
        return between_sides(done, by, toward)

    def among(self, events: Collection[str]) -> list[Fact]:
        """Those of some events (ids) that are facts, by day."""
        return by_day(self._facts[event] for event in events if event in self._facts)

    def evidence(self, events: Collection[str]) -> Mapping[str, Evidence]:
        """Of each event the sentence of the first report that tells it as fact."""
        told = {event: first_told(joined.told.row for joined in self._clusters[event].mentions) for event in events}
        return cited(told, self._quoter)

    def told_in(self, versions: Collection[int]) -> Iterator[tuple[str, EventMentionRow]]:
        """The mentions of events in some document versions, each with its event."""
        for version in versions:
            yield from self._told[version]

    @cached_property
    def _told(self) -> defaultdict[int, list[tuple[str, EventMentionRow]]]:
        """The mentions of each document version, with their events."""
        told: defaultdict[int, list[tuple[str, EventMentionRow]]] = defaultdict(list)
        for event, found in self._clusters.items():
            for joined in found.mentions:
                told[joined.told.row.version].append((event, joined.told.row))
        return told


def day_of(value: str | None) -> int:
    """The day of a date that is precise to it, as a number."""
    return date.fromisoformat((value or "")[:DAY]).toordinal()


def by_day(facts: Iterable[Fact]) -> list[Fact]:
    """Facts by day."""
    return sorted(facts, key=lambda fact: (fact.day, fact.event))


def between_sides(facts: Iterable[Fact], by: frozenset[str], toward: frozenset[str]) -> list[Fact]:
    """Of facts those by one of some sides toward one of others, toward anybody for none; each once, by day."""
    found = {
        fact.event: fact
        for fact in facts
        if not (fact.by.isdisjoint(by) or (toward and fact.toward.isdisjoint(toward)))
    }
    return by_day(found.values())


def within(facts: list[Fact], first: int, last: int) -> list[Fact]:
    """Of facts by day those of some days."""
    start = bisect_left(facts, first, key=lambda fact: fact.day)
    return facts[start : bisect_right(facts, last, key=lambda fact: fact.day)]


def first_told(mentions: Iterable[EventMentionRow]) -> EventMentionRow:
    """Of the mentions of an event in their order the first that tells it as fact, which its latest report does."""
    return next(row for row in mentions if row.factuality == "CT+")


def cited(told: Mapping[str, EventMentionRow], quoter: Quoter) -> Mapping[str, Evidence]:
    """The sentences of mentions."""
    quoter.fetch(row.version for row in told.values())
    return {event: quoter.cite(row.version, row.sentence_spans) for event, row in told.items()}


def is_fact(found: Cluster) -> bool:
    """Whether the latest report tells an event as fact, of a day."""
    return found.latest.row.factuality == "CT+" and on_a_day(found.date)


def _fact(found: Cluster, actors: Actors) -> Fact:
    told = [joined.told for joined in found.mentions]
    by = actors.side(frozenset[str]().union(*(one.actors for one in told)))
    toward = actors.side(frozenset[str]().union(*(one.recipients for one in told)))
    return Fact.of(found.id, found.date or "", by, toward, found.type)
