"""Events that reports tell as facts of a day, looked up in the materialised views (:mod:`onrecord.ledger.facts`)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, func, or_, select

from onrecord.ledger.facts import Fact, cited, first_told, in_order, within
from onrecord.ledger.materialised import record, tables
from onrecord.ledger.materialised.access import found, rows_of
from onrecord.ledger.materialised.mentions import telling
from onrecord.ledger.precedents import Telling
from onrecord.ledger.revisions import DAY
from onrecord.ledger.told import SYMMETRIC
from onrecord.ontology.plover import types

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sqlalchemy import Connection, Row, Select

    from onrecord.ledger.rows import EventMentionRow
    from onrecord.ledger.views import Evidence

ACTING, EVENTS, MENTIONS, STANDING = tables.event_actors, tables.events, tables.event_mentions, tables.actor_standings
DATES = tables.event_dates
ON_A_DAY = func.length(EVENTS.c.date) >= DAY
_SIDES = select(ACTING.c.event, ACTING.c.role, func.coalesce(STANDING.c.country, STANDING.c.root).label("side")).join(
    STANDING, STANDING.c.root == ACTING.c.actor
)
"""Who takes part in events: by event and role their countries, the ids of those who have none."""


class KeptFacts:
    """The facts of a ledger as the connection sees it; what is asked for again is not read again."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read: dict[tuple[str, int], list[Fact]] = {}

    def between(self, sides: Iterable[str], first: int, last: int) -> list[Fact]:
        """What one of the sides did in these days, each once, by day."""
        years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
        facts = (fact for side in sides for year in years for fact in within(self._year(side, year), first, last))
        return in_order({fact.event: fact for fact in facts}.values())

    def evidence(self, events: Collection[str]) -> Mapping[str, Evidence]:
        """Of each event the sentence of the first report that tells it as fact."""
        query = select(MENTIONS.c.event, MENTIONS.c.portrait).order_by(MENTIONS.c.place)
        mentions: defaultdict[str, list[EventMentionRow]] = defaultdict(list)
        for row in found(self._connection, query, MENTIONS.c.event, events):
            mentions[row.event].append(telling(row.portrait).row)
        told = {event: first_told(own) for event, own in mentions.items()}
        return cited(told, record.quoter(self._connection, {row.version for row in told.values()}))

    def told(self, events: Collection[str], versions: Collection[int]) -> Iterator[tuple[str, EventMentionRow]]:
        """The mentions of some events in some document versions, each with its event."""
        query = select(MENTIONS.c.event, MENTIONS.c.version, MENTIONS.c.portrait)
        for row in found(self._connection, query, MENTIONS.c.event, events):
            if row.version in versions:
                yield row.event, telling(row.portrait).row

    def _year(self, side: str, year: int) -> list[Fact]:
        """What a side did in a year, by day."""
        if (side, year) not in self._read:
            self._read[side, year] = in_order(self._facts(_acting(side, year)))
        return self._read[side, year]

    def _facts(self, asked: Select[tuple[str]]) -> Iterator[Fact]:
        events = list(self._connection.scalars(asked))
        sides = _sides(found(self._connection, _SIDES, ACTING.c.event, events))
        for row in rows_of(self._connection, EVENTS, EVENTS.c.event, events):
            by, toward = sides[row.event, "actor"], sides[row.event, "recipient"]
            yield Fact.of(row.event, row.date, frozenset(by), frozenset(toward), row.type)


def tellings(connection: Connection) -> Iterator[Telling]:
    """The events that can be a case of :mod:`onrecord.ledger.precedents`, or follow one."""
    conflict = [name for name, kind in types().items() if kind.quad == "material conflict"]
    asked = and_(EVENTS.c.type.in_(["THREATEN", "CONSULT", *conflict]), ON_A_DAY)
    sides = _sides(connection.execute(_SIDES.where(ACTING.c.event.in_(select(EVENTS.c.event).where(asked)))))
    for row in connection.execute(select(EVENTS).where(asked)):
        yield Telling(
            event=row.event,
            type=row.type,
            date=row.date,
            factuality=row.factuality,
            by=frozenset(sides[row.event, "actor"]),
            toward=frozenset(sides[row.event, "recipient"]),
            country=row.country,
            announced=row.announced,
            held=row.held,
        )


def _sides(rows: Iterable[Row[Any]]) -> Mapping[tuple[str, str], set[str]]:
    """Rows of ``_SIDES`` by event and role."""
    sides: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        sides[row.event, row.role].add(row.side)
    return sides


def _acting(side: str, year: int) -> Select[tuple[str]]:
    """The facts of a year in which a side acts; in a meeting everybody does."""
    there = or_(STANDING.c.country == side, and_(STANDING.c.root == side, STANDING.c.country.is_(None)))
    part = or_(ACTING.c.role == "actor", and_(ACTING.c.role == "recipient", EVENTS.c.type.in_(sorted(SYMMETRIC))))
    # Days stand in a narrow table beside the events, so that those of other years are not read.
    then = exists().where(DATES.c.event == ACTING.c.event, DATES.c.date >= f"{year:04}", DATES.c.date < f"{year:04}~")
    when = and_(then, ON_A_DAY)
    query = select(EVENTS.c.event).join(ACTING, ACTING.c.event == EVENTS.c.event)
    acting = ACTING.c.actor.in_(select(STANDING.c.root).where(there))
    return query.where(acting, part, when, EVENTS.c.factuality == "CT+").distinct()
