"""How many events and utterances lie within a scope: counted off lists and indexes where that is sooner than looking at
each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, func, literal, select, true

from onrecord.ledger.materialised import scoping, tables, within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import ColumnElement, Connection, Select

    from onrecord.ledger.materialised.scoping import Listed, Scoped
    from onrecord.ledger.scope import Scope

EVENTS, DATES, ACTING, SAID = tables.events, tables.event_dates, tables.event_actors, tables.said

TOGETHER = 100
"""Actors of whom each is looked up beside each other: of a country ten or twenty."""

_AGAIN = SAID.c.place > literal(0, literal_execute=True)
"""One that reports what another has reported. Written out, since no partial index answers to a parameter."""


def events(connection: Connection, scoped: Scoped) -> int:
    """How many events lie in a scope."""
    if scoped.scope.is_everything:
        return all_events(connection)
    if scoped.scope.is_whole:
        return _number_dated(connection, scoped.scope, DATES.c.date) - _number_dated_again(connection, scoped.scope)
    if scoped.has_only_actors:
        if (actors := _taking_part(scoped)) is not None:
            return _number_taken_part_in(connection, actors, scoped.scope)
        return _number_of(connection, scoping.listed_events(scoped)[0])
    if scoped.has_only_kinds and not (scoped.scope.contexts or scoped.scope.is_limited):
        return all_events(connection, scoped.scope.types)
    return _number_of(connection, select(EVENTS.c.event).where(within.events(scoped)))


def utterances(connection: Connection, scoped: Scoped) -> int:
    """How many utterances have a statement in a scope: all statements, less those that repeat one, which are few."""
    if scoped.scope.is_everything:
        return all_utterances(connection)
    if scoped.scope.is_whole:
        said = _number_dated(connection, scoped.scope, SAID.c.moment)
    else:
        said = _number_of(connection, scoping.listed_statements(scoped)[0])
    return said - _number_of(connection, select(SAID.c.num).where(is_further(scoped), repeats(scoped)))


def _taking_part(scoped: Scoped) -> Sequence[str] | None:
    """Who is asked for as taking part, whether acting or not, where that is all and these are not too many."""
    actors = scoped.actors if scoped.sources is None and scoped.recipients is None else None
    return actors if isinstance(actors, Sequence) and len(actors) <= TOGETHER else None


def _number_taken_part_in(connection: Connection, actors: Sequence[str], scope: Scope) -> int:
    """In how many events of a period one of these takes part: as often as each does, less what they share.

    Two states of a hundred have 20,000 events each, and some hundred with one another: to tell these apart by their ids
    takes 33 ms where this takes 5.
    """
    part = scoping.has_part(actors, scoping.TAKING_PART, scope)
    query = select(func.count()).select_from(ACTING)
    with_another = query.where(part, ACTING.c.beside.in_(actors))
    # Where three take part two or all of them may be among these.
    again = select(func.count() - func.count(ACTING.c.event.distinct())).where(part, ACTING.c.beside == tables.SEVERAL)
    rows = query.where(part) if scope.is_limited else _parts_tallied(actors)
    number: int = connection.scalar(rows) or 0
    twice: int = connection.scalar(with_another) or 0
    more: int = connection.scalar(again) or 0
    return number - twice // 2 - more


def _parts_tallied(actors: Sequence[str]) -> Select[Any]:
    """How often actors take part in events."""
    tallies = tables.part_tallies.c
    asked = tallies.actor.in_(actors), tallies.role.in_(scoping.TAKING_PART)
    return select(func.sum(tallies.count)).where(*asked)


def _number_of(connection: Connection, listed: Listed) -> int:
    """How many different records a query finds."""
    return connection.scalar(select(func.count(listed.subquery().c[0].distinct()))) or 0


def all_events(connection: Connection, types: Collection[str] = ()) -> int:
    """How many events there are, at will of types: tallied, since a million would have to be read to be counted."""
    tallies = tables.event_tallies.c
    return connection.scalar(select(func.sum(tallies.count)).where(tallies.type.in_(types) if types else true())) or 0


def all_utterances(connection: Connection) -> int:
    """How many utterances there are: statements, tallied, less those that repeat one, which are few."""
    said = connection.scalar(select(func.sum(tables.said_tallies.c.count))) or 0
    return said - (connection.scalar(select(func.count()).select_from(SAID).where(_AGAIN)) or 0)


def _number_dated_again(connection: Connection, scope: Scope) -> int:
    """How often an event has a further day in a period: few events have more than one."""
    earlier = DATES.alias()
    before = and_(earlier.c.event == DATES.c.event, earlier.c.date < DATES.c.date)
    repeated = exists().where(before, scoping.in_period(earlier.c.date, scope))
    further = DATES.c.again, scoping.in_period(DATES.c.date.concat(""), scope), repeated
    return connection.scalar(select(func.count()).select_from(DATES).where(*further)) or 0


def _number_dated(connection: Connection, scope: Scope, date: ColumnElement[str]) -> int:
    """How many rows have a date in a period, counted off its index."""
    counts: Iterable[int] = connection.scalars(scoping.listed_in(select(func.count(date)), date, scope))
    return sum(counts)


def is_further(scoped: Scoped) -> ColumnElement[bool]:
    """Whether a statement of a scope reports what another has reported."""
    return and_(_AGAIN, scoping.of_statements(scoped, few=True))


def repeats(scoped: Scoped) -> ColumnElement[bool]:
    """Whether an earlier statement of the same utterance lies within the scope too."""
    earlier = SAID.alias()
    before = and_(earlier.c.utterance == SAID.c.utterance, earlier.c.place < SAID.c.place)
    return exists().where(before, scoping.of_statements(scoped, earlier, few=True))
