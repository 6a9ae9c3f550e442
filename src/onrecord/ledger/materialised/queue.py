"""Events that are still to be reviewed, the least certain first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select, true

from onrecord.ledger.materialised import listing, reading, record, scoping, tables
from onrecord.ledger.materialised.access import found
from onrecord.ledger.materialised.people import People
from onrecord.ledger.materialised.scoping import Scoped
from onrecord.ledger.review_views import ReviewViews

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from onrecord.ledger.materialised.listing import Ids
    from onrecord.ledger.scope import Scope

EVENTS, MENTIONS = tables.events, tables.event_mentions


def reviewed(connection: Connection) -> set[str]:
    """The events (ids) of which somebody has accepted or corrected a mention as it now is."""
    part = reading.reviewed(connection)
    rows = part.snapshot.rows
    views = ReviewViews(part.reviews, rows, People(connection, record.named_in_reviews(rows)))
    mentions = {
        mention.id
        for mention in rows.event_mentions
        if any(made.verdict in ("accept", "correct") and not made.outdated for made in views.of(mention.id))
    }
    return {row.event for row in found(connection, select(MENTIONS.c.event), MENTIONS.c.mention, mentions)}


def unreviewed(
    connection: Connection,
    scope: Scope,
    left_out: Collection[str],
    limit: int | None,
    offset: int,
    after: tuple[float, str] | None,
) -> Ids:
    """The events (ids) of a scope but for those ``left_out``; ``after``, a confidence and an id, is where to begin."""
    asked = [scoping.of_events(Scoped.of(connection, scope)), listing.matched_events(connection, scope)]
    if after is not None:
        confidence, event = after
        further = and_(EVENTS.c.confidence == confidence, EVENTS.c.event > event)
        asked.append(or_(EVENTS.c.confidence > confidence, further))
    query = select(EVENTS.c.event.label("id")).where(and_(true(), *asked), EVENTS.c.event.not_in(sorted(left_out)))
    return listing.cut(connection, query, query.order_by(EVENTS.c.confidence, EVENTS.c.event), limit, offset)
