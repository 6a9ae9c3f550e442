"""What lies within a scope, its full text query among what is asked, as conditions on events and statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, select, true

from onrecord.ledger.materialised import scoping, tables

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from onrecord.ledger.materialised.scoping import Scoped

EVENTS, MENTIONS, SAID = tables.events, tables.event_mentions, tables.said


def events(scoped: Scoped) -> ColumnElement[bool]:
    """Whether an event lies within a scope."""
    return and_(scoping.of_events(scoped), _matched_events(scoped))


def statements(scoped: Scoped) -> ColumnElement[bool]:
    """Whether a statement lies within a scope."""
    return and_(scoping.of_statements(scoped), _matched_statements(scoped))


def _matched_events(scoped: Scoped) -> ColumnElement[bool]:
    """Whether an event has a mention that the scope's own query matches."""
    if not scoped.scope.query.strip():
        return true()
    if scoped.matching is None:
        return ~true()
    mentions = select(MENTIONS.c.event).join(scoped.matching, scoped.matching.c.seq == MENTIONS.c.search_row)
    return EVENTS.c.event.in_(mentions)


def _matched_statements(scoped: Scoped) -> ColumnElement[bool]:
    """The same of a statement."""
    if not scoped.scope.query.strip():
        return true()
    return ~true() if scoped.matching is None else SAID.c.search_row.in_(select(scoped.matching.c.seq))
