"""Events that reports tell as facts of a day, looked up in the materialised views (:mod:`onrecord.ledger.facts`)."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sqlalchemy import and_, exists, func, intersect, or_, select

from onrecord.ledger.facts import Fact, between_sides, by_day, cited, first_told, within
from onrecord.ledger.materialised import record, tables
from onrecord.ledger.materialised.access import found
from onrecord.ledger.materialised.mentions import telling
from onrecord.ledger.materialised.scoping import TAKING_PART
from onrecord.ledger.precedents import Telling
from onrecord.ledger.revisions import DAY
from onrecord.ledger.told import SYMMETRIC
from onrecord.ontology.plover import types

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Row, Select

    from onrecord.ledger.rows import EventMentionRow
    from onrecord.ledger.views import Evidence

ACTING, EVENTS, MENTIONS, STANDING = tables.event_actors, tables.events, tables.event_mentions, tables.actor_standings
DATES = tables.event_dates
ON_A_DAY = func.length(EVENTS.c.date) >= DAY
_TOLD_AS_FACT = and_(EVENTS.c.factuality == "CT+", ON_A_DAY)
_SIDES = select(ACTING.c.event, ACTING.c.role, func.coalesce(STANDING.c.country, STANDING.c.root).label("side")).join(
    STANDING, STANDING.c.root == ACTING.c.actor
)
"""Who takes part in events: by event and role their countries, the ids of those who have none."""


OFTEN = 4
"""How often a year is asked for before all of it is read."""


class Year(NamedTuple):
    """What a side does in a year, or what is done toward it."""

    role: Literal["actor", "recipient"]
    side: str
    year: int


class KeptFacts:
    """The facts of a ledger as the connection sees it; what is asked for again is not read again.

    Read by the year: all that a side did, or all that was done toward it. What one did toward another stands in both;
    of these that one is taken that is there already, else the one that was asked for more often. Until it was asked for
    often, only what the two had to do with each other is read.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read: dict[Year, list[Fact]] = {}
        self._asked: Counter[Year] = Counter()

    def between(self, by: frozenset[str], toward: frozenset[str], first: int, last: int) -> list[Fact]:
        """What one of some sides did in these days toward one of others, toward anybody for none; each once, by day."""
        years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
        done = [Year("actor", side, year) for side in sorted(by) for year in years]
        borne = [Year("recipient", side, year) for side in sorted(toward) for year in years]
        self._asked.update((*done, *borne))
        chosen = min((done, borne) if toward else (done,), key=self._cost)
        if toward and self._is_seldom(chosen):
            read = [self._by_day(_of_both(by, toward, first, last))]
        else:
            read = list(map(self._of, chosen))
        return between_sides((fact for facts in read for fact in within(facts, first, last)), by, toward)

    def among(self, events: Collection[str]) -> list[Fact]:
        """Those of some events (ids) that are facts, by day."""
        return by_day(self._facts(events))

    def evidence(self, events: Collection[str]) -> Mapping[str, Evidence]:
        """Of each event the sentence of the first report that tells it as fact."""
        query = select(MENTIONS.c.event, MENTIONS.c.portrait).order_by(MENTIONS.c.place)
        mentions: defaultdict[str, list[EventMentionRow]] = defaultdict(list)
        for row in found(self._connection, query, MENTIONS.c.event, events):
            mentions[row.event].append(telling(row.portrait).row)
        told = {event: first_told(own) for event, own in mentions.items()}
        return cited(told, record.quoter(self._connection, {row.version for row in told.values()}))

    def told_in(self, versions: Collection[int]) -> Iterator[tuple[str, EventMentionRow]]:
        """The mentions of events in some document versions, each with its event."""
        query = select(MENTIONS.c.event, MENTIONS.c.portrait)
        for row in found(self._connection, query, MENTIONS.c.version, versions):
            yield row.event, telling(row.portrait).row

    def _is_seldom(self, years: Sequence[Year]) -> bool:
        """Whether reading all of these years would not pay."""
        return any(year not in self._read and self._asked[year] < OFTEN for year in years)

    def _cost(self, years: Sequence[Year]) -> tuple[int, int]:
        """How many of them are to be read; of as many those first that have been asked for most."""
        return sum(year not in self._read for year in years), -sum(self._asked[year] for year in years)

    def _of(self, year: Year) -> list[Fact]:
        """The facts of a year, by day."""
        if year not in self._read:
            self._read[year] = self._by_day(_in_year(year))
        return self._read[year]

    def _by_day(self, asked: Select[tuple[str]]) -> list[Fact]:
        return by_day(self._facts(list(self._connection.scalars(asked))))

    def _facts(self, events: Collection[str]) -> Iterator[Fact]:
        """Those of some events that are facts."""
        sides = _sides(found(self._connection, _SIDES, ACTING.c.event, events))
        for row in found(self._connection, select(EVENTS).where(_TOLD_AS_FACT), EVENTS.c.event, events):
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


def _in_year(asked: Year) -> Select[tuple[str]]:
    """The facts (ids) of a year in which a side has a role; in a meeting everybody has both."""
    either = and_(ACTING.c.role.in_(TAKING_PART), EVENTS.c.type.in_(sorted(SYMMETRIC)))
    # Days stand in a narrow table beside the events, so that those of other years are not read.
    since, until = f"{asked.year:04}", f"{asked.year:04}~"
    then = exists().where(DATES.c.event == ACTING.c.event, DATES.c.date >= since, DATES.c.date < until)
    query = select(EVENTS.c.event).join(ACTING, ACTING.c.event == EVENTS.c.event)
    part = ACTING.c.actor.in_(_of_sides([asked.side])), or_(ACTING.c.role == asked.role, either)
    return query.where(*part, then, _TOLD_AS_FACT).distinct()


def _of_both(some: Collection[str], others: Collection[str], first: int, last: int) -> Select[tuple[str]]:
    """The facts (ids) of some days in which one of some sides and one of others take part.

    The two lists are intersected before a day is looked at: a side has tens of thousands of events.
    """
    theirs = (
        select(ACTING.c.event).where(ACTING.c.actor.in_(_of_sides(sides)), ACTING.c.role.in_(TAKING_PART))
        for sides in (some, others)
    )
    since, until = (date.fromordinal(day).isoformat() for day in (first, last + 1))
    then = EVENTS.c.date >= since, EVENTS.c.date < until
    return select(EVENTS.c.event).where(EVENTS.c.event.in_(intersect(*theirs)), *then, _TOLD_AS_FACT)


def _of_sides(sides: Collection[str]) -> Select[tuple[str]]:
    """The actors of sides, which are countries, or actors that have none."""
    alone = and_(STANDING.c.root.in_(sides), STANDING.c.country.is_(None))
    return select(STANDING.c.root).where(or_(STANDING.c.country.in_(sides), alone))
