"""A scope as conditions on materialised views: what :class:`onrecord.ledger.scope.Filter` asks, for the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, exists, intersect, literal, or_, select, true, union, union_all

from onrecord.ledger import search
from onrecord.ledger.identity import is_actor_id, name_words
from onrecord.ledger.materialised import tables
from onrecord.ledger.nodes import YEAR
from onrecord.ledger.revisions import MONTH
from onrecord.ledger.scope import Filter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import CTE, ColumnElement, Connection

    from onrecord.ledger.scope import Scope

    Actors = Sequence[str] | Select[tuple[str]]

EVENTS, DATES, ACTING, CONTEXTS = tables.events, tables.event_dates, tables.event_actors, tables.event_contexts
MENTIONS = tables.event_mentions
SAID, HAVING, ABOUT = tables.said, tables.said_actors, tables.said_about
NAMES, RESOLVED, STANDING = tables.actor_names, tables.actor_resolutions, tables.actor_standings
NAMING = tables.naming

TAKING_PART = ("actor", "recipient")
ACTING_OR_SPEAKING = ("actor", "speaker")
SAYING_OR_TOLD = ("source", "addressee", "via")

MOST_NAMED = 1000
"""Actors that a query lists; more are looked up by the database for each record."""


@dataclass(frozen=True, slots=True)
class Scoped:
    """A scope with the actors (ids) that its names and codes mean in a ledger, or a query for them if they are many.

    ``matching`` are the records that its full text query matches, None where that names no word to look for. ``worded``
    says that those are asked for which words beside the scope match.
    """

    scope: Scope
    actors: Actors | None
    sources: Actors | None
    recipients: Actors | None
    matching: CTE | None = None
    worded: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether a period or words say where to look, so that few records are asked whether somebody has a part in
        them. Else all records of these actors are listed, of a country tens of thousands.
        """
        return self.scope.is_limited or self.matching is not None or self.worded

    @staticmethod
    def of(connection: Connection, scope: Scope, *, worded: bool = False) -> Scoped:
        """A scope in a ledger."""
        asked = (scope.actors, _one(scope.source), _one(scope.recipient))
        actors, sources, recipients = (_few(connection, names) if names else None for names in asked)
        return Scoped(scope, actors, sources, recipients, search.matching(connection, scope.query), worded)

    def filter(self, connection: Connection) -> Filter:
        """The scope as a filter of records that are read."""
        asked = (self.actors, self.sources, self.recipients)
        return Filter(self.scope, *(None if one is None else _listed(connection, one) for one in asked))


def _listed(connection: Connection, actors: Actors) -> frozenset[str]:
    return frozenset(connection.scalars(actors) if isinstance(actors, Select) else actors)


def _few(connection: Connection, asked: Sequence[str]) -> Actors:
    query = called(asked)
    found = [row.root for row in connection.execute(query.limit(MOST_NAMED + 1))]
    return found if len(found) <= MOST_NAMED else query


def called(asked: Sequence[str]) -> Select[tuple[str]]:
    """The actors with one of these ids, or whose country is one of these, or in one of whose names one of these stands
    as whole words.

    As :func:`onrecord.ledger.scope.is_called`; by the identities that stand for them.
    """
    ids = [name for name in asked if is_actor_id(name)]
    names = [name for name in asked if not is_actor_id(name)]
    parts = [select(RESOLVED.c.root.label("root")).where(RESOLVED.c.actor.in_(ids))] if ids else []
    parts += [_by_country(names), *_by_name(names)] if names else []
    return parts[0] if len(parts) == 1 else select(union(*parts).subquery().c.root)


def _by_country(names: Sequence[str]) -> Select[tuple[str]]:
    codes = sorted({name.upper() for name in names})
    return select(STANDING.c.root.label("root")).where(STANDING.c.country.in_(codes))


def _by_name(names: Sequence[str]) -> Iterator[Select[tuple[str]]]:
    """The query of those who are called so, none where no name has a word."""
    if wanted := sorted({words for name in names if (words := name_words(name))}):
        padded = literal(" ") + NAMES.c.words + literal(" ")
        named = or_(*(padded.contains(f" {words} ", autoescape=True) for words in wanted))
        yield select(RESOLVED.c.root.label("root")).join(NAMES, NAMES.c.actor == RESOLVED.c.actor).where(named)


def identities(actors: Actors) -> Select[tuple[str]]:
    """All identities of actors."""
    return select(RESOLVED.c.actor).where(RESOLVED.c.root.in_(actors))


def naming(actors: Actors) -> Select[tuple[int]]:
    """The live versions that name one of these."""
    return select(NAMING.c.version).where(NAMING.c.actor.in_(identities(actors)))


def of_events(scoped: Scoped) -> ColumnElement[bool]:
    """Whether an event lies within a scope, but for its full text query."""
    scope = scoped.scope
    sides = (scoped.actors, TAKING_PART), (scoped.sources, ACTING_OR_SPEAKING), (scoped.recipients, ("recipient",))
    named = [(actors, roles) for actors, roles in sides if actors is not None]
    if scoped.is_narrow:
        asked = [_acting(EVENTS.c.event, *side) for side in named]
    else:
        asked = _in_all(EVENTS.c.event, [_events_of(*side) for side in named])
    if scope.contexts:
        asked.append(_in_contexts(EVENTS.c.event, scope.contexts))
    if scope.types:
        asked.append(EVENTS.c.type.in_(scope.types))
    if scope.is_limited:
        asked.append(EVENTS.c.event.in_(select(DATES.c.event).where(in_period(DATES.c.date, scope))))
    return and_(true(), *asked)


