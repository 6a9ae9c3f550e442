"""How many events and statements there are of each kind, kept up while they come and go: what everything comes to.

A part of the record is counted when it is asked for; to count everything would take as long as the record is.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import case, func, select

from onrecord.ledger.materialised import tables
from onrecord.ledger.materialised.access import add_up, found
from onrecord.ledger.nodes import YEAR
from onrecord.ledger.revisions import MONTH

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sqlalchemy import ColumnElement, Connection, Select, Table

EVENTS, ACTING, HAVING = tables.events, tables.event_actors, tables.said_actors

_DATED = func.coalesce(EVENTS.c.date, "")
EVENT_MONTH = case((func.length(_DATED) >= MONTH, func.substr(_DATED, 1, MONTH)), else_="").label("month")
"""The month of an event's date, "" where that names none."""

_EVENT_KIND = (
    EVENTS.c.type,
    EVENT_MONTH,
    func.substr(EVENTS.c.first, 1, YEAR).label("year"),
)


class Counted(NamedTuple):
    """A table of tallies: what it counts rows by, and the column by whose values these are written anew."""

    tallies: Table
    by: tuple[ColumnElement[Any], ...]
    column: ColumnElement[Any]

    def among(self, asked: ColumnElement[bool]) -> Select[Any]:
        """The same tallies of some of the rows alone, counted."""
        return select(*self.by, func.count().label("count")).where(asked).group_by(*self.by)


EVENTS_COUNTED = Counted(tables.event_tallies, _EVENT_KIND, EVENTS.c.event)
ACTING_COUNTED = Counted(tables.part_tallies, (ACTING.c.actor, ACTING.c.role), ACTING.c.event)
HAVING_COUNTED = Counted(tables.part_tallies, (HAVING.c.actor, HAVING.c.role), HAVING.c.num)


@contextmanager
def kept_up(connection: Connection, counted: Iterable[Counted], keys: Collection[Any]) -> Iterator[None]:
    """Writes to the tallies what comes or goes in the block, in which the rows of these keys are written anew."""
    before = [(one, _count(connection, one, keys)) for one in counted]
    yield
    for one, change in before:
        after = _count(connection, one, keys)
        after.subtract(change)
        names = [column.name for column in one.by]
        rows = ({**dict(zip(names, key, strict=True)), "count": number} for key, number in sorted(after.items()))
        add_up(connection, one.tallies, rows)


def _count(connection: Connection, counted: Counted, keys: Iterable[Any]) -> Counter[tuple[str, ...]]:
    return Counter(map(tuple, found(connection, select(*counted.by), counted.column, keys)))


def keep_up_said(connection: Connection, come: Iterable[str], gone: Iterable[str]) -> None:
    """The same of statements, by their dates."""
    change = Counter(date[:YEAR] for date in come)
    change.subtract(date[:YEAR] for date in gone)
    add_up(
        connection, tables.said_tallies, ({"year": year, "count": number} for year, number in sorted(change.items()))
    )
