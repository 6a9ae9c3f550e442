"""Origins of document versions, renewed where documents have come or gone (:mod:`onrecord.ledger.origins`)."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, delete, or_, select, update

from onrecord.ledger import origins, schema
from onrecord.ledger.materialised import tables
from onrecord.ledger.materialised.access import found, put, remove, rows_of
from onrecord.ledger.origins import DAYS_APART, NEIGHBOURS, Report, neighbours, undated_neighbours
from onrecord.ledger.revisions import DAY
from onrecord.ledger.rows import VersionRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sqlalchemy import ColumnElement, Connection

HASHES, COPIES, READ = tables.sketch_hashes, tables.copies, tables.read_versions
VERSIONS = schema.document_versions
Pair = tuple[int, int]


class Holder(NamedTuple):
    """A version that has a hash; they sort as reports do."""

    moment: str
    document: str
    version: int


def renew(connection: Connection, gone: Collection[int], come: Collection[int]) -> set[int]:
    """Renews the origins after versions (by ``seq``) have gone and come.

    Returns:
        the live versions whose origin has another name now.
    """
    reports = _reports(connection, {*gone, *come})
    before = _pairs(connection, reports.values())
    touched = _copied(connection, gone) | set(come)
    _leave(connection, {version: reports[version] for version in gone})
    _enter(connection, {version: reports[version] for version in come})
    after = _pairs(connection, reports.values())
    touched |= _unlink(connection, before - after, gone)
    touched |= _link(connection, after - before)
    return _name(connection, touched - set(gone))


def _reports(connection: Connection, versions: Iterable[int]) -> dict[int, Report]:
    columns = [VERSIONS.c[field.name] for field in dataclasses.fields(VersionRow)]
    rows = (VersionRow(*tuple(row)) for row in found(connection, select(*columns), VERSIONS.c.seq, versions))
    return {row.seq: Report.of(row) for row in rows}


def _leave(connection: Connection, reports: dict[int, Report]) -> None:
    for version, report in reports.items():
        for value in sorted(report.indexed):
            key = and_(HASHES.c.hash == _signed(value), HASHES.c.version == version)
            connection.execute(delete(HASHES).where(key))


def _enter(connection: Connection, reports: dict[int, Report]) -> None:
    rows = [
        {"hash": _signed(value), "moment": report.moment, "document": report.document, "version": version}
        for version, report in reports.items()
        for value in sorted(report.indexed)
    ]
    put(connection, HASHES, rows)


def _pairs(connection: Connection, reports: Iterable[Report]) -> set[Pair]:
    """The pairs that are compared, as far as these reports may have a part in it; the later first."""
    return {pair for report in reports for pair in _around(connection, report)}


def _around(connection: Connection, report: Report) -> Iterator[Pair]:
    hashes = [_signed(value) for value in report.indexed]
    undated = _held(connection, hashes, HASHES.c.moment == "")
    if report.moment:
        day = date.fromisoformat(report.moment[:DAY])
        since, until = ((day + timedelta(days=days)).isoformat() for days in (-DAYS_APART, DAYS_APART + 1))
        window = _held(connection, hashes, and_(HASHES.c.moment >= since, HASHES.c.moment < until))
        for holders in window.values():
            yield from ((later, earlier) for earlier, later in neighbours([holder.version for holder in holders]))
    for value, holders in undated.items():
        first = [holder.version for holder in _first(connection, value)]
        both = undated_neighbours(first, [holder.version for holder in holders])
        yield from ((later, earlier) for earlier, later in both)


def _held(connection: Connection, hashes: list[int], which: ColumnElement[bool]) -> dict[int, list[Holder]]:
    """The versions that have each hash, in order."""
    held: defaultdict[int, list[Holder]] = defaultdict(list)
    for row in found(connection, select(HASHES).where(which), HASHES.c.hash, hashes):
        held[row.hash].append(Holder(row.moment, row.document, row.version))
    return {value: sorted(holders) for value, holders in held.items()}


def _first(connection: Connection, value: int) -> list[Holder]:
    dated = and_(HASHES.c.hash == value, HASHES.c.moment != "")
    query = select(HASHES).where(dated).order_by(HASHES.c.moment, HASHES.c.document).limit(NEIGHBOURS)
    return [Holder(row.moment, row.document, row.version) for row in connection.execute(query)]


def _copied(connection: Connection, versions: Collection[int]) -> set[int]:
    """The versions that are copies of these, or these of them."""
    rows = [
        *rows_of(connection, COPIES, COPIES.c.version, versions),
        *rows_of(connection, COPIES, COPIES.c.of, versions),
    ]
    return {end for row in rows for end in (row.version, row.of)}


def _unlink(connection: Connection, lost: Collection[Pair], gone: Collection[int]) -> set[int]:
    """Deletes the copies of versions that have gone, and those that no hash brings together any more."""
    remove(connection, COPIES, COPIES.c.version, gone)
    remove(connection, COPIES, COPIES.c.of, gone)
    left = [pair for pair in lost if not set(pair) & set(gone) and _are_linked(connection, pair)]
    reports = _reports(connection, {end for pair in left for end in pair})
    unheld = [pair for pair in left if pair not in _pairs(connection, [reports[pair[0]], reports[pair[1]]])]
    for later, earlier in unheld:
        connection.execute(delete(COPIES).where(COPIES.c.version == later, COPIES.c.of == earlier))
    return {end for pair in unheld for end in pair}


def _are_linked(connection: Connection, pair: Pair) -> bool:
    query = select(COPIES.c.rule).where(COPIES.c.version == pair[0], COPIES.c.of == pair[1])
    return connection.scalar(query) is not None


def _link(connection: Connection, new: Collection[Pair]) -> set[int]:
    reports = _reports(connection, {end for pair in new for end in pair})
    links = {pair: link for pair in new if (link := origins.copy(reports[pair[1]], reports[pair[0]]))}
    unknown = {pair: link for pair, link in links.items() if not _are_linked(connection, pair)}
    put(
        connection,
        COPIES,
        [
            {"version": pair[0], "of": pair[1], "rule": link.rule, "overlap": link.overlap}
            for pair, link in sorted(unknown.items())
        ],
    )
    return {end for pair in unknown for end in pair}


def _name(connection: Connection, touched: set[int]) -> set[int]:
    """Gives the versions of each origin its name; those that had another."""
    renamed: set[int] = set()
    while touched:
        group = _group(connection, touched.pop())
        touched -= group
        query = select(READ.c.version, READ.c.origin, READ.c.reported, READ.c.document)
        rows = found(connection, query, READ.c.version, group)
        first = min(rows, key=lambda row: origins.order(row.reported, row.document))
        name = origins.origin_id(first.document)
        others = {row.version for row in rows if row.origin != name}
        renamed |= others
        for version in sorted(others):
            connection.execute(update(READ).where(READ.c.version == version).values(origin=name))
    return renamed


def _group(connection: Connection, version: int) -> set[int]:
    group, frontier = {version}, {version}
    while frontier:
        query = select(COPIES).where(or_(COPIES.c.version.in_(frontier), COPIES.c.of.in_(frontier)))
        frontier = {end for row in connection.execute(query) for end in (row.version, row.of)} - group
        group |= frontier
    return group


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value
