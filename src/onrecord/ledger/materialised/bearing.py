"""Which live document versions bear on what a scope asks for: where its records stand, and perhaps more than these.

What derives records from them sorts out again what lies outside the scope. So of several filters one is enough to find
them by, the narrowest that the views answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, or_, select, true

from onrecord.ledger import schema
from onrecord.ledger.accounts import of_events
from onrecord.ledger.materialised import scoping, tables
from onrecord.ledger.materialised.access import found
from onrecord.ledger.scope import Filter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Connection, Row, Select, Table

    from onrecord.ledger.materialised.scoping import Actors, Scoped
    from onrecord.ledger.scope import Scope

NAMING, READ, RESOLVED, STANDING = tables.naming, tables.read_versions, tables.actor_resolutions, tables.actor_standings
EVENTS, ACTING, MENTIONS, DATES = tables.events, tables.event_actors, tables.event_mentions, tables.event_dates
SAID, HAVING, ABOUT = tables.said, tables.said_actors, tables.said_about


def _voices(accounts: Table, sides: Table) -> Select[Any]:
    """The versions with contested points, and the statements or mentions that stand on a side."""
    query = select(READ.c.version).join(accounts, accounts.c.version == READ.c.version)
    query = query.join(sides, sides.c.account == accounts.c.id)
    query = query.outerjoin(SAID, SAID.c.statement == sides.c.statement)
    return query.outerjoin(MENTIONS, MENTIONS.c.mention == sides.c.mention).distinct()


def told_in(connection: Connection, versions: Iterable[int]) -> set[str]:
    """The events (ids) that some versions tell of."""
    return {row.event for row in found(connection, select(MENTIONS.c.event), MENTIONS.c.version, versions)}


def on_agreements(connection: Connection, scoped: Scoped) -> set[int]:
    """The versions with a step of an agreement in the period; without one, those that name a party asked for."""
    table, parties = schema.agreements, schema.agreement_parties
    query = _dated(table)
    asked = _anyone(scoped)
    if asked is not None and not scoped.is_limited:
        query = query.join(NAMING, NAMING.c.version == READ.c.version).where(NAMING.c.actor.in_(_identities(asked)))
        query = query.join(parties, and_(parties.c.agreement == table.c.id, parties.c.actor == NAMING.c.actor))
    return _in_period(connection.execute(query), scoped.scope)


def on_accounts(connection: Connection, scoped: Scoped) -> set[int]:
    """The versions with a contested point of which a side speaks in the period; without one, those that name somebody
    asked for, or tell of an event of theirs.
    """
    query = _voices(schema.accounts, schema.account_sides)
    asked = _anyone(scoped)
    if scoped.is_limited:
        query = query.where(or_(*(scoping.in_period(kind.c.moment, scoped.scope) for kind in (SAID, MENTIONS))))
    elif asked is not None:
        named = select(NAMING.c.version).where(NAMING.c.actor.in_(_identities(asked)))
        told = select(MENTIONS.c.version).join(ACTING, ACTING.c.event == MENTIONS.c.event)
        query = query.where(or_(READ.c.version.in_(named), READ.c.version.in_(told.where(ACTING.c.actor.in_(asked)))))
    return set(connection.scalars(query))


def contradicted(connection: Connection, scoped: Scoped) -> set[str]:
    """The events (ids) that somebody denies and somebody affirms, one in the period or of somebody asked for."""
    denying, other = EVENTS.alias(), EVENTS.alias()
    query = select(denying.c.event, other.c.event).where(denying.c.denied, denying.c.subject == other.c.subject)
    asked = _anyone(scoped)
    if scoped.is_limited:
        then = and_(MENTIONS.c.moment != "", scoping.in_period(MENTIONS.c.moment, scoped.scope))
        told = (exists().where(MENTIONS.c.event == one.c.event, then) for one in (denying, other))
        query = query.where(or_(*told))
    elif asked is not None:
        theirs = select(ACTING.c.event).where(ACTING.c.actor.in_(asked))
        query = query.where(or_(denying.c.event.in_(theirs), other.c.event.in_(theirs)))
    return {event for pair in connection.execute(query) for event in pair}


def contradicting(connection: Connection, contest: str) -> set[str]:
    """The two events (ids) of the contest of that id, if it is one between events."""
    denying, other = EVENTS.alias(), EVENTS.alias()
    query = select(other.c.event, denying.c.event).where(denying.c.denied, denying.c.subject == other.c.subject)
    return {event for pair in connection.execute(query) if of_events(*pair) == contest for event in pair}


def on_position(connection: Connection, record: str) -> set[int]:
    """The live version in which a position stands, if there is one."""
    table = schema.positions
    query = select(READ.c.version).join(table, table.c.version == READ.c.version).where(table.c.id == record)
    return set(connection.scalars(query))


def on_commitments(connection: Connection, scoped: Scoped) -> set[int]:
    """The versions of the threats and promises that were made in the period; without one, by or toward one asked for.

    With each go those that may be the same: in the same words, or told as the same event.
    """
    said = set(connection.scalars(select(SAID.c.num).where(SAID.c.commitment.is_not(None), _said(scoped))))
    told = set(connection.scalars(select(EVENTS.c.event).where(EVENTS.c.commitment.is_not(None), _told(scoped))))
    said, told = _framed(connection, said, told)
    versions = {row.version for row in found(connection, select(SAID.c.version), SAID.c.num, said)}
    return versions | {row.version for row in found(connection, select(MENTIONS.c.version), MENTIONS.c.event, told)}


def on_positions(connection: Connection, scoped: Scoped) -> set[int]:
    """The versions with a position in the period, and that name somebody asked for."""
    query = _dated(schema.positions)
    asked = _anyone(scoped)
    if asked is not None:
        query = query.where(READ.c.version.in_(_naming(asked)))
    return _in_period(connection.execute(query), scoped.scope)


def on_series(connection: Connection, scoped: Scoped) -> set[int]:
    """The same with all who may speak for the same country as those asked for."""
    query = _dated(schema.positions)
    asked = _anyone(scoped)
    if asked is not None:
        countries = select(STANDING.c.country).where(STANDING.c.root.in_(asked))
        fellows = select(STANDING.c.root).where(or_(STANDING.c.root.in_(asked), STANDING.c.country.in_(countries)))
        query = query.where(READ.c.version.in_(_naming(fellows)))
    return _in_period(connection.execute(query), scoped.scope)


def _anyone(scoped: Scoped) -> Actors | None:
    """Of whom a record that is let through has one: those that the first filter on actors names."""
    return next((asked for asked in (scoped.actors, scoped.sources, scoped.recipients) if asked is not None), None)


def _identities(actors: Actors) -> Select[tuple[str]]:
    return select(RESOLVED.c.actor).where(RESOLVED.c.root.in_(actors))


def _naming(actors: Actors) -> Select[tuple[int]]:
    return select(NAMING.c.version).where(NAMING.c.actor.in_(_identities(actors)))


def _dated(table: Table) -> Select[Any]:
    """The versions of the rows of a table, with the dates of these and of the reports."""
    return select(READ.c.version, table.c.date, READ.c.reported).join(table, table.c.version == READ.c.version)


def _in_period(rows: Iterable[Row[Any]], scope: Scope) -> set[int]:
    """The versions of rows that lie in a period by their own date, else by that of the report."""
    period = Filter(scope)
    return {row.version for row in rows if period.admits_dates([date] if (date := row.date or row.reported) else [])}


def _said(scoped: Scoped) -> ColumnElement[bool]:
    """Whether a statement was made in the period; without one, whether somebody asked for has to do with it."""
    if scoped.is_limited:
        return scoping.in_period(SAID.c.moment, scoped.scope)
    asked = _anyone(scoped)
    return true() if asked is None else scoping.has_to_do_with(asked)


def _told(scoped: Scoped) -> ColumnElement[bool]:
    """The same of an event. What is threatened may be told beside it, so where it names no side, all there count."""
    if scoped.is_limited:
        return EVENTS.c.event.in_(select(DATES.c.event).where(scoping.in_period(DATES.c.date, scoped.scope)))
    asked = _anyone(scoped)
    if asked is None:
        return true()
    acting = select(ACTING.c.event).where(ACTING.c.actor.in_(asked))
    beside = select(MENTIONS.c.event).where(MENTIONS.c.version.in_(_naming(asked)))
    open_ = ~exists().where(ACTING.c.event == EVENTS.c.event, ACTING.c.role == "recipient")
    return or_(EVENTS.c.event.in_(acting), and_(open_, EVENTS.c.event.in_(beside)))


def _framed(connection: Connection, said: set[int], told: set[str]) -> tuple[set[int], set[str]]:
    """Statements (by number) and events that threaten or promise, with those that may be the same."""
    all_said, all_told = set[int](), set[str]()
    while said or told:
        all_said |= said
        all_told |= told
        claims = {row.commitment for row in found(connection, select(SAID.c.commitment), SAID.c.num, said)}
        near = {row.num for row in found(connection, select(SAID.c.num), SAID.c.commitment, claims)}
        near |= {row.num for row in found(connection, _SAYING, MENTIONS.c.event, told)}
        told = {row.event for row in found(connection, _TELLING, ABOUT.c.num, said)} - all_told
        said = near - all_said
    return all_said, all_told


_SAYING = (
    select(SAID.c.num)
    .join(ABOUT, ABOUT.c.num == SAID.c.num)
    .join(MENTIONS, MENTIONS.c.mention == ABOUT.c.mention)
    .where(SAID.c.commitment.is_not(None))
)
"""The threats and promises that tell of events (``told_mentions.event``)."""

_TELLING = (
    select(EVENTS.c.event)
    .join(MENTIONS, MENTIONS.c.event == EVENTS.c.event)
    .join(ABOUT, ABOUT.c.mention == MENTIONS.c.mention)
    .where(EVENTS.c.commitment.is_not(None))
)
"""The threats and promises among the events of which statements tell (``said_about.num``)."""
