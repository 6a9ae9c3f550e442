"""Documents, actors and origins of a scope, from materialised views."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from onrecord.ledger import origins, schema, snapshot
from onrecord.ledger.document_views import document
from onrecord.ledger.materialised import actors, listing, scoping, tables
from onrecord.ledger.materialised.access import found, in_plain_order, rows_of
from onrecord.ledger.revisions import DAY, moment
from onrecord.ledger.scope import Filter
from onrecord.ledger.views import CopyLink, LedgerOrigin, Slice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, Row, Select

    from onrecord.ledger.scope import Scope
    from onrecord.ledger.views import LedgerActor, LedgerDocument

READ, NAMING, COPIES = tables.read_versions, tables.naming, tables.copies
RESOLVED, STANDING, NAMES = tables.actor_resolutions, tables.actor_standings, tables.actor_names


def documents(connection: Connection, scope: Scope, *, superseded: bool) -> tuple[LedgerDocument, ...]:
    """Documents that name an actor of the scope and appeared in its period, in order of publication."""
    live = {row.version: row.origin for row in connection.execute(_live(scope, within_period=not superseded))}
    numbered = snapshot.versions_beside(connection, live)
    origin_of = {version.row.document: live[version.row.seq] for version in numbered if version.row.seq in live}
    views = (document(version, origin_of[version.row.document]) for version in numbered if superseded or version.live)
    scoped = Filter(scope)
    kept = (view for view in views if scoped.admits_dates([view.date] if view.date else []))
    return tuple(sorted(kept, key=lambda d: (moment(d.date), d.id, d.version)))


def latest(
    connection: Connection, scope: Scope, after: int, containing: str, limit: int | None, offset: int
) -> Slice[LedgerDocument]:
    """Live documents of a scope, the latest first (:meth:`onrecord.ledger.reader.Reader.some_documents`)."""
    table = schema.document_versions
    query = _live(scope, within_period=True)
    query = query.where(READ.c.version > after) if after else query
    if containing:
        query = query.join(table, table.c.seq == READ.c.version)
        fields = (table.c.title, table.c.outlet, table.c.document)
        query = query.where(or_(*(field.icontains(containing, autoescape=True) for field in fields)))
    total = connection.scalar(query.with_only_columns(func.count(), maintain_column_froms=True)) or 0
    ordered = query.order_by(READ.c.reported.desc(), READ.c.document.desc()).limit(limit).offset(offset)
    origin_of = {row.version: row.origin for row in connection.execute(ordered)}
    numbered = {version.row.seq: version for version in snapshot.versions_beside(connection, origin_of)}
    return Slice(total, tuple(document(numbered[seq], origin) for seq, origin in origin_of.items()))


def number(connection: Connection, scope: Scope, most: int | None) -> int:
    """How many live documents of a scope there are, counted no further than ``most``."""
    # What is counted off an index ends at ``most``; what is looked up in a list waits for the whole list.
    asked = _naming(scope).distinct() if scope.actors and not scope.is_limited else _live(scope, within_period=True)
    return connection.scalar(select(func.count()).select_from(asked.limit(most).subquery())) or 0


def versions(connection: Connection, names: Iterable[str]) -> tuple[LedgerDocument, ...]:
    """All versions of some documents, superseded ones too, in order of publication."""
    query = select(READ.c.document, READ.c.version, READ.c.origin)
    live = {row.document: row for row in found(connection, query, READ.c.document, names)}
    numbered = snapshot.versions_beside(connection, [row.version for row in live.values()])
    views = (document(version, live[version.row.document].origin) for version in numbered)
    return tuple(sorted(views, key=lambda d: (moment(d.date), d.id, d.version)))


def latest_report(connection: Connection) -> str | None:
    """The day of the latest report, None for a ledger without documents."""
    latest = connection.scalar(select(func.max(READ.c.reported)))
    return None if latest is None else latest[:DAY]


def named(connection: Connection, scope: Scope, containing: str, limit: int | None, offset: int) -> Slice[LedgerActor]:
    """Actors of a scope, by country and name (:meth:`onrecord.ledger.reader.Reader.some_actors`)."""
    country, name = (in_plain_order(connection, column) for column in (STANDING.c.country, STANDING.c.name))
    order = STANDING.c.country.is_(None), country, name, STANDING.c.root
    query = select(STANDING.c.root.label("id")).where(STANDING.c.root.in_(_called(scope, containing)))
    ids = listing.cut(connection, query, order, limit, offset)
    views = actors.views(connection, ids.ids)
    return Slice(ids.total, tuple(views[root] for root in ids.ids))


def _called(scope: Scope, containing: str) -> Select[tuple[str]]:
    """The actors of a scope that a document of its period names, with these words as a part of a name."""
    query = select(RESOLVED.c.root)
    if scope.actors:
        query = query.where(RESOLVED.c.root.in_(scoping.called(scope.actors)))
    if containing:
        query = query.join(NAMES, NAMES.c.actor == RESOLVED.c.actor).where(
            NAMES.c.words.contains(containing, autoescape=True)
        )
    if scope.is_limited:
        query = query.join(NAMING, NAMING.c.actor == RESOLVED.c.actor)
        query = query.join(READ, READ.c.version == NAMING.c.version)
        query = query.where(scoping.in_period(READ.c.reported, scope))
    return query


def some_origins(connection: Connection, limit: int | None, offset: int) -> Slice[LedgerOrigin]:
    """Origins, the earliest first."""
    rows = _in_order(connection.execute(_REPORTED))
    names = list(dict.fromkeys(row.origin for row in rows))
    kept = frozenset(names[offset:] if limit is None else names[offset : offset + limit])
    own = [row for row in rows if row.origin in kept]
    copies = rows_of(connection, COPIES, COPIES.c.version, (row.version for row in own))
    return Slice(len(names), _origins(connection, own, copies))


def origin(connection: Connection, record: str) -> LedgerOrigin:
    """The origin of that id. Raises KeyError if there is none."""
    rows = _in_order(connection.execute(_REPORTED.where(READ.c.origin == record)))
    if not rows:
        raise KeyError(record)
    copies = rows_of(connection, COPIES, COPIES.c.version, (row.version for row in rows))
    return _origins(connection, rows, copies)[0]


def _in_order(reported: Iterable[Row[Any]]) -> list[Row[Any]]:
    return sorted(reported, key=lambda row: origins.order(row.reported, row.document))


def _origins(connection: Connection, rows: Sequence[Row[Any]], copies: Iterable[Row[Any]]) -> tuple[LedgerOrigin, ...]:
    """The origins of reports in order, with the copies among these."""
    place = {row.version: number for number, row in enumerate(rows)}
    versions = schema.document_versions
    query = select(versions.c.seq, versions.c.outlet)
    outlets = {row.seq: row.outlet for row in found(connection, query, versions.c.seq, place)}
    reports: defaultdict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for row in rows:
        reports[row.origin].append((row.document, outlets[row.version]))
    links: defaultdict[str, list[CopyLink]] = defaultdict(list)
    for row in sorted(copies, key=lambda row: (place[row.of], place[row.version])):
        first, second = rows[place[row.of]], rows[place[row.version]]
        links[first.origin].append(CopyLink(second.document, first.document, row.rule, row.overlap))
    return tuple(origins.origin(own, links[name]) for name, own in reports.items())


_REPORTED = select(READ.c.version, READ.c.document, READ.c.reported, READ.c.origin)


def _live(scope: Scope, *, within_period: bool) -> Select[tuple[int, str]]:
    """The live versions of documents that name an actor of the scope, with their origins."""
    query = select(READ.c.version, READ.c.origin)
    if within_period and scope.is_limited:
        query = query.where(scoping.in_period(READ.c.reported, scope))
    return query.where(READ.c.version.in_(_naming(scope))) if scope.actors else query


def _naming(scope: Scope) -> Select[tuple[int]]:
    """The live versions that name an actor of the scope."""
    return scoping.naming(scoping.called(scope.actors))
