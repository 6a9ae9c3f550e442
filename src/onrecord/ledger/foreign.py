"""What other projects coded, kept beside the record: added in batches, read by scope, counted by dyads.

Rows are told apart by ids that come from their content, so a file added twice, or two files that share rows, add each
row once; it keeps the place where it was first found.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from onrecord.foreign.records import ForeignEvent, ForeignMention, ForeignParty, ForeignRow, Part
from onrecord.ledger import schema
from onrecord.ledger.identity import content_id
from onrecord.ledger.revisions import MONTH
from onrecord.ledger.scope import is_called
from onrecord.records import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, RowMapping, Table

    from onrecord.foreign.records import AnyRow
    from onrecord.ledger.scope import Scope

FILES, EVENTS = schema.foreign_files, schema.foreign_events
PARTIES, MENTIONS = schema.foreign_parties, schema.foreign_mentions
SIDES = ("actor", "recipient")
PAGE = 1000
"""Events that are read at once; their ids are bound to one query, of which SQLite takes 32,766."""


@dataclass(frozen=True, slots=True)
class ForeignAdded:
    """How many rows were new, and how many the ledger had already."""

    added: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class DyadCount:
    """Events of one data set between two countries in one month."""

    dataset: str
    month: str
    actor: str
    recipient: str
    quad: str | None
    events: int


def add(connection: Connection, rows: Sequence[AnyRow], now: str) -> ForeignAdded:
    """Adds rows, those of each table in the order of their ids (so that writers never deadlock)."""
    events = {row.record.id: row for row in reversed(rows) if isinstance(row.record, ForeignEvent)}
    mentions = {row.record.id: row for row in reversed(rows) if isinstance(row.record, ForeignMention)}
    new_events = [events[key] for key in _new(connection, EVENTS, events)]
    new_mentions = [mentions[key] for key in _new(connection, MENTIONS, mentions)]
    _insert(connection, FILES, _files((*new_events, *new_mentions), now))
    _insert(connection, EVENTS, [_event_values(row) for row in new_events])
    _insert(connection, PARTIES, [values for row in new_events for values in _party_values(row.record)])
    _insert(connection, MENTIONS, [_mention_values(row) for row in new_mentions])
    added = len(new_events) + len(new_mentions)
    return ForeignAdded(added, len(rows) - added)


def page(connection: Connection, scope: Scope, after: tuple[str, str] | None) -> list[ForeignRow[ForeignEvent]]:
    """The next events of the period and types by date and id, whoever takes part; empty where there are no more."""
    query = _within(scope, select(EVENTS, FILES.c.name, FILES.c.member, FILES.c.sha256).join(FILES))
    if after is not None:
        query = query.where(tuple_(EVENTS.c.date, EVENTS.c.id) > after)
    found = connection.execute(query.order_by(EVENTS.c.date, EVENTS.c.id).limit(PAGE)).mappings().all()
    sides = _sides(connection, [row["id"] for row in found])
    return [_row(row, _event(row, sides)) for row in found]


def mentions(connection: Connection, event: str) -> tuple[ForeignRow[ForeignMention], ...]:
    """The mentions of an event by its data set's id, in the order of their time."""
    query = select(MENTIONS, FILES.c.name, FILES.c.member, FILES.c.sha256).join(FILES).where(MENTIONS.c.event == event)
    found = connection.execute(query.order_by(MENTIONS.c.mentioned_at, MENTIONS.c.id)).mappings()
    names = ForeignMention.__dataclass_fields__
    return tuple(_row(row, ForeignMention(**{name: row[name] for name in names})) for row in found)


def admits(scope: Scope, event: ForeignEvent) -> bool:
    """Whether an event of the period and types lies within the rest of a scope; full text is not held against it."""
    return (
        _has(scope.actors, (*event.actors, *event.recipients))
        and _has((scope.source,) if scope.source else (), event.actors)
        and _has((scope.recipient,) if scope.recipient else (), event.recipients)
        and (not scope.contexts or not set(scope.contexts).isdisjoint(event.contexts))
    )


def count(connection: Connection, scope: Scope) -> dict[str, int]:
    """How many events of the period each data set has."""
    query = _within(scope, select(EVENTS.c.dataset, func.count().label("number")).group_by(EVENTS.c.dataset))
    return _by_dataset(connection, query)


def count_dyads(connection: Connection, scope: Scope) -> Iterator[DyadCount]:
    """Events of the period between countries, by month and quad category."""
    actor, recipient = PARTIES.alias("actor"), PARTIES.alias("recipient")
    month = func.substr(EVENTS.c.date, 1, MONTH)
    keys = (EVENTS.c.dataset, month, actor.c.country, recipient.c.country, EVENTS.c.quad)
    query = (
        select(*keys, func.count(EVENTS.c.id.distinct()))
        .join(actor, (actor.c.event == EVENTS.c.id) & (actor.c.side == SIDES[0]))
        .join(recipient, (recipient.c.event == EVENTS.c.id) & (recipient.c.side == SIDES[1]))
        .where(actor.c.country.is_not(None), recipient.c.country.is_not(None))
        .group_by(*keys)
    )
    return (DyadCount(*row) for row in connection.execute(_within(scope, query)))


