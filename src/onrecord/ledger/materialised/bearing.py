"""Which live document versions bear on what a scope asks for: where its records stand, and perhaps more than these.

What derives records from them sorts out again what lies outside the scope. So of several filters one is enough to find
them by, the narrowest that the views answer.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, or_, select, true

from onrecord.ledger import schema, series
from onrecord.ledger.accounts import of_events
from onrecord.ledger.commitments import identity
from onrecord.ledger.joining import components
from onrecord.ledger.materialised import scoping, tables
from onrecord.ledger.materialised.access import found
from onrecord.ledger.materialised.scoping import Scoped
from onrecord.ledger.scope import Filter, Scope

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import ColumnElement, Connection, Row, Select, Table

    from onrecord.ledger.materialised.scoping import Actors

Node = int | str
"""A statement by its number, or an event by its id."""

NAMING, READ, RESOLVED, STANDING = tables.naming, tables.read_versions, tables.actor_resolutions, tables.actor_standings
EVENTS, ACTING, MENTIONS = tables.events, tables.event_actors, tables.event_mentions
SAID, HAVING, ABOUT = tables.said, tables.said_actors, tables.said_about


def told_in(connection: Connection, versions: Iterable[int]) -> set[str]:
    """The events (ids) that some versions tell of."""
    return {row.event for row in found(connection, select(MENTIONS.c.event), MENTIONS.c.version, versions)}


def told_on_sides(connection: Connection, versions: Iterable[int]) -> set[str]:
    """The events (ids) on the sides of contested points of some versions, and those of which statements there tell."""
    accounts, sides, told = schema.accounts, schema.account_sides, MENTIONS.alias()
    query = select(MENTIONS.c.event, told.c.event.label("other")).join(sides, sides.c.account == accounts.c.id)
    query = query.select_from(accounts).outerjoin(MENTIONS, MENTIONS.c.mention == sides.c.mention)
    query = query.outerjoin(SAID, SAID.c.statement == sides.c.statement).outerjoin(ABOUT, ABOUT.c.num == SAID.c.num)
    query = query.outerjoin(told, told.c.mention == ABOUT.c.mention)
    return {event for row in found(connection, query, accounts.c.version, versions) for event in row if event}


def on_agreements(connection: Connection, scoped: Scoped) -> set[int]:
    """The versions with a step of an agreement in the period, or those that name a party asked for."""
    table, parties = schema.agreements, schema.agreement_parties
    query = _dated(table)
    if scoped.anyone is None or scoped.begins_with_period:
        return _in_period(connection.execute(query), scoped.scope)
    query = query.join(NAMING, NAMING.c.version == READ.c.version).where(
        NAMING.c.actor.in_(scoping.identities(scoped.anyone))
    )
    query = query.join(parties, and_(parties.c.agreement == table.c.id, parties.c.actor == NAMING.c.actor))
    return {row.version for row in connection.execute(query)}


def on_accounts(connection: Connection, scoped: Scoped) -> set[int]:
    """The versions with a contested point of which a side speaks in the period, or one that is somebody's asked for, or
    tells of an event of theirs.
    """
    query, asked = _voices(schema.accounts, schema.account_sides), scoped.anyone
    if scoped.begins_with_period:
        query = query.where(or_(*(scoping.in_period(kind.c.moment, scoped.scope) for kind in (SAID, MENTIONS))))
    elif asked is not None:
        query = query.where(or_(scoping.has_to_do_with(asked, few=True), _is_of_some(MENTIONS.c.event, asked)))
    return set(connection.scalars(query))


def contradicted(connection: Connection, scoped: Scoped) -> set[str]:
    """The events (ids) that somebody denies and somebody affirms, one in the period or of somebody asked for."""
    query, asked = _CONTRARY, scoped.anyone
    if scoped.begins_with_period:
        then = scoping.in_period(MENTIONS.c.moment, scoped.scope)
        told = (exists().where(MENTIONS.c.event == one.c.event, then) for one in (AFFIRMING, DENYING))
        query = query.where(or_(*told))
    elif asked is not None:
        theirs = select(ACTING.c.event).where(ACTING.c.actor.in_(asked))
        query = query.where(or_(AFFIRMING.c.event.in_(theirs), DENYING.c.event.in_(theirs)))
    return {event for pair in connection.execute(query) for event in pair}


def contradicting(connection: Connection, contest: str) -> set[str]:
    """The two events (ids) of the contest of that id, if it is one between events."""
    return {event for pair in connection.execute(_CONTRARY) if of_events(*pair) == contest for event in pair}


def on_position(connection: Connection, record: str) -> set[int]:
    """The live version in which a position stands, if there is one."""
    table = schema.positions
    query = select(READ.c.version).join(table, table.c.version == READ.c.version).where(table.c.id == record)
    return set(connection.scalars(query))


def on_commitments(connection: Connection, scoped: Scoped) -> set[int]:
    """The versions of the threats and promises that were made in the period, by or toward somebody asked for.

    With each go those that may be the same: in the same words, or told as the same event. Of these one may lie in the
    period and another name who is asked for.
    """
    asked, limited = scoped.anyone, scoped.scope.is_limited
    conditions = [_made_in(scoped.scope)] if scoped.begins_with_period else []
    conditions += [(_made_by_some if conditions else _made_by)(asked)] if asked is not None else []
    conditions += [_made_in_period(scoped.scope)] if limited and not scoped.begins_with_period else []
    of_said, of_told = conditions[0] if conditions else (true(), true())
    said = set(connection.scalars(select(SAID.c.num).where(SAID.c.commitment.is_not(None), of_said)))
    told = set(connection.scalars(select(EVENTS.c.event).where(EVENTS.c.commitment.is_not(None), of_told)))
    links = _framed(connection, said, told)
    for more_said, more_told in conditions[1:]:
        nums, events = _parted(links)
        meeting: set[Node] = {
            row.num for row in found(connection, select(SAID.c.num).where(more_said), SAID.c.num, nums)
        }
        query = select(EVENTS.c.event).where(more_told)
        meeting |= {row.event for row in found(connection, query, EVENTS.c.event, events)}
        links = {node: links[node] for part in _components(links) if not part.isdisjoint(meeting) for node in part}
    return _versions_of(connection, links)


def on_commitment(connection: Connection, record: str) -> set[int]:
    """The versions of the threat or promise of that id; of several where only what derives them tells which it is.

    An id is made of all statements and events that are one. Those that may be one are so nearly always, or are not at
    all; only of three and more it can be some.
    """
    query = select(SAID.c.num, SAID.c.statement).where(SAID.c.commitment.is_not(None))
    statements: dict[int, str] = {row.num: row.statement for row in connection.execute(query).all()}
    told = set(connection.scalars(select(EVENTS.c.event).where(EVENTS.c.commitment.is_not(None))))
    unsure: set[Node] = set()
    for part in _components(_framed(connection, set(statements), told)):
        for one in (part, *({node} for node in part)):
            nums, events = _parted(one)
            if identity((statements[num] for num in nums), events) == record:
                return _versions_of(connection, part)
        unsure |= part if len(part) > 2 else set()
    return _versions_of(connection, unsure)


def _versions_of(connection: Connection, nodes: Collection[Node]) -> set[int]:
    """The versions in which statements stand, or mentions of events."""
    nums, events = _parted(nodes)
    versions = {row.version for row in found(connection, select(SAID.c.version), SAID.c.num, nums)}
    return versions | {row.version for row in found(connection, select(MENTIONS.c.version), MENTIONS.c.event, events)}


def on_positions(connection: Connection, scoped: Scoped) -> set[int]:
    """The versions with a position in the period, and that name somebody asked for."""
    query, asked = _dated(schema.positions), scoped.anyone
    if asked is not None:
        query = query.where(READ.c.version.in_(scoping.naming(asked)))
    return _in_period(connection.execute(query), scoped.scope)


def on_series(connection: Connection, scoped: Scoped) -> set[int]:
    """The same with all who may speak for the same country as those asked for."""
    query, asked = _dated(schema.positions), scoped.anyone
    if asked is not None:
        countries = select(STANDING.c.country).where(STANDING.c.root.in_(asked))
        fellows = select(STANDING.c.root).where(or_(STANDING.c.root.in_(asked), STANDING.c.country.in_(countries)))
        query = query.where(READ.c.version.in_(scoping.naming(fellows)))
    return _in_period(connection.execute(query), scoped.scope)


def on_one_series(connection: Connection, record: str) -> set[int]:
    """The versions of a series of positions: of whoever may hold it, and of all who speak for the same country."""
    table = schema.positions
    held = select(table.c.actor, table.c.issue, table.c.toward).distinct()
    rows = connection.execute(held.join(READ, READ.c.version == table.c.version)).all()
    stand = _standing_for(connection, {row.actor for row in rows} | {row.toward for row in rows if row.toward})
    holders = {
        actor
        for row in rows
        for actor in stand[row.actor]
        for toward in (None, *stand.get(row.toward, ()))
        if series.identity(series.Key(actor, row.issue, toward)) == record
    }
    return set[int]().union(*(on_series_of(connection, holder) for holder in holders))


def on_series_of(connection: Connection, actor: str) -> set[int]:
    """The versions of the series that an actor holds: of a government with all who may speak for its country."""
    if connection.scalar(select(STANDING.c.kind).where(STANDING.c.root == actor)) == "government":
        return on_series(connection, Scoped(Scope(), [actor], None, None))
    table = schema.positions
    query = select(READ.c.version).join(table, table.c.version == READ.c.version)
    return set(connection.scalars(query.where(table.c.actor.in_(scoping.identities([actor])))))


def _standing_for(connection: Connection, actors: Iterable[str]) -> dict[str, set[str]]:
    """By identity the actor that it is, and the governments of that one's country."""
    governments: defaultdict[str | None, set[str]] = defaultdict(set)
    for row in connection.execute(select(STANDING.c.root, STANDING.c.country).where(STANDING.c.kind == "government")):
        governments[row.country].add(row.root)
    query = select(RESOLVED.c.actor, STANDING.c.root, STANDING.c.country).join(
        STANDING, STANDING.c.root == RESOLVED.c.root
    )
    return {
        row.actor: {row.root, *governments[row.country]} for row in found(connection, query, RESOLVED.c.actor, actors)
    }


