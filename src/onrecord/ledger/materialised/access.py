"""Reading and writing rows by their keys, as many at once as a database takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, collate, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from onrecord.ledger.schema import search_rows
from onrecord.ledger.snapshot import parts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import ColumnElement, Connection, Row, Select, Table


def found(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], among: Iterable[Any]
) -> list[Row[Any]]:
    """The rows of a query whose column has one of these values."""
    return [row for part in parts(among) for row in connection.execute(query.where(column.in_(part))).all()]


def rows_of(connection: Connection, table: Table, column: ColumnElement[Any], among: Iterable[Any]) -> list[Row[Any]]:
    """The rows of a table whose column has one of these values."""
    return found(connection, select(table), column, among)


def in_plain_order(connection: Connection, column: ColumnElement[str]) -> ColumnElement[str]:
    """Text that sorts by its characters, as Python sorts it, whatever the database's language."""
    return collate(column, "BINARY" if connection.dialect.name == "sqlite" else "C")


def remove(connection: Connection, table: Table, column: ColumnElement[Any], among: Iterable[Any]) -> None:
    """Deletes the rows of a table whose column has one of these values."""
    for part in parts(among):
        connection.execute(delete(table).where(column.in_(part)))


def put(connection: Connection, table: Table, rows: Collection[Mapping[str, Any]]) -> None:
    """Inserts rows."""
    if rows:
        connection.execute(insert(table), list(rows))


def point_to_words(connection: Connection, table: Table, record: ColumnElement[str], versions: Iterable[int]) -> None:
    """Writes under which number the words of new ``told_mentions`` or ``said_statements`` are searched."""
    number = select(search_rows.c.seq).where(search_rows.c.record == record).scalar_subquery()
    for part in parts(versions):
        new = and_(table.c.version.in_(part), table.c.search_row.is_(None))
        connection.execute(update(table).where(new).values(search_row=number))


def add_up(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Adds to the ``count`` of rows, which are made where there are none; those whose count comes to 0 are deleted."""
    changed = [row for row in rows if row["count"]]
    if not changed:
        return
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    inserted = dialect.insert(table)
    keys = [column.name for column in table.primary_key]
    added = {"count": table.c["count"] + inserted.excluded["count"]}
    connection.execute(inserted.on_conflict_do_update(index_elements=keys, set_=added), changed)
    first = table.c[keys[0]]
    less = {row[first.name] for row in changed if row["count"] < 0}
    for part in parts(less):
        connection.execute(delete(table).where(table.c["count"] == 0, first.in_(part)))