def count_between_countries(connection: Connection, scope: Scope) -> dict[str, int]:
    """How many events of the period have a country on both sides."""
    query = select(EVENTS.c.dataset, func.count().label("number")).group_by(EVENTS.c.dataset)
    for side in SIDES:
        query = query.where(
            select(PARTIES.c.event)
            .where(PARTIES.c.event == EVENTS.c.id, PARTIES.c.side == side, PARTIES.c.country.is_not(None))
            .exists()
        )
    return _by_dataset(connection, _within(scope, query))


def _by_dataset(connection: Connection, query: Select[Any]) -> dict[str, int]:
    return {row.dataset: row.number for row in connection.execute(query)}


def _within(scope: Scope, query: Select[Any]) -> Select[Any]:
    """Narrows a query to events of the scope's period and types."""
    if scope.types:
        query = query.where(EVENTS.c.type.in_(scope.types))
    # Prefixes of one length compare alike in every collation of PostgreSQL; whole dates against a month would not.
    for bound, holds in ((scope.since, "__ge__"), (scope.until, "__le__")):
        if bound is not None:
            start: ColumnElement[str] = func.substr(EVENTS.c.date, 1, len(bound))
            query = query.where(getattr(start, holds)(bound))
    return query


def _has(asked: Iterable[str], parties: Sequence[ForeignParty]) -> bool:
    wanted = tuple(asked)
    return not wanted or any(
        is_called(party.country, (party.name,) if party.name else (), name) for party in parties for name in wanted
    )


def _new(connection: Connection, table: Table, rows: Mapping[str, object]) -> list[str]:
    """Ids that the table does not have, sorted."""
    found = set[str]()
    wanted = sorted(rows)
    for start in range(0, len(wanted), PAGE):
        found |= set(connection.scalars(select(table.c.id).where(table.c.id.in_(wanted[start : start + PAGE]))))
    return [key for key in wanted if key not in found]


def _insert(connection: Connection, table: Table, values: Sequence[dict[str, Any]]) -> None:
    """Inserts what another process has not inserted meanwhile."""
    if values:
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), values)


def _file_id(part: Part) -> str:
    return content_id("ff", part.sha256, part.member)


def _files(rows: Iterable[AnyRow], now: str) -> list[dict[str, Any]]:
    parts = {_file_id(row.part): row.part for row in rows}
    return [
        {"id": key, "name": part.name, "member": part.member, "sha256": part.sha256, "added_at": now}
        for key, part in sorted(parts.items())
    ]


def _event_values(row: AnyRow) -> dict[str, Any]:
    event = row.record
    assert isinstance(event, ForeignEvent)
    place = event.place
    made = {"place_name": place and place.name, "place_country": place and place.country}
    return {**_plain(event, ("actors", "recipients", "place")), **made, "file": _file_id(row.part), "line": row.line}


def _mention_values(row: AnyRow) -> dict[str, Any]:
    return {**_plain(row.record, ()), "file": _file_id(row.part), "line": row.line}


def _plain(record: ForeignEvent | ForeignMention, left_out: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__ if name not in left_out}


def _party_values(event: ForeignEvent | ForeignMention) -> Iterator[dict[str, Any]]:
    assert isinstance(event, ForeignEvent)
    for side, parties in zip(SIDES, (event.actors, event.recipients), strict=True):
        for ordinal, party in enumerate(parties):
            who = {"name": party.name, "country": party.country, "sector": party.sector}
            yield {"event": event.id, "side": side, "ordinal": ordinal, **who}


def _sides(connection: Connection, events: Sequence[str]) -> dict[tuple[str, str], tuple[ForeignParty, ...]]:
    columns = PARTIES.c.event, PARTIES.c.side, PARTIES.c.name, PARTIES.c.country, PARTIES.c.sector
    query = select(*columns).where(PARTIES.c.event.in_(events)).order_by(*columns[:2], PARTIES.c.ordinal)
    grouped = groupby(connection.execute(query), key=itemgetter(0, 1))
    return {key: tuple(ForeignParty(*row[2:]) for row in rows) for key, rows in grouped}


def _event(row: RowMapping, sides: Mapping[tuple[str, str], tuple[ForeignParty, ...]]) -> ForeignEvent:
    columns = {name: row[name] for name in ForeignEvent.__dataclass_fields__ if name in row}
    actors, recipients = (sides.get((row["id"], side), ()) for side in SIDES)
    place = Location(row["place_name"], row["place_country"]) if row["place_name"] else None
    return ForeignEvent(**columns, actors=actors, recipients=recipients, place=place)


def _row(row: RowMapping, record: Any) -> ForeignRow[Any]:
    return ForeignRow(Part(row["name"], row["member"], row["sha256"]), row["line"], record)
