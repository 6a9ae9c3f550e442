"""Which events, statements and utterances lie within a scope, and in which order they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Double, Text, and_, desc, func, literal, select, true, union_all

from onrecord.ledger import search
from onrecord.ledger.materialised import scoping, tables

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Select, Subquery

    from onrecord.ledger.rows import RecordKind
    from onrecord.ledger.scope import Scope

EVENTS, MENTIONS, SAID = tables.events, tables.event_mentions, tables.said


class Found(NamedTuple):
    """A search result: an event, or the statement that stands for its utterance."""

    kind: RecordKind
    id: str
    score: float
    because: str | None = None


def events(connection: Connection, scope: Scope, *, limit: int | None = None, offset: int = 0) -> list[str]:
    """The events of a scope, by date, else by day of first report."""
    asked = and_(scoping.of_events(scope), _matched_events(connection, scope))
    query = select(EVENTS.c.event).where(asked).order_by(EVENTS.c.first, EVENTS.c.event)
    return list(connection.scalars(query.limit(limit).offset(offset)))


def statements(connection: Connection, scope: Scope) -> list[str]:
    """The statements of a scope, by date, else by day of report."""
    asked = and_(scoping.of_statements(scope), _matched_statements(connection, scope))
    return list(connection.scalars(select(SAID.c.statement).where(asked).order_by(SAID.c.moment)))


def utterances(connection: Connection, scope: Scope) -> list[str]:
    """The utterances of which a statement lies within a scope."""
    asked = and_(scoping.of_statements(scope), _matched_statements(connection, scope))
    return list(connection.scalars(select(SAID.c.utterance).where(asked).distinct()))


def page(connection: Connection, query: str, scope: Scope, limit: int, offset: int) -> tuple[int, list[Found]]:
    """How many statements and events of a scope match a query, and some of them, by score, then the latest first.

    An utterance counts once, by the statement of it that matches best, of equal ones by the first report.
    """
    matching = search.matching(connection, query) if query.strip() else None
    if query.strip() and matching is None:
        return 0, []
    every = union_all(_event_hits(connection, scope, matching), _statement_hits(connection, scope, matching)).subquery()
    total = connection.scalar(select(func.count()).select_from(every)) or 0
    ordered = select(every).order_by(desc(every.c.score), desc(every.c.date), every.c.id).limit(limit).offset(offset)
    return total, [Found(row.kind, row.id, row.score) for row in connection.execute(ordered)]


def _event_hits(connection: Connection, scope: Scope, matching: Subquery | None) -> Select[tuple[str, str, float, str]]:
    asked = and_(scoping.of_events(scope), _matched_events(connection, scope))
    columns = literal("event", Text).label("kind"), EVENTS.c.event.label("id")
    if matching is None:
        return select(*columns, literal(0.0, Double).label("score"), EVENTS.c.first.label("date")).where(asked)
    best = func.max(matching.c.score).label("score")
    query = select(*columns, best, EVENTS.c.first.label("date")).where(asked)
    query = query.join(MENTIONS, MENTIONS.c.event == EVENTS.c.event).join(
        matching, matching.c.record == MENTIONS.c.mention
    )
    return query.group_by(EVENTS.c.event, EVENTS.c.first)


def _statement_hits(
    connection: Connection, scope: Scope, matching: Subquery | None
) -> Select[tuple[str, str, float, str]]:
    asked = and_(scoping.of_statements(scope), _matched_statements(connection, scope))
    score = literal(0.0, Double) if matching is None else matching.c.score
    first = func.row_number().over(partition_by=SAID.c.utterance, order_by=(desc(score), SAID.c.place)).label("nth")
    columns = SAID.c.statement.label("id"), score.label("score"), SAID.c.date.label("date"), first
    query = select(*columns).where(asked)
    if matching is not None:
        query = query.join(matching, matching.c.record == SAID.c.statement)
    told = query.subquery()
    return select(literal("statement", Text).label("kind"), told.c.id, told.c.score, told.c.date).where(told.c.nth == 1)


def _matched_events(connection: Connection, scope: Scope) -> ColumnElement[bool]:
    """Whether an event has a mention that the scope's own query matches."""
    if not scope.query.strip():
        return true()
    matching = search.matching(connection, scope.query)
    if matching is None:
        return ~true()
    mentions = select(MENTIONS.c.event).join(matching, matching.c.record == MENTIONS.c.mention)
    return EVENTS.c.event.in_(mentions)


def _matched_statements(connection: Connection, scope: Scope) -> ColumnElement[bool]:
    if not scope.query.strip():
        return true()
    matching = search.matching(connection, scope.query)
    return ~true() if matching is None else SAID.c.statement.in_(select(matching.c.record))
