"""A scope as conditions on materialised views: what :class:`onrecord.ledger.scope.Filter` asks, for the database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    CompoundSelect,
    Select,
    and_,
    exists,
    func,
    intersect,
    literal,
    or_,
    select,
    true,
    union,
    union_all,
)

from onrecord.ledger import search
from onrecord.ledger.identity import is_actor_id, name_words
from onrecord.ledger.materialised import tables
from onrecord.ledger.nodes import YEAR
from onrecord.ledger.revisions import MONTH
from onrecord.ledger.scope import Filter, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import CTE, ColumnElement, Connection, FromClause, Table

    Actors = Sequence[str] | Select[tuple[str]]
    Listed = Select[Any] | CompoundSelect[Any]

EVENTS, DATES, ACTING, CONTEXTS = tables.events, tables.event_dates, tables.event_actors, tables.event_contexts
SAID, HAVING, PARTIES, KINDS = tables.said, tables.said_actors, tables.said_parties, tables.said_kinds
NAMES, RESOLVED, STANDING = tables.actor_names, tables.actor_resolutions, tables.actor_standings
NAMING = tables.naming

TAKING_PART = ("actor", "recipient")
ACTING_OR_SPEAKING = ("actor", "speaker")
SAYING_OR_TOLD = ("source", "addressee", "via")

MOST_NAMED = 1000
"""Actors that a query lists; more are looked up by the database for each record."""

FEW = 10_000
"""Events of a period that are looked through one by one, where two states of a hundred have 40,000 in fifteen years."""


@dataclass(frozen=True, slots=True)
class Scoped:
    """A scope with the actors (ids) that its names and codes mean in a ledger, or a query for them if they are many.

    ``matching`` are the records that its full text query matches, None where that names no word to look for. ``worded``
    says that those are asked for which words beside the scope match, ``few`` that few events lie in its period.
    """

    scope: Scope
    actors: Actors | None
    sources: Actors | None
    recipients: Actors | None
    matching: CTE | None = None
    worded: bool = False
    few: bool = False

    @property
    def has_words(self) -> bool:
        """Whether words say where to look."""
        return self.matching is not None or self.worded

    @property
    def is_narrow(self) -> bool:
        """Whether a period or words say where to look, so that few records are asked whether somebody has a part in
        them. Else all records of these actors are listed, of a country tens of thousands.
        """
        return self.few or self.has_words

    @property
    def anyone(self) -> Actors | None:
        """Of whom a record that is let through has one: those that the first filter on actors names."""
        return next((asked for asked in (self.actors, self.sources, self.recipients) if asked is not None), None)

    @property
    def is_wide(self) -> bool:
        """Whether many may lie in it that are sooner counted than found: all of a period, of somebody, of a kind."""
        counted = self.scope.is_whole or self.has_only_actors or self.has_only_kinds
        return counted and not self.is_narrow

    @property
    def has_only_kinds(self) -> bool:
        """Whether it filters by types and contexts, perhaps by a period, and by nothing else."""
        return bool(self.scope.kinds) and replace(self.scope, types=(), contexts=()).is_whole

    @property
    def has_only_actors(self) -> bool:
        """Whether it filters by actors, perhaps by a period, and by nothing else."""
        return self.anyone is not None and replace(self.scope, actors=(), source=None, recipient=None).is_whole

    @property
    def looked_through(self) -> Scoped:
        """The same scope, of which each record is asked whether it lies in it."""
        return replace(self, worded=True)

    @property
    def begins_with_period(self) -> bool:
        """Whether the records of its period are listed first: few lie in it, or nobody is asked for."""
        return self.scope.is_limited and (self.few or self.anyone is None)

    @staticmethod
    def of(connection: Connection, scope: Scope, *, worded: bool = False) -> Scoped:
        """A scope in a ledger."""
        asked = (scope.actors, _one(scope.source), _one(scope.recipient))
        actors, sources, recipients = (_few(connection, names) if names else None for names in asked)
        few = scope.is_limited and _has_few(connection, scope)
        return Scoped(scope, actors, sources, recipients, search.matching(connection, scope.query), worded, few)

    def filter(self, connection: Connection) -> Filter:
        """The scope as a filter of records that are read."""
        asked = (self.actors, self.sources, self.recipients)
        return Filter(self.scope, *(None if one is None else _listed(connection, one) for one in asked))


def _listed(connection: Connection, actors: Actors) -> frozenset[str]:
    return frozenset(connection.scalars(actors) if isinstance(actors, Select) else actors)


def _has_few(connection: Connection, scope: Scope) -> bool:
    """Whether few events lie in a period."""
    dated = listed_in(select(DATES.c.event), DATES.c.date, scope).limit(FEW + 1)
    return (connection.scalar(select(func.count()).select_from(dated.subquery())) or 0) <= FEW


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
    listed = [] if scoped.is_narrow else listed_events(scoped)
    asked: list[ColumnElement[bool]] = [EVENTS.c.event.in_(events) for events in listed]
    if scoped.is_narrow:
        asked += (_acting(EVENTS.c.event, *side) for side in _sides_of_events(scoped))
    if scope.contexts:
        asked.append(_in_contexts(scope.contexts, few=scoped.is_narrow or bool(listed)))
    if scope.types:
        asked.append(EVENTS.c.type.in_(scope.types))
    if scope.is_limited and not listed:
        asked.append(dated_in(scope) if scoped.few and not scoped.has_words else is_dated_in(scope))
    return and_(true(), *asked)


def _sides_of_events(scoped: Scoped) -> list[tuple[Actors, Sequence[str]]]:
    """Who is asked for, and in which roles."""
    sides = (scoped.actors, TAKING_PART), (scoped.sources, ACTING_OR_SPEAKING), (scoped.recipients, ("recipient",))
    return [(actors, roles) for actors, roles in sides if actors is not None]


def listed_events(scoped: Scoped) -> list[Listed]:
    """The events (ids) in the period of those who are asked for: one query, or none where nobody is."""
    return _in_all([_events_of(*side, scoped.scope) for side in _sides_of_events(scoped)])


def dated_in(scope: Scope) -> ColumnElement[bool]:
    """Whether an event lies in a period, by a list of those that do."""
    return EVENTS.c.event.in_(listed_in(select(DATES.c.event), DATES.c.date, scope))


def is_dated_in(scope: Scope) -> ColumnElement[bool]:
    """The same of events that are looked through."""
    dated = exists().where(DATES.c.event == EVENTS.c.event, in_period(DATES.c.date, scope))
    # No event is told of before its first day, by which they are read in order.
    return dated if scope.until is None else and_(EVENTS.c.first < _after(scope.until), dated)


def of_statements(scoped: Scoped, said: FromClause = SAID, *, few: bool = False) -> ColumnElement[bool]:
    """The same of a statement.

    Args:
        scoped: the scope.
        said: statements.
        few: whether it is asked of few of them, so that they are not to be found by lists of the scope.
    """
    scope, num = scoped.scope, said.c.num + 0 if few else said.c.num
    listed = [] if scoped.is_narrow else listed_statements(scoped)
    asked: list[ColumnElement[bool]] = [num.in_(statements) for statements in listed]
    if scoped.is_narrow:
        asked += (_saying(said, *side) for side in _sides_of_statements(scoped))
    if scoped.is_narrow or scoped.anyone is not None:
        asked += (exists().where(KINDS.c.num == said.c.num, KINDS.c.kind.in_(kinds)) for kinds in scope.kinds)
    if scope.is_limited and not listed:
        by_index = scoped.begins_with_period and not scoped.has_words
        asked.append(in_period(said.c.moment, scope) if by_index else is_said_in(scope, said))
    return and_(true(), *asked)


def _sides_of_statements(scoped: Scoped) -> list[tuple[Actors, Sequence[str], Sequence[str]]]:
    """Who is asked for, and in which roles, of a statement and of the events that it tells of."""
    sides: tuple[tuple[Actors | None, Sequence[str], Sequence[str]], ...] = (
        (scoped.actors, SAYING_OR_TOLD, TAKING_PART),
        (scoped.sources, ("source",), ()),
        (scoped.recipients, ("addressee",), ("recipient",)),
    )
    return [(actors, roles, in_events) for actors, roles, in_events in sides if actors is not None]


def listed_statements(scoped: Scoped) -> list[Listed]:
    """The statements (``num``) in the period of those who are asked for, where nobody is of kinds of events: one query,
    or none.
    """
    scope = scoped.scope
    by_kind = (_those_in(KINDS, KINDS.c.kind.in_(kinds), scope) for kinds in scope.kinds)
    return _in_all([_statements_by(*side, scope) for side in _sides_of_statements(scoped)] or list(by_kind))


def is_said_in(scope: Scope, said: FromClause = SAID) -> ColumnElement[bool]:
    """Whether a statement that is looked at lies in a period."""
    return in_period(said.c.moment.concat(""), scope)


def has_to_do_with(actors: Actors, *, few: bool = False) -> ColumnElement[bool]:
    """Whether actors make a statement, are addressed or carry it, or take part in an event that it tells of.

    Args:
        actors: who is asked for.
        few: whether it is asked of few statements.
    """
    side = actors, SAYING_OR_TOLD, TAKING_PART
    return _saying(SAID, *side) if few else SAID.c.num.in_(_statements_by(*side, Scope()))


def _acting(event: ColumnElement[str], asked: Actors, roles: Sequence[str]) -> ColumnElement[bool]:
    return exists().where(ACTING.c.event == event, _has(ACTING, roles, asked))


def is_among(actor: ColumnElement[str], asked: Actors) -> ColumnElement[bool]:
    """Whether an actor of a record is asked for, where the record's few actors are looked through.

    As the bare column SQLite would look each of those asked for up in the record's index, twenty-two for a pair of
    countries: a week of 2,800 events and as many statements took 200 ms, so it takes 90.
    """
    return actor.concat("").in_(asked)


def _in_all(lists: Sequence[Select[Any]]) -> list[Listed]:
    """What stands in every one of these lists; nothing where there is none.

    The lists are intersected before any record is read: who accused whom in all years is a hundred of ten thousand.
    """
    return [intersect(*lists)] if len(lists) > 1 else list(lists)


def _events_of(asked: Actors, roles: Sequence[str], scope: Scope) -> Select[tuple[str]]:
    """The events in the period in which actors have one of these roles."""
    return select(ACTING.c.event).where(has_part(asked, roles, scope))


def has_part(asked: Actors, roles: Sequence[str], scope: Scope) -> ColumnElement[bool]:
    """Whether a row of who has a role in an event is of one of these, and the event in the period."""
    part = and_(ACTING.c.actor.in_(asked), ACTING.c.role.in_(roles))
    if not scope.is_limited:
        return part
    again = select(DATES.c.event).where(DATES.c.again, in_period(DATES.c.date.concat(""), scope))
    return and_(part, or_(in_period(ACTING.c.first, scope), ACTING.c.event.in_(again)))


def _saying(said: FromClause, asked: Actors, roles: Sequence[str], in_events: Sequence[str]) -> ColumnElement[bool]:
    sides = [(HAVING, roles)] + ([(PARTIES, in_events)] if in_events else [])
    there = [select(side.c.num).where(side.c.num == said.c.num, _has(side, named, asked)) for side, named in sides]
    # As one list: of two conditions PostgreSQL would read the whole of both tables.
    return union_all(*(one.correlate(said) for one in there)).exists()


def _has(side: Table, roles: Sequence[str], asked: Actors) -> ColumnElement[bool]:
    """Whether one of these has one of these roles, where the few actors of a record are looked through."""
    return and_(side.c.role.in_(roles), is_among(side.c.actor, asked))


def _statements_by(asked: Actors, roles: Sequence[str], in_events: Sequence[str], scope: Scope) -> Select[tuple[int]]:
    """The statements (``num``) in the period in which actors have one of these roles, and those that tell of their
    events.
    """
    own, told = (
        _those_in(side, and_(side.c.actor.in_(asked), side.c.role.in_(named)), scope)
        for side, named in ((HAVING, roles), (PARTIES, in_events))
    )
    return select(union_all(own, told).subquery().c.num) if in_events else own


def _those_in(side: Table, asked: ColumnElement[bool], scope: Scope) -> Select[tuple[int]]:
    """The statements of a period of which something holds."""
    query = select(side.c.num).where(asked)
    return query.where(in_period(side.c.moment, scope)) if scope.is_limited else query


def _in_contexts(contexts: Sequence[str], *, few: bool) -> ColumnElement[bool]:
    """Whether an event has one of these contexts; asked of ``few`` events, else of a list of all that do."""
    having = CONTEXTS.c.context.in_(contexts)
    if few:
        return exists().where(CONTEXTS.c.event == EVENTS.c.event, having)
    return EVENTS.c.event.in_(select(CONTEXTS.c.event).where(having))


def in_period(date: ColumnElement[str], scope: Scope) -> ColumnElement[bool]:
    """Whether a date, or some day of the month or year that it names, is not before or after the period.

    An index on the date answers it: text sorts as dates do, and of less precise dates only a prefix of the first day
    can be earlier and yet name it.
    """
    return or_(*_stretches(date, scope))


def listed_in(query: Select[Any], date: ColumnElement[str], scope: Scope) -> CompoundSelect[Any]:
    """What a query finds with a date in a period, by stretches of the index of that date.

    As alternatives of one query SQLite would remember all that it has found, so as not to find it again: to count a
    hundred thousand dates took 370 ms, so it takes 3.
    """
    return union_all(*(query.where(stretch) for stretch in _stretches(date, scope)))


def _stretches(date: ColumnElement[str], scope: Scope) -> list[ColumnElement[bool]]:
    """The stretches of dates that lie in a period; no date lies in two. An empty one is none."""
    before = true() if scope.until is None else date < _after(scope.until)
    if scope.since is None:
        return [and_(date != "", before)]
    wider = {scope.since[:YEAR], scope.since[:MONTH]} - {scope.since}
    return [and_(date >= scope.since, before)] + ([and_(date.in_(sorted(wider)), before)] if wider else [])


def _after(until: str) -> str:
    """What follows all dates up to the end of a period."""
    return until + "~"


def _one(name: str | None) -> Sequence[str]:
    return (name,) if name else ()
