"""Which events, statements and utterances lie within a scope, and in which order they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Double, Text, desc, exists, func, literal, or_, select, union_all

from onrecord.ledger import search
from onrecord.ledger.materialised import counting, tables, walking, within
from onrecord.ledger.materialised.scoping import Scoped
from onrecord.ledger.materialised.walking import Stretch, Walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import CTE, ColumnElement, Connection, FromClause, Row, Select

    from onrecord.ledger.rows import RecordKind
    from onrecord.ledger.scope import Scope

    Hits = Select[tuple[str, str, float, str]]

EVENTS, MENTIONS, SAID = tables.events, tables.event_mentions, tables.said


def _stands_for_utterance(said: FromClause) -> ColumnElement[bool]:
    """Whether a statement stands for its utterance. Written out, since no partial index answers to a parameter."""
    return said.c.place == literal(0, literal_execute=True)


_FIRST = _stands_for_utterance(SAID)

_UNSCORED = literal(0.0, Double)
"""The score of all where no words are asked for."""


class Found(NamedTuple):
    """A search result: an event, or the statement that stands for its utterance."""

    kind: RecordKind
    id: str
    score: float
    because: str | None = None


class Ids(NamedTuple):
    """Ids in order, some of ``total``."""

    total: int
    ids: list[str]


def events(
    connection: Connection, scope: Scope, limit: int | None = None, offset: int = 0, *, latest: bool = False
) -> Ids:
    """The events of a scope, by date, else by day of first report; at will the latest first."""
    scoped, query = Scoped.of(connection, scope), select(EVENTS.c.event.label("id"))
    asked, order = query.where(within.events(scoped)), (EVENTS.c.first, EVENTS.c.event)
    if limit is None or not scoped.is_wide:
        return cut(connection, asked, order, limit, offset, backwards=latest)
    walk = Walk(query.where(within.events(scoped.looked_through)), EVENTS.c.first, counting.all_events(connection))
    return cut(connection, asked, order, limit, offset, counting.events(connection, scoped), walk, backwards=latest)


def statements(connection: Connection, scope: Scope, limit: int | None = None, offset: int = 0) -> Ids:
    """The statements of a scope, by date, else by day of report."""
    asked = within.statements(Scoped.of(connection, scope))
    query = select(SAID.c.statement.label("id")).where(asked)
    return cut(connection, query, (SAID.c.moment, SAID.c.document, SAID.c.start, SAID.c.statement), limit, offset)


def utterances(
    connection: Connection, scope: Scope, limit: int | None = None, offset: int = 0, *, latest: bool = False
) -> Ids:
    """The utterances of which a statement lies within a scope, by the first date that a statement of each has; at will
    the latest first.
    """
    scoped, standing = Scoped.of(connection, scope), SAID.alias()
    is_first, order = _stands_for_utterance(standing), (standing.c.first, standing.c.utterance)
    query = select(standing.c.utterance.label("id")).where(is_first)
    told = select(SAID.c.utterance).where(within.statements(scoped))
    asked = query if scope.is_everything else query.where(standing.c.utterance.in_(told))
    if limit is None or not scoped.is_wide:
        return cut(connection, asked, order, limit, offset, backwards=latest)
    there = SAID.c.utterance == standing.c.utterance, within.statements(scoped.looked_through)
    walked = query if scope.is_everything else query.where(exists().where(*there))
    walk = Walk(walked, standing.c.first, counting.all_utterances(connection), is_first)
    total = counting.utterances(connection, scoped)
    return cut(connection, asked, order, limit, offset, total, walk, backwards=latest)


def event_of(connection: Connection, record: str) -> str | None:
    """The event of an id, be it its own or that of a mention; None if there is none."""
    named = or_(MENTIONS.c.mention == record, MENTIONS.c.event == record)
    found: str | None = connection.scalar(select(MENTIONS.c.event).where(named).limit(1))
    return found


def mentions_of(connection: Connection, event: str) -> list[str]:
    """The mentions of an event (ids), in the order of their reports."""
    return list(
        connection.scalars(select(MENTIONS.c.mention).where(MENTIONS.c.event == event).order_by(MENTIONS.c.place))
    )


def utterance_of(connection: Connection, record: str) -> str:
    """The utterance of an id, be it its own or that of a statement. Raises KeyError if there is none."""
    named = or_(SAID.c.statement == record, SAID.c.utterance == record)
    found: str | None = connection.scalar(select(SAID.c.utterance).where(named).limit(1))
    if found is None:
        raise KeyError(record)
    return found


def cut(
    connection: Connection,
    query: Select[Any],
    order: Sequence[ColumnElement[Any]],
    limit: int | None,
    offset: int,
    total: int | None = None,
    walk: Walk | None = None,
    *,
    backwards: bool = False,
) -> Ids:
    """A page of the ids that a query finds, and how many it finds in all, counted unless that is known.

    With ``backwards`` the last come first. ``walk`` finds the same (:mod:`onrecord.ledger.materialised.walking`).
    """
    if limit is None and not offset:
        ids = [row.id for row in connection.execute(query.order_by(*(map(desc, order) if backwards else order)))]
        return Ids(len(ids), ids)
    if total is None:
        total = connection.scalar(select(func.count()).select_from(query.subquery())) or 0
    first, last = min(offset, total), total if limit is None else min(offset + limit, total)
    # Read from the nearer end: what comes before a page is sorted and passed over.
    turned = first > total - last
    skipped = total - last if turned else first
    directed = [*map(desc, order)] if turned != backwards else order
    stretch = Stretch(skipped, last - first, total, latest=turned != backwards)
    ids = [row.id for row in walking.rows(connection, query, directed, stretch, walk)]
    return Ids(total, ids[::-1] if turned else ids)


def page(connection: Connection, query: str, scope: Scope, limit: int, offset: int) -> tuple[int, list[Found]]:
    """How many statements and events of a scope match a query, and some of them, by score, then the latest first.

    An utterance counts once, by the statement of it that matches best, of equal ones by the first report.
    """
    scored = search.scored(connection, query) if query.strip() else None
    if query.strip() and scored is None:
        return 0, []
    scoped = Scoped.of(connection, scope, worded=scored is not None)
    if scoped.is_wide:
        return _latest(connection, scoped, limit, offset)
    every = union_all(_event_hits(scoped, scored), _statement_hits(scoped, scored)).subquery()
    total = func.count().over().label("total")
    ordered = select(every, total).order_by(desc(every.c.score), desc(every.c.date), every.c.id)
    rows = connection.execute(ordered.limit(limit).offset(offset)).all()
    if not rows and (offset or not limit):
        return connection.scalar(select(func.count()).select_from(every)) or 0, []
    return rows[0].total if rows else 0, [Found(row.kind, row.id, row.score) for row in rows]


def _latest(connection: Connection, scoped: Scoped, limit: int, offset: int) -> tuple[int, list[Found]]:
    """The same of a wide scope without words: of each kind only so many are read as the page may have."""
    events, said = counting.events(connection, scoped), counting.utterances(connection, scoped)
    wanted = limit + offset
    found = [*_last_events(connection, scoped, wanted, events), *_last_utterances(connection, scoped, wanted, said)]
    found.sort(key=lambda row: row.id)
    found.sort(key=lambda row: row.date, reverse=True)
    return events + said, [Found(row.kind, row.id, row.score) for row in found[offset:wanted]]


def _last_events(connection: Connection, scoped: Scoped, wanted: int, total: int) -> Sequence[Row[Any]]:
    walk = Walk(_event_hits(scoped.looked_through, None), EVENTS.c.first, counting.all_events(connection))
    stretch = Stretch(0, min(wanted, total), total, latest=True)
    order = desc(EVENTS.c.first), EVENTS.c.event
    return walking.rows(connection, _event_hits(scoped, None), order, stretch, walk)


def _last_utterances(connection: Connection, scoped: Scoped, wanted: int, total: int) -> list[Row[Any]]:
    """The first statement in the scope of each utterance: most stand for theirs, few repeat one outside of it."""
    plain = SAID.c.statement.label("id"), _UNSCORED.label("score"), SAID.c.date.label("date")
    query = select(literal("statement", Text).label("kind"), *plain)
    order = desc(SAID.c.date), SAID.c.statement
    asked = query.where(_FIRST, within.statements(scoped.looked_through))
    walk = Walk(asked, SAID.c.date, counting.all_utterances(connection), _FIRST)
    repeating = query.where(counting.is_further(scoped), ~counting.repeats(scoped))
    others = [] if scoped.scope.is_everything else connection.execute(repeating.order_by(*order).limit(wanted)).all()
    stretch = Stretch(0, min(wanted, total - len(others)), total, latest=True)
    first = walking.rows(connection, query.where(_FIRST, within.statements(scoped)), order, stretch, walk)
    return [*first, *others]


def _event_hits(scoped: Scoped, scored: CTE | None) -> Hits:
    asked = within.events(scoped)
    kind = literal("event", Text).label("kind")
    if scored is None:
        plain = EVENTS.c.event.label("id"), _UNSCORED.label("score"), EVENTS.c.first.label("date")
        return select(kind, *plain).where(asked)
    matched = scored.join(MENTIONS, MENTIONS.c.search_row == scored.c.seq)
    if not scoped.scope.is_everything:  # else an event need not be read to be found
        matched = matched.join(EVENTS, EVENTS.c.event == MENTIONS.c.event)
    best, latest = func.max(scored.c.score).label("score"), func.max(MENTIONS.c.moment).label("date")
    query = select(kind, MENTIONS.c.event.label("id"), best, latest).select_from(matched)
    return query.where(asked, MENTIONS.c.event.is_not(None)).group_by(MENTIONS.c.event)


def _statement_hits(scoped: Scoped, scored: CTE | None) -> Hits:
    asked = within.statements(scoped)
    kind = literal("statement", Text).label("kind")
    score = _UNSCORED if scored is None else scored.c.score
    first = func.row_number().over(partition_by=SAID.c.utterance, order_by=(desc(score), SAID.c.place)).label("nth")
    columns = SAID.c.statement.label("id"), score.label("score"), SAID.c.date.label("date"), first
    query = select(*columns).where(asked)
    if scored is not None:
        query = query.join(scored, scored.c.seq == SAID.c.search_row)
    told = query.subquery()
    return select(kind, told.c.id, told.c.score, told.c.date).where(told.c.nth == 1)