def _voices(accounts: Table, sides: Table) -> Select[Any]:
    """The versions with contested points, and the statements or mentions that stand on a side."""
    query = select(READ.c.version).join(accounts, accounts.c.version == READ.c.version)
    query = query.join(sides, sides.c.account == accounts.c.id)
    query = query.outerjoin(SAID, SAID.c.statement == sides.c.statement)
    return query.outerjoin(MENTIONS, MENTIONS.c.mention == sides.c.mention).distinct()


def _dated(table: Table) -> Select[Any]:
    """The versions of the rows of a table, with the dates of these and of the reports."""
    return select(READ.c.version, table.c.date, READ.c.reported).join(table, table.c.version == READ.c.version)


def _in_period(rows: Iterable[Row[Any]], scope: Scope) -> set[int]:
    """The versions of rows that lie in a period by their own date, else by that of the report."""
    period = Filter(scope)
    return {row.version for row in rows if period.admits_dates([date] if (date := row.date or row.reported) else [])}


def _made_in(scope: Scope) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether a statement was made in a period, and an event took place in it, by lists of those that were."""
    return scoping.in_period(SAID.c.moment, scope), scoping.dated_in(scope)


def _made_in_period(scope: Scope) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The same of some statements and events, whose dates are looked at."""
    return scoping.is_said_in(scope), scoping.is_dated_in(scope)


