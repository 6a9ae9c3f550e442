"""Situations that readers follow: named scopes, and when a brief of each was last written.

Rows are superseded or stamped as removed, never edited. Nothing that is derived from documents depends on them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from onrecord.errors import SituationError
from onrecord.ledger import schema
from onrecord.ledger.identity import content_id
from onrecord.ledger.rows import SituationBriefRow, SituationRow
from onrecord.ledger.scope import Scope
from onrecord.ledger.views import LedgerSituation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from onrecord.ledger.rows import SituationEnd

SITUATIONS, BRIEFS = schema.situations, schema.situation_briefs


def save(connection: Connection, name: str, scope: Scope, now: str) -> None:
    """Saves a scope under a name; another scope of that name is superseded.

    Raises:
        SituationError: for a blank name, or filters that belong to a search and not to a situation.
    """
    if not name.strip():
        raise SituationError("a situation needs a name")
    if scope != _kept(scope):
        raise SituationError("a situation keeps actors, contexts, a period and a query; no source, recipient or type")
    rows = read(connection)
    live = _live(rows, name)
    if live is not None and _scope(live) == scope:
        return
    if live is not None:
        _end(connection, live, "superseded", now)
    made = content_id("si", name, scope.actors, scope.contexts, scope.since, scope.until, scope.query, now, len(rows))
    row = SituationRow(made, name, scope.actors, scope.contexts, scope.since, scope.until, scope.query, now)
    connection.execute(insert(SITUATIONS).values({column.name: getattr(row, column.name) for column in SITUATIONS.c}))


def remove(connection: Connection, name: str, now: str) -> None:
    """Stamps a situation as removed.

    Raises:
        SituationError: if there is none of this name.
    """
    live = _live(read(connection), name)
    if live is None:
        raise SituationError(f"no situation is called {name}; see onrecord situations list")
    _end(connection, live, "removed", now)


def keep_brief(connection: Connection, situation: str, seen: int, now: str) -> None:
    """Adds the row of a brief."""
    before = len(connection.scalars(select(BRIEFS.c.id).where(BRIEFS.c.situation == situation)).all())
    made = content_id("sb", situation, now, seen, before)
    connection.execute(insert(BRIEFS).values(id=made, situation=situation, written_at=now, seen=seen))


def read(connection: Connection) -> tuple[SituationRow, ...]:
    """All situations, ended ones too, in the order in which they were saved."""
    query = select(*SITUATIONS.c).order_by(SITUATIONS.c.saved_at, SITUATIONS.c.ended_at.is_(None), SITUATIONS.c.id)
    return tuple(SituationRow(*row) for row in connection.execute(query))


def views(connection: Connection) -> tuple[LedgerSituation, ...]:
    """All situations by name, each with the last brief written under its name."""
    rows = read(connection)
    name_of = {row.id: row.name for row in rows}
    briefs: defaultdict[str, list[SituationBriefRow]] = defaultdict(list)
    for brief in (SituationBriefRow(*row) for row in connection.execute(select(*BRIEFS.c))):
        briefs[name_of[brief.situation]].append(brief)
    return tuple(_view(row, briefs[row.name]) for row in sorted(rows, key=lambda row: row.name))


def _view(row: SituationRow, briefs: Sequence[SituationBriefRow]) -> LedgerSituation:
    last = max(briefs, key=lambda brief: (brief.written_at, brief.seen), default=None)
    return LedgerSituation(
        id=row.id,
        name=row.name,
        scope=_scope(row),
        saved_at=row.saved_at,
        ended_at=row.ended_at,
        ended_because=row.ended_because,
        last_brief=last.written_at if last else None,
        briefs=len(briefs),
        seen=last.seen if last else 0,
    )


def _scope(row: SituationRow) -> Scope:
    return Scope(actors=row.actors, contexts=row.contexts, since=row.since, until=row.until, query=row.query)


def _kept(scope: Scope) -> Scope:
    return Scope(scope.actors, scope.since, scope.until, scope.contexts, query=scope.query)


def _live(rows: Sequence[SituationRow], name: str) -> SituationRow | None:
    return next((row for row in rows if row.name == name and row.ended_at is None), None)


def _end(connection: Connection, row: SituationRow, because: SituationEnd, now: str) -> None:
    stamp = update(SITUATIONS).where(SITUATIONS.c.id == row.id).values(ended_at=now, ended_because=because)
    connection.execute(stamp)
