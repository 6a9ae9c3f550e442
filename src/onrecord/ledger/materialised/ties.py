"""Events of a scope, counted between two sides and by country (:mod:`onrecord.ledger.ties`)."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, exists, func, literal, or_, select

from onrecord.ledger.materialised import tables, within
from onrecord.ledger.materialised.scoping import Scoped
from onrecord.ledger.materialised.tallies import EVENT_MONTH
from onrecord.ledger.outlines import Party
from onrecord.ledger.ties import FACT, Counterpart, Dealing, in_order
from onrecord.ontology.plover import quad

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, FromClause

    from onrecord.ledger.scope import Scope
    from onrecord.ledger.ties import Level, Side
    from onrecord.records import Quad

EVENTS, ACTING, STANDING = tables.events, tables.event_actors, tables.actor_standings

NAMED = ":"
"""Before a name where it may stand for a country's code."""

ROLES: dict[Side, tuple[str, ...]] = {
    "either": ("actor", "recipient"),
    "by": ("actor",),
    "toward": ("recipient",),
}


def between(connection: Connection, scope: Scope, level: Level) -> Counter[Dealing]:
    """The facts between each actor and each recipient, an event once between two."""
    asked = within.events(Scoped.of(connection, scope))
    (by, one), (toward, other) = (_end(level, role) for role in ("actor", "recipient"))
    ends = (case((one < other, one), else_=other).label("one"), case((one < other, other), else_=one).label("other"))
    sides = EVENTS.join(by, by.c.event == EVENTS.c.event).join(toward, toward.c.event == EVENTS.c.event)
    query = select(EVENTS.c.event, EVENTS.c.type, EVENT_MONTH, *ends).select_from(sides)
    each = query.where(asked, EVENTS.c.factuality == FACT, one != other).distinct().subquery()
    kind = each.c.one, each.c.other, each.c.type, each.c.month
    counts = Counter[Dealing]()
    for one_, other_, type_, month, number in connection.execute(select(*kind, func.count()).group_by(*kind)):
        counts[Dealing(*in_order(_counterpart(one_), _counterpart(other_)), type_, month)] = number
    return counts


def countries(connection: Connection, scope: Scope, side: Side) -> Counter[str]:
    """How many events each country (code) has on a side."""
    asked = within.events(Scoped.of(connection, scope))
    if side == "place":
        code: ColumnElement[Any] = EVENTS.c.country
        query = select(code, func.count()).where(asked)
    else:
        code = STANDING.c.country
        acting = ACTING.join(STANDING, STANDING.c.root == ACTING.c.actor)
        told = select(code, func.count(ACTING.c.event.distinct())).select_from(acting)
        query = told.where(ACTING.c.role.in_(ROLES[side]), ACTING.c.event.in_(select(EVENTS.c.event).where(asked)))
    return Counter(dict(map(tuple, connection.execute(query.where(code != "").group_by(code)))))


def counterparts(connection: Connection, actor: str) -> dict[Party, Counter[Quad]]:
    """With whom an actor (id) takes part in events, on the other side: how many events, by quad category.

    Whoever is on both sides of an event has those on its receiving side for counterparts.
    """
    own, other, acting = ACTING.alias(), ACTING.alias(), ACTING.alias()
    acts = exists().where(acting.c.event == own.c.event, acting.c.actor == own.c.actor, acting.c.role == "actor")
    sides = or_(
        and_(own.c.role == "actor", other.c.role == "recipient"),
        and_(own.c.role == "recipient", other.c.role == "actor", ~acts),
    )
    both = own.join(other, other.c.event == own.c.event).join(EVENTS, EVENTS.c.event == own.c.event)
    kinds = other.c.actor, EVENTS.c.type
    query = select(*kinds, func.count().label("events")).select_from(both)
    each = query.where(own.c.actor == actor, other.c.actor != actor, sides).group_by(*kinds).subquery()
    named = select(STANDING.c.root, STANDING.c.name, STANDING.c.country, each.c.type, each.c.events)
    counts: defaultdict[Party, Counter[Quad]] = defaultdict(Counter)
    for *party, kind, number in connection.execute(named.join(each, each.c.actor == STANDING.c.root)):
        counts[Party(*party)][quad(kind)] += number
    return dict(counts)


def _end(level: Level, role: str) -> tuple[FromClause, ColumnElement[str]]:
    """One side of events, by event, and as what its actors count: a country's code, or a name after ``NAMED``."""
    name = literal(NAMED) + STANDING.c.name
    key = name if level == "actors" else func.coalesce(STANDING.c.country, name)
    acting = ACTING.join(STANDING, STANDING.c.root == ACTING.c.actor)
    side = select(ACTING.c.event, key.label("key")).select_from(acting).where(ACTING.c.role == role).subquery()
    return side, side.c.key


@lru_cache(maxsize=4096)
def _counterpart(key: str) -> Counterpart:
    return Counterpart(None, key.removeprefix(NAMED)) if key.startswith(NAMED) else Counterpart(key, "")
