"""What is like a text (:mod:`onrecord.ledger.sought`), weighed by what the materialised views say of records."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from onrecord.ledger.materialised import record, tables, within
from onrecord.ledger.materialised.access import found, rows_of
from onrecord.ledger.materialised.listing import Found
from onrecord.ledger.materialised.scoping import TAKING_PART, Scoped
from onrecord.ledger.sought import SAME_ACTORS, SAME_TYPE, actor_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from onrecord.ledger.rows import RecordKind
    from onrecord.ledger.scope import Scope
    from onrecord.ledger.sought import Sought

EVENTS, ACTING, MENTIONS, STANDING = tables.events, tables.event_actors, tables.event_mentions, tables.actor_standings
SAID, HAVING = tables.said, tables.said_actors


ROUNDING = 1e-9
"""What adding up may lose."""


class Candidate(NamedTuple):
    """An event, or the statement that stands for its utterance, with the score of its words."""

    words: float
    date: str
    kind: RecordKind
    id: str


def page(
    connection: Connection, sought: Sought, words: Mapping[str, float], scope: Scope, limit: int, offset: int
) -> tuple[int, list[Found]]:
    """How many records of a scope share telling words with a text, and one page of them, the likest first.

    Args:
        connection: on the ledger.
        sought: the text.
        words: of statements and event mentions (by id) the scores of the words that they share with it.
        scope: filters that must hold.
        limit: the most to return.
        offset: how many to skip.
    """
    candidates = [*_statements(connection, words, scope), *_events(connection, words, scope)]
    best = _best(candidates, offset + limit)
    facts = _facts(connection, best)
    weighed = [(one, *sought.weigh(one.words, *facts[one.id])) for one in best]
    weighed.sort(key=lambda row: row[0].id)
    weighed.sort(key=lambda row: (row[1], row[0].date), reverse=True)
    hits = [Found(one.kind, one.id, score, because) for one, score, because in weighed[offset : offset + limit]]
    return len(candidates), hits


def _best(candidates: Sequence[Candidate], number: int) -> list[Candidate]:
    """Those of which so many can come first, whatever types and actors add to the score of words."""
    ordered = sorted(candidates, reverse=True)
    if len(ordered) <= number or not number:
        return ordered[:number]
    least = ordered[number - 1].words - SAME_TYPE - SAME_ACTORS - ROUNDING
    return [one for one in ordered if one.words >= least]


def _statements(connection: Connection, words: Mapping[str, float], scope: Scope) -> Iterator[Candidate]:
    """Of each utterance the statement that matches best, of equal ones the first report."""
    asked = within.statements(Scoped.of(connection, scope, worded=True))
    query = select(SAID.c.statement, SAID.c.utterance, SAID.c.place, SAID.c.date).where(asked)
    best: dict[str, tuple[float, int, Candidate]] = {}
    for row in found(connection, query, SAID.c.statement, words):
        score = words[row.statement]
        ranked = (score, -row.place, Candidate(score, row.date, "statement", row.statement))
        best[row.utterance] = max(best.get(row.utterance, ranked), ranked)
    yield from (candidate for _, _, candidate in best.values())


def _events(connection: Connection, words: Mapping[str, float], scope: Scope) -> Iterator[Candidate]:
    matching = select(MENTIONS.c.mention, MENTIONS.c.event, MENTIONS.c.moment)
    scores: defaultdict[str, float] = defaultdict(float)
    latest: defaultdict[str, str] = defaultdict(str)
    for row in found(connection, matching, MENTIONS.c.mention, words):
        scores[row.event] = max(scores[row.event], words[row.mention])
        latest[row.event] = max(latest[row.event], row.moment)
    asked = within.events(Scoped.of(connection, scope, worded=True))
    for row in found(connection, select(EVENTS.c.event).where(asked), EVENTS.c.event, scores):
        yield Candidate(scores[row.event], latest[row.event], "event", row.event)


def _facts(connection: Connection, candidates: Sequence[Candidate]) -> Mapping[str, tuple[set[str], set[str]]]:
    """By record the types of its events, or of those that it tells of, and who has a part in it (:func:`actor_key`)."""
    ids = [one.id for one in candidates]
    statement_of = {row.num: row.statement for row in rows_of(connection, SAID, SAID.c.statement, ids)}
    told = record.about(connection, statement_of)
    told |= {one.id: (one.id,) for one in candidates if one.kind == "event"}
    events = {event for own in told.values() for event in own}
    type_of = {row.event: row.type for row in rows_of(connection, EVENTS, EVENTS.c.event, events)}
    acting: defaultdict[str, set[str]] = defaultdict(set)
    taking_part = select(ACTING.c.event, ACTING.c.actor).where(ACTING.c.role.in_(TAKING_PART))
    for row in found(connection, taking_part, ACTING.c.event, events):
        acting[row.event].add(row.actor)
    types = {name: {type_of[event] for event in own} for name, own in told.items()}
    actors = {name: {actor for event in own for actor in acting[event]} for name, own in told.items()}
    for row in rows_of(connection, HAVING, HAVING.c.num, statement_of):
        actors[statement_of[row.num]].add(row.actor)
    everyone = rows_of(connection, STANDING, STANDING.c.root, {actor for own in actors.values() for actor in own})
    keys = {row.root: actor_key(row.name, row.country) for row in everyone}
    return {name: (types[name], {keys[actor] for actor in actors[name]}) for name in told}
