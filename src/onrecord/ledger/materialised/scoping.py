"""A scope as conditions on materialised views: what :class:`onrecord.ledger.scope.Filter` asks, for the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, func, literal, or_, select, true, union

from onrecord.ledger.identity import name_words
from onrecord.ledger.materialised import tables
from onrecord.ledger.revisions import DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, CompoundSelect, Select

    from onrecord.ledger.scope import Scope

EVENTS, DATES, ACTING, CONTEXTS = tables.events, tables.event_dates, tables.event_actors, tables.event_contexts
MENTIONS = tables.event_mentions
SAID, HAVING, ABOUT = tables.said, tables.said_actors, tables.said_about
NAMES, RESOLVED, STANDING = tables.actor_names, tables.actor_resolutions, tables.actor_standings

TAKING_PART = ("actor", "recipient")
ACTING_OR_SPEAKING = ("actor", "speaker")


def called(asked: Sequence[str]) -> CompoundSelect[tuple[str]] | Select[tuple[str]]:
    """The actors whose country is one of these, or one of whose names has one of these as whole words.

    As :func:`onrecord.ledger.scope.is_called`; by the identities that stand for them.
    """
    by_country = select(STANDING.c.root).where(STANDING.c.country.in_(sorted({name.upper() for name in asked})))
    wanted = sorted({words for name in asked if (words := name_words(name))})
    if not wanted:
        return by_country
    padded = literal(" ") + NAMES.c.words + literal(" ")
    named = or_(*(padded.contains(f" {words} ", autoescape=True) for words in wanted))
    by_name = select(RESOLVED.c.root).join(NAMES, NAMES.c.actor == RESOLVED.c.actor).where(named)
    return union(by_country, by_name)


def of_events(scope: Scope) -> ColumnElement[bool]:
    """Whether an event lies within a scope, but for its full text query."""
    asked = [
        _acting(EVENTS.c.event, scope.actors, TAKING_PART),
        _acting(EVENTS.c.event, _one(scope.source), ACTING_OR_SPEAKING),
        _acting(EVENTS.c.event, _one(scope.recipient), ("recipient",)),
        _in_contexts(EVENTS.c.event, scope),
    ]
    if scope.types:
        asked.append(EVENTS.c.type.in_(scope.types))
    if _is_limited(scope):
        asked.append(EVENTS.c.event.in_(select(DATES.c.event).where(in_period(DATES.c.date, scope))))
    return and_(true(), *(condition for condition in asked if condition is not None))


def of_statements(scope: Scope) -> ColumnElement[bool]:
    """The same of a statement."""
    asked = [
        _saying(scope.actors, ("source", "addressee", "via"), TAKING_PART),
        _saying(_one(scope.source), ("source",), ()),
        _saying(_one(scope.recipient), ("addressee",), ("recipient",)),
    ]
    event = MENTIONS.c.event
    if scope.types:
        asked.append(_tells_of(exists().where(EVENTS.c.event == event, EVENTS.c.type.in_(scope.types))))
    contexts = _in_contexts(event, scope)
    if contexts is not None:
        asked.append(_tells_of(contexts))
    if _is_limited(scope):
        asked.append(and_(SAID.c.moment != "", in_period(func.substr(SAID.c.moment, 1, DAY), scope)))
        asked.append(_bounds(SAID.c.moment, scope))
    return and_(true(), *(condition for condition in asked if condition is not None))


def _acting(event: ColumnElement[str], asked: Sequence[str], roles: Iterable[str]) -> ColumnElement[bool] | None:
    if not asked:
        return None
    return exists().where(ACTING.c.event == event, ACTING.c.role.in_(tuple(roles)), ACTING.c.actor.in_(called(asked)))


def _saying(asked: Sequence[str], roles: Iterable[str], in_events: Sequence[str]) -> ColumnElement[bool] | None:
    if not asked:
        return None
    having = exists().where(
        HAVING.c.num == SAID.c.num, HAVING.c.role.in_(tuple(roles)), HAVING.c.actor.in_(called(asked))
    )
    acting = _acting(MENTIONS.c.event, asked, in_events) if in_events else None
    return having if acting is None else or_(having, _tells_of(acting))


def _tells_of(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a statement tells of an event (``told_mentions.event``) of which the condition holds."""
    return exists().where(ABOUT.c.num == SAID.c.num, MENTIONS.c.mention == ABOUT.c.mention, condition)


def _in_contexts(event: ColumnElement[str], scope: Scope) -> ColumnElement[bool] | None:
    if not scope.contexts:
        return None
    return exists().where(CONTEXTS.c.event == event, CONTEXTS.c.context.in_(scope.contexts))


def in_period(date: ColumnElement[str], scope: Scope) -> ColumnElement[bool]:
    """Whether a date, or some day of the month or year that it names, is not before or after the period."""
    asked: list[ColumnElement[bool]] = [_bounds(date, scope)]
    if scope.since is not None:
        asked.append(date >= func.substr(literal(scope.since), 1, func.length(date)))
    if scope.until is not None:
        asked.append(func.substr(date, 1, len(scope.until)) <= scope.until)
    return and_(*asked)


def _bounds(date: ColumnElement[str], scope: Scope) -> ColumnElement[bool]:
    """What is true of all of these dates, and that an index can answer."""
    asked: list[ColumnElement[bool]] = []
    if scope.since is not None:
        asked.append(date >= scope.since[:4])
    if scope.until is not None:
        asked.append(date < scope.until + "~")
    return and_(true(), *asked)


def _is_limited(scope: Scope) -> bool:
    return scope.since is not None or scope.until is not None


def _one(name: str | None) -> Sequence[str]:
    return (name,) if name else ()
