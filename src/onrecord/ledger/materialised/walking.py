"""The first of many records in the order of their days, read off an index until there are enough.

To list and sort all records of a country takes as long as they are many. From one end of an index of days on each
record may be asked instead whether it lies in the scope: of a country with a part in every fiftieth, fifty are found
among some thousands. Where they are not, say since all lie in one year, they are listed after all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import desc, select, true

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select

SPARE = 4
"""So many times as many records are asked as would be enough if those of a scope were spread evenly."""

MOST = 20_000
"""Records that are asked at most; two or three microseconds each."""


@dataclass(frozen=True, slots=True)
class Walk:
    """A query that asks each record of an index whether it lies in a scope.

    ``day`` is what the index begins with, ``rows`` how many it has, ``of`` of which records it is.
    """

    query: Select[Any]
    day: ColumnElement[str]
    rows: int
    of: ColumnElement[bool] = field(default_factory=true)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which rows are wanted: how many after so many, of how many in all, the ``latest`` first or the earliest."""

    skipped: int
    wanted: int
    total: int
    latest: bool


def rows(
    connection: Connection,
    listed: Select[Any],
    order: Sequence[ColumnElement[Any]],
    stretch: Stretch,
    walk: Walk | None,
) -> Sequence[Row[Any]]:
    """Some rows of a query in order.

    Args:
        connection: on the ledger.
        listed: finds all rows.
        order: by the days of ``walk`` first, in the direction of ``stretch``.
        stretch: which rows.
        walk: finds the same as ``listed``; None where there is none.
    """
    bound = _bound(connection, walk, stretch) if walk else None
    if walk and bound is not None:
        found = _some(connection, walk.query.where(bound), order, stretch)
        if len(found) == stretch.wanted:
            return found
    return _some(connection, listed, order, stretch)


def _some(
    connection: Connection, query: Select[Any], order: Sequence[ColumnElement[Any]], stretch: Stretch
) -> Sequence[Row[Any]]:
    return connection.execute(query.order_by(*order).limit(stretch.wanted).offset(stretch.skipped)).all()


def _bound(connection: Connection, walk: Walk, stretch: Stretch) -> ColumnElement[bool] | None:
    """The end of the index in which the rows should lie, None if it is too long."""
    latest = stretch.latest
    length = SPARE * (stretch.skipped + stretch.wanted) * walk.rows // max(1, stretch.total)
    if length > MOST:
        return None
    ordered = select(walk.day).where(walk.of).order_by(desc(walk.day) if latest else walk.day)
    end = connection.scalar(ordered.offset(length).limit(1))
    if end is None:
        return true()
    return walk.day >= end if latest else walk.day <= end