def _made_by(asked: Actors) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether a statement, or an event, is by or toward one of these, by lists of theirs.

    What is threatened may be told beside an event, so where that names no side, all who are named there count.
    """
    acting = select(ACTING.c.event).where(ACTING.c.actor.in_(asked))
    beside = select(MENTIONS.c.event).where(MENTIONS.c.version.in_(scoping.naming(asked)))
    told = or_(EVENTS.c.event.in_(acting), and_(_OPEN, EVENTS.c.event.in_(beside)))
    return scoping.has_to_do_with(asked), told


def _is_of_some(event: ColumnElement[str], asked: Actors) -> ColumnElement[bool]:
    """Whether one of these takes part in an event, or tells it; the event's actors are looked through."""
    return exists().where(ACTING.c.event == event, scoping.is_among(ACTING.c.actor, asked))


def _made_by_some(asked: Actors) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The same of few statements and events, whose actors are looked through."""
    acting = _is_of_some(EVENTS.c.event, asked)
    there = exists().where(NAMING.c.version == MENTIONS.c.version, NAMING.c.actor.in_(scoping.identities(asked)))
    beside = exists().where(MENTIONS.c.event == EVENTS.c.event, there)
    return scoping.has_to_do_with(asked, few=True), or_(acting, and_(_OPEN, beside))


def _framed(connection: Connection, said: set[int], told: set[str]) -> dict[Node, set[Node]]:
    """Statements (by number) and events (ids) that threaten or promise, each with those that may be the same."""
    begun: set[Node] = {*said, *told}
    links: dict[Node, set[Node]] = {node: set() for node in begun}
    while said or told:
        claims = {row.num: row.commitment for row in found(connection, _CLAIMED, SAID.c.num, said)}
        pairs: set[tuple[Node, Node]] = set()
        first = {claim: num for num, claim in claims.items()}
        for row in found(connection, _CLAIMED, SAID.c.commitment, first):
            pairs.add((row.num, first[row.commitment]))
        pairs |= {(row.num, row.event) for row in found(connection, _FRAMES, MENTIONS.c.event, told)}
        pairs |= {(row.num, row.event) for row in found(connection, _FRAMES, SAID.c.num, said)}
        new = {node for pair in pairs for node in pair} - links.keys()
        links |= {node: set() for node in new}
        for one, other in pairs:
            links[one].add(other)
            links[other].add(one)
        said, told = _parted(new)
    return links


def _parted(nodes: Collection[Node]) -> tuple[set[int], set[str]]:
    return {node for node in nodes if isinstance(node, int)}, {node for node in nodes if isinstance(node, str)}


def _components(links: Mapping[Node, set[Node]]) -> list[set[Node]]:
    """Nodes that hang together."""
    nodes = list(links)
    place = {node: number for number, node in enumerate(nodes)}
    near = {place[node]: {place[other] for other in others} for node, others in links.items()}
    return [{nodes[number] for number in part} for part in components(set(near), near)]


_OPEN = ~exists().where(ACTING.c.event == EVENTS.c.event, ACTING.c.role == "recipient")
"""Whether an event is toward nobody."""

AFFIRMING, DENYING = EVENTS.alias(), EVENTS.alias()
_CONTRARY = select(AFFIRMING.c.event, DENYING.c.event).where(DENYING.c.denied, DENYING.c.subject == AFFIRMING.c.subject)
"""Events, each with one that denies it."""

_CLAIMED = select(SAID.c.num, SAID.c.commitment).where(SAID.c.commitment.is_not(None))
_FRAMES = (
    select(SAID.c.num, MENTIONS.c.event)
    .join(ABOUT, ABOUT.c.num == SAID.c.num)
    .join(MENTIONS, MENTIONS.c.mention == ABOUT.c.mention)
    .join(EVENTS, EVENTS.c.event == MENTIONS.c.event)
    .where(SAID.c.commitment.is_not(None), EVENTS.c.commitment.is_not(None))
)
"""Threats and promises that are statements, with those among the events that they tell of."""