def of_statements(scoped: Scoped) -> ColumnElement[bool]:
    """The same of a statement."""
    scope = scoped.scope
    sides = (
        (scoped.actors, SAYING_OR_TOLD, TAKING_PART),
        (scoped.sources, ("source",), ()),
        (scoped.recipients, ("addressee",), ("recipient",)),
    )
    named = [(actors, roles, in_events) for actors, roles, in_events in sides if actors is not None]
    if scoped.is_narrow:
        asked = [_saying(*side) for side in named]
    else:
        asked = _in_all(SAID.c.num, [_statements_by(*side) for side in named])
    event = MENTIONS.c.event
    if scope.types:
        asked.append(_tells_of(exists().where(EVENTS.c.event == event, EVENTS.c.type.in_(scope.types))))
    if scope.contexts:
        asked.append(_tells_of(_in_contexts(event, scope.contexts)))
    if scope.is_limited:
        asked.append(and_(SAID.c.moment != "", in_period(SAID.c.moment, scope)))
    return and_(true(), *asked)


def has_to_do_with(actors: Actors, *, few: bool = False) -> ColumnElement[bool]:
    """Whether actors make a statement, are addressed or carry it, or take part in an event that it tells of.

    Args:
        actors: who is asked for.
        few: whether it is asked of few statements.
    """
    side = actors, SAYING_OR_TOLD, TAKING_PART
    return _saying(*side) if few else SAID.c.num.in_(_statements_by(*side))


def _acting(event: ColumnElement[str], asked: Actors, roles: Sequence[str]) -> ColumnElement[bool]:
    return exists().where(ACTING.c.event == event, ACTING.c.role.in_(roles), is_among(ACTING.c.actor, asked))


def is_among(actor: ColumnElement[str], asked: Actors) -> ColumnElement[bool]:
    """Whether an actor of a record is asked for, where the record's few actors are looked through.

    As the bare column SQLite would look each of those asked for up in the record's index, twenty-two for a pair of
    countries: a week of 2,800 events and as many statements took 200 ms, so it takes 90.
    """
    return actor.concat("").in_(asked)


def _in_all(record: ColumnElement[Any], lists: Sequence[Select[Any]]) -> list[ColumnElement[bool]]:
    """Whether a record stands in every one of these lists; no condition where there is none.

    The lists are intersected before any record is read: who accused whom in all years is a hundred of ten thousand.
    """
    if not lists:
        return []
    return [record.in_(lists[0] if len(lists) == 1 else intersect(*lists))]


def _events_of(asked: Actors, roles: Sequence[str]) -> Select[tuple[str]]:
    """The events in which actors have one of these roles."""
    return select(ACTING.c.event).where(ACTING.c.actor.in_(asked), ACTING.c.role.in_(roles))


def _saying(asked: Actors, roles: Sequence[str], in_events: Sequence[str]) -> ColumnElement[bool]:
    part = and_(HAVING.c.role.in_(roles), is_among(HAVING.c.actor, asked))
    having = exists().where(HAVING.c.num == SAID.c.num, part)
    return or_(having, _tells_of(_acting(MENTIONS.c.event, asked, in_events))) if in_events else having


def _statements_by(asked: Actors, roles: Sequence[str], in_events: Sequence[str]) -> Select[tuple[int]]:
    """The statements (``num``) in which actors have one of these roles, and those that tell of their events."""
    own = select(HAVING.c.num).where(HAVING.c.actor.in_(asked), HAVING.c.role.in_(roles))
    if not in_events:
        return own
    events = ACTING.join(MENTIONS, MENTIONS.c.event == ACTING.c.event).join(
        ABOUT, ABOUT.c.mention == MENTIONS.c.mention
    )
    acting = and_(ACTING.c.actor.in_(asked), ACTING.c.role.in_(in_events))
    every = union_all(own, select(ABOUT.c.num).select_from(events).where(acting)).subquery()
    return select(every.c.num)


def _tells_of(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a statement tells of an event (``told_mentions.event``) of which the condition holds."""
    return exists().where(ABOUT.c.num == SAID.c.num, MENTIONS.c.mention == ABOUT.c.mention, condition)


def _in_contexts(event: ColumnElement[str], contexts: Sequence[str]) -> ColumnElement[bool]:
    return exists().where(CONTEXTS.c.event == event, CONTEXTS.c.context.in_(contexts))


def in_period(date: ColumnElement[str], scope: Scope) -> ColumnElement[bool]:
    """Whether a date, or some day of the month or year that it names, is not before or after the period.

    An index on the date answers it: text sorts as dates do, and of less precise dates only a prefix of the first day
    can be earlier and yet name it.
    """
    asked: list[ColumnElement[bool]] = []
    if scope.since is not None:
        asked.append(or_(date >= scope.since, date.in_([scope.since[:YEAR], scope.since[:MONTH]])))
    if scope.until is not None:
        asked.append(date < scope.until + "~")
    return and_(true(), *asked)


def _one(name: str | None) -> Sequence[str]:
    return (name,) if name else ()
