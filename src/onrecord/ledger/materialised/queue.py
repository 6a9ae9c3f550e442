"""Events that are still to be reviewed, the least certain first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from onrecord.ledger.materialised import listing, reading, record, tables
from onrecord.ledger.materialised.access import found
from onrecord.ledger.materialised.scoping import Scoped
from onrecord.ledger.views import is_settled

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onrecord.ledger.materialised.listing import Ids
    from onrecord.ledger.scope import Scope

EVENTS, MENTIONS = tables.events, tables.event_mentions


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
    within = listing.events_within(connection, Scoped.of(connection, scope))
    asked = [within, EVENTS.c.event.not_in(sorted(_settled(connection)))]
    if after is not None:
        confidence, event = after
        further = and_(EVENTS.c.confidence == confidence, EVENTS.c.event > event)
        asked.append(or_(EVENTS.c.confidence > confidence, further))
    query = select(EVENTS.c.event.label("id")).where(*asked)
    return listing.cut(connection, query, (EVENTS.c.confidence, EVENTS.c.event), limit, offset)
