"""Events that are still to be reviewed, the least certain first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select, true, tuple_

from onrecord.ledger.materialised import listing, reading, record, tables, within
from onrecord.ledger.materialised.access import found
from onrecord.ledger.materialised.scoping import Scoped
from onrecord.ledger.views import is_settled

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, Connection

    from onrecord.ledger.materialised.listing import Ids
    from onrecord.ledger.scope import Scope

EVENTS, MENTIONS, TALLIES = tables.events, tables.event_mentions, tables.event_tallies


def _settled(connection: Connection) -> set[str]:
    """The events (ids) of which somebody has accepted or corrected a mention as it now is."""
    part = reading.reviewed(connection)
    views = record.review_views(connection, part)
    mentions = {mention.id for mention in part.snapshot.rows.event_mentions if is_settled(views.of(mention.id))}
    return {row.event for row in found(connection, select(MENTIONS.c.event), MENTIONS.c.mention, mentions)}


def unreviewed(
    connection: Connection,
    scope: Scope,
    limit: int | None,
    offset: int,
    after: tuple[float, str] | None,
) -> Ids:
    """The events (ids) of a scope that nobody has settled; ``after``, a confidence and an id, is where to begin."""
    settled = sorted(_settled(connection))
    asked = and_(
        within.events(Scoped.of(connection, scope)),
        EVENTS.c.event.not_in(settled) if settled else true(),
    )
    total = _everything(connection, settled) if scope.is_everything else _number(connection, asked)
    if after is not None:
        # Whoever reviews is near the beginning, so what lies behind is counted.
        place = tuple_(EVENTS.c.confidence, EVENTS.c.event)
        total -= _number(connection, and_(asked, place <= after))
        asked = and_(asked, place > after)
    query = select(EVENTS.c.event.label("id")).where(asked)
    return listing.cut(connection, query, (EVENTS.c.confidence, EVENTS.c.event), limit, offset, total)


def _everything(connection: Connection, settled: Collection[str]) -> int:
    """How many events there are but for these."""
    total = connection.scalar(select(func.sum(TALLIES.c["count"]))) or 0
    return total - (_number(connection, EVENTS.c.event.in_(settled)) if settled else 0)


def _number(connection: Connection, asked: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(EVENTS).where(asked)) or 0
