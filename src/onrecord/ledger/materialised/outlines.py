"""Events, statements and utterances of a scope in outline (:mod:`onrecord.ledger.outlines`)."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, func, literal, select, union_all

from onrecord.ledger.materialised import actors, tables, within
from onrecord.ledger.materialised.scoping import Scoped
from onrecord.ledger.materialised.tallies import ACTING_COUNTED, EVENTS_COUNTED, HAVING_COUNTED
from onrecord.ledger.nodes import YEAR
from onrecord.ledger.outlines import EventCount, EventOutline, Facets, Party, StatementOutline, UtteranceOutline
from onrecord.ledger.speakers import chief

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Select, Subquery

    from onrecord.ledger.scope import Scope

EVENTS, ACTING, STANDING = tables.events, tables.event_actors, tables.actor_standings
SAID, HAVING = tables.said, tables.said_actors

Parties = defaultdict[tuple[str | int, str], list[Party]]


def events(connection: Connection, scope: Scope) -> tuple[EventOutline, ...]:
    """The events, by date, else by day of first report."""
    asked = within.events(Scoped.of(connection, scope))
    query = select(EVENTS).where(asked)
    acting = select(ACTING.c.event, ACTING.c.role, *_PARTY).join(STANDING, STANDING.c.root == ACTING.c.actor)
    parties = _parties(connection, acting.where(ACTING.c.event.in_(select(EVENTS.c.event).where(asked))))
    return tuple(
        EventOutline(
            id=row.event,
            type=row.type,
            date=row.date,
            first=row.first,
            factuality=row.factuality,
            country=row.country,
            actors=tuple(parties[row.event, "actor"]),
            recipients=tuple(parties[row.event, "recipient"]),
        )
        for row in connection.execute(query.order_by(EVENTS.c.first, EVENTS.c.event))
    )


def counts(connection: Connection, scope: Scope) -> tuple[EventCount, ...]:
    """The events by type, month and year."""
    query: Select[Any]
    if scope.is_everything:
        query = select(tables.event_tallies)
    else:
        query = EVENTS_COUNTED.among(within.events(Scoped.of(connection, scope)))
    return tuple(sorted(EventCount(*row) for row in connection.execute(query)))


def facets(connection: Connection, scope: Scope) -> Facets:
    """What the events and statements have, counted."""
    asked = _of_everything() if scope.is_everything else _of_part(Scoped.of(connection, scope))
    counts: defaultdict[str, Counter[Any]] = defaultdict(Counter)
    for what, value, number in connection.execute(union_all(*asked)):
        counts[what][value] += number
    years = counts["year"]
    del years[""]
    sources, recipients = counts["actor"] + counts["source"], counts["recipient"] + counts["addressee"]
    return Facets(counts["type"], years, sources, recipients)


def _of_everything() -> list[Select[Any]]:
    """What :func:`facets` counts, as it is kept: rows of what it is, or of a role, its value and how many have it."""
    events, said = tables.event_tallies.c, tables.said_tallies.c
    return [
        _grouped("type", events.type, func.sum(events.count)),
        _grouped("year", events.year, func.sum(events.count)),
        _grouped("year", said.year, func.sum(said.count)),
        _named(select(tables.part_tallies).subquery()),
    ]


def _of_part(scoped: Scoped) -> list[Select[Any]]:
    """The same of a scope, counted. One query asks for all of it, so that what lies in the scope is found once."""
    told = select(EVENTS.c.event, EVENTS.c.type, func.substr(EVENTS.c.first, 1, YEAR).label("year"))
    said = select(SAID.c.num, func.substr(SAID.c.date, 1, YEAR).label("year"))
    events = told.where(within.events(scoped)).cte("told")
    statements = said.where(within.statements(scoped)).cte("said")
    return [
        _grouped("type", events.c.type, func.count()),
        _grouped("year", events.c.year, func.count()),
        _grouped("year", statements.c.year, func.count()),
        _named(ACTING_COUNTED.among(ACTING.c.event.in_(select(events.c.event))).subquery()),
        _named(HAVING_COUNTED.among(HAVING.c.num.in_(select(statements.c.num))).subquery()),
    ]


def _grouped(what: str, value: ColumnElement[str], number: ColumnElement[int]) -> Select[Any]:
    columns: tuple[ColumnElement[Any], ...] = literal(what, Text), value, number
    return select(*columns).group_by(value)


def _named(counted: Subquery) -> Select[Any]:
    """Roles and names of actors with the number of records in which they have them.

    Counted by id before names are looked up: there are a hundred times as many records as actors.
    """
    columns = counted.c.role, STANDING.c.name, counted.c["count"]
    return select(*columns).join(STANDING, STANDING.c.root == counted.c.actor)


def statements(connection: Connection, scope: Scope) -> tuple[StatementOutline, ...]:
    """The statements, by date, else by day of report."""
    asked = within.statements(Scoped.of(connection, scope))
    having = select(HAVING.c.num, HAVING.c.role, *_PARTY).join(STANDING, STANDING.c.root == HAVING.c.actor)
    parties = _parties(connection, having.where(HAVING.c.num.in_(select(SAID.c.num).where(asked))))
    query = select(SAID.c.num, SAID.c.statement, SAID.c.date).where(asked)
    ordered = query.order_by(SAID.c.moment, SAID.c.document, SAID.c.start, SAID.c.statement)
    return tuple(
        StatementOutline(
            id=row.statement,
            date=row.date,
            source=next(iter(parties[row.num, "source"]), None),
            addressee=next(iter(parties[row.num, "addressee"]), None),
        )
        for row in connection.execute(ordered)
    )


def utterances(connection: Connection, scope: Scope) -> tuple[UtteranceOutline, ...]:
    """The utterances of which a statement lies within the scope, by the first date that a statement of each has."""
    asked = within.statements(Scoped.of(connection, scope))
    whole = SAID.alias()
    query = select(whole.c.utterance, whole.c.source, whole.c.first).order_by(whole.c.place)
    first: dict[str, str] = {}
    sources: defaultdict[str, list[str]] = defaultdict(list)
    for row in connection.execute(query.where(whole.c.utterance.in_(select(SAID.c.utterance).where(asked)))):
        first.setdefault(row.utterance, row.first)
        sources[row.utterance] += [row.source] if row.source else []
    known = actors.sources(connection, {source for own in sources.values() for source in own})
    chiefs = {name: chief([known[source] for source in sources[name]]) for name in first}
    ordered = sorted(first, key=lambda name: (first[name], name))
    return tuple(UtteranceOutline(name, one.id if (one := chiefs[name]) else None) for name in ordered)


def _parties(connection: Connection, query: Select[Any]) -> Parties:
    """Actors by record and role, in the order of views: by country and name, those without a country last."""
    parties: Parties = defaultdict(list)
    for record, role, actor, name, country in connection.execute(query):
        parties[record, role].append(Party(actor, name, country))
    for own in parties.values():
        own.sort(key=lambda one: (one.country is None, one.country or "", one.name, one.id))
    return parties


_PARTY = STANDING.c.root, STANDING.c.name, STANDING.c.country
