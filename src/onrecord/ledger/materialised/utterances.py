"""Statements and the utterances that they report, renewed where statements have come, gone or changed.

See :mod:`onrecord.ledger.utterances` for what makes two statements one utterance.
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, select, update

from onrecord.ledger import utterances
from onrecord.ledger.commitments import is_commitment
from onrecord.ledger.materialised import tables
from onrecord.ledger.materialised.access import found, point_to_words, put, remove
from onrecord.ledger.materialised.codec import Decoder, encode, hashed
from onrecord.ledger.materialised.links import Links
from onrecord.ledger.materialised.scoping import TAKING_PART
from onrecord.ledger.materialised.tallies import HAVING_COUNTED, keep_up_said, kept_up
from onrecord.ledger.revisions import moment
from onrecord.ledger.utterances import Said, utter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import ColumnElement, Connection, Select

    from onrecord.ledger.utterances import Utterance

STATEMENTS, ACTORS, ABOUT = tables.said, tables.said_actors, tables.said_about
PARTIES, KINDS = tables.said_parties, tables.said_kinds
EVENTS, MENTIONS = tables.events, tables.event_mentions
ACTING, CONTEXTS = tables.event_actors, tables.event_contexts
KEYS, LINKS = tables.said_keys, tables.said_links

_SAID: Decoder[Said] = Decoder(Said)


class Spoken(NamedTuple):
    """A statement as it is now: who has which part in it, when it was made, of which event mentions it tells."""

    said: Said
    date: str
    actors: tuple[tuple[str, str], ...]
    about: tuple[str, ...]


class _Kept(NamedTuple):
    """What is kept of a statement, before it is joined with others."""

    statement: str
    version: int
    commitment: int | None
    said: bytes
    claim: int
    source: str | None
    date: str
    moment: str
    document: str
    start: int

    @staticmethod
    def of(spoken: Spoken) -> _Kept:
        """Of a statement."""
        said, row = spoken.said, spoken.said.row
        return _Kept(
            statement=row.id,
            version=row.version,
            commitment=hashed(row.claim) if is_commitment(row) else None,
            said=encode(said),
            claim=hashed(*utterances.claim(said)),
            source=said.source,
            date=spoken.date,
            moment=moment(spoken.date),
            document=said.document,
            start=row.content_spans[0].start,
        )


def renew(connection: Connection, spoken: Mapping[int, Mapping[str, Spoken]], retold: Collection[str]) -> None:
    """Renews the utterances that have to do with some document versions.

    Args:
        connection: in a transaction.
        spoken: the statements (by id) of each of these versions as they are now; none of those that have gone.
        retold: mentions (ids) whose events are others than before, or have others take part.
    """
    columns = [STATEMENTS.c[name] for name in ("num", "utterance", *_Kept._fields)]
    known = {row.statement: row for row in found(connection, select(*columns), STATEMENTS.c.version, spoken)}
    every = {statement: one for own in spoken.values() for statement, one in own.items()}
    now = {statement: _Kept.of(one) for statement, one in every.items()}
    gone = {row.num for name, row in known.items() if now.get(name) != tuple(row)[2:]}
    new = [kept for name, kept in now.items() if name not in known or known[name].num in gone]
    touched = _closure(connection, gone)
    left = load(connection, gone)
    remove(connection, STATEMENTS, STATEMENTS.c.num, gone)
    put(connection, STATEMENTS, [kept._asdict() for kept in new])
    point_to_words(connection, STATEMENTS, STATEMENTS.c.statement, spoken)
    keep_up_said(connection, (kept.date for kept in new), (row.date for row in known.values() if row.num in gone))
    names = select(STATEMENTS.c.statement, STATEMENTS.c.num)
    number = {row.statement: row.num for row in found(connection, names, STATEMENTS.c.statement, now)}
    come = {number[kept.statement]: every[kept.statement].said for kept in new}
    rules = utterances.keys, utterances.is_linked, utterances.COMMON
    touched |= Links(connection, KEYS, LINKS, *rules, partial(load, connection)).renew(left, come)
    written = gone | set(number.values())
    _beside(connection, written, {number[name]: one for name, one in every.items()})
    _tell(connection, written | {row.num for row in found(connection, _TELLING, ABOUT.c.mention, retold)})
    _join(connection, _closure(connection, (touched - gone) | come.keys()))


def load(connection: Connection, nums: Iterable[int]) -> dict[int, Said]:
    """Statements by their numbers."""
    query = select(STATEMENTS.c.num, STATEMENTS.c.said)
    return {row.num: said(row.said) for row in found(connection, query, STATEMENTS.c.num, nums)}


@lru_cache(maxsize=20_000)
def said(kept: bytes) -> Said:
    """A statement as it is kept."""
    return _SAID(kept)


def _closure(connection: Connection, nums: Iterable[int]) -> set[int]:
    """Statements with all those on which it can depend which utterance they report."""
    known: set[int] = set()
    frontier = set(nums)
    while frontier:
        known |= frontier
        claims = {row.claim for row in found(connection, select(STATEMENTS.c.claim), STATEMENTS.c.num, frontier)}
        near = {row.num for row in found(connection, select(STATEMENTS.c.num), STATEMENTS.c.claim, claims)}
        near |= {row.other for row in found(connection, select(LINKS.c.other), LINKS.c.one, frontier)}
        frontier = near - known
    return known


def _beside(connection: Connection, old: Collection[int], now: Mapping[int, Spoken]) -> None:
    """Writes who has a part in statements, and of what they tell, instead of what stood there."""
    remove(connection, ABOUT, ABOUT.c.num, old)
    parts = [
        {"num": num, "role": role, "actor": who, "moment": moment(one.date)}
        for num, one in now.items()
        for role, who in one.actors
    ]
    with kept_up(connection, (HAVING_COUNTED,), old):
        remove(connection, ACTORS, ACTORS.c.num, old)
        put(connection, ACTORS, parts)
    put(connection, ABOUT, [{"num": num, "mention": mention} for num, one in now.items() for mention in one.about])


def _tell(connection: Connection, nums: Collection[int]) -> None:
    """Writes who takes part in the events of which statements tell, and of what kinds these are, where it is not what
    stood there.
    """
    for table, queries in ((PARTIES, (_PARTIES_OF,)), (KINDS, (_TYPES_OF, _CONTEXTS_OF))):
        now = _values(connection, queries, ABOUT.c.num, nums)
        known = _values(connection, (select(table),), table.c.num, nums)
        changed = sorted(num for num in nums if now[num] != known[num])
        remove(connection, table, table.c.num, changed)
        names = [column.name for column in table.c]
        put(connection, table, [dict(zip(names, row, strict=True)) for num in changed for row in sorted(now[num])])


def _values(
    connection: Connection, queries: Iterable[Select[Any]], column: ColumnElement[int], nums: Collection[int]
) -> dict[int, set[tuple[Any, ...]]]:
    """By statement the rows that the queries find; each begins with its number."""
    values: dict[int, set[tuple[Any, ...]]] = {num: set() for num in nums}
    for query in queries:
        for row in found(connection, query, column, nums):
            values[row.num].add(tuple(row))
    return values


_TELLING = select(ABOUT.c.num)
_TOLD = STATEMENTS.join(ABOUT, ABOUT.c.num == STATEMENTS.c.num).join(MENTIONS, MENTIONS.c.mention == ABOUT.c.mention)
_PARTIES_OF = (
    select(ABOUT.c.num, ACTING.c.role, ACTING.c.actor, STATEMENTS.c.moment)
    .select_from(_TOLD.join(ACTING, ACTING.c.event == MENTIONS.c.event))
    .where(ACTING.c.role.in_(TAKING_PART))
)
_TYPES_OF = select(ABOUT.c.num, EVENTS.c.type, STATEMENTS.c.moment).select_from(
    _TOLD.join(EVENTS, EVENTS.c.event == MENTIONS.c.event)
)
_CONTEXTS_OF = select(ABOUT.c.num, CONTEXTS.c.context, STATEMENTS.c.moment).select_from(
    _TOLD.join(CONTEXTS, CONTEXTS.c.event == MENTIONS.c.event)
)


def _join(connection: Connection, nums: Iterable[int]) -> None:
    """Joins statements into utterances."""
    place = ("utterance", "rule", "share", "length", "speaker", "other", "place", "first")
    names = ("num", "statement", "said", "moment", *place)
    rows = found(connection, select(*(STATEMENTS.c[name] for name in names)), STATEMENTS.c.num, nums)
    name_of = {row.num: row.statement for row in rows}
    pairs = found(connection, select(LINKS).where(LINKS.c.one < LINKS.c.other), LINKS.c.one, nums)
    made = utter([said(row.said) for row in rows], [(name_of[row.one], name_of[row.other]) for row in pairs])
    moment_of = {row.statement: row.moment for row in rows}
    now = {statement: values for one in made for statement, values in _places(one, moment_of)}
    changed = [
        {"which": row.num, **dict(zip(place, now[row.statement], strict=True))}
        for row in rows
        if tuple(row)[-len(place) :] != now[row.statement]
    ]
    if changed:
        connection.execute(update(STATEMENTS).where(STATEMENTS.c.num == bindparam("which")), changed)


def _places(one: Utterance, moment_of: Mapping[str, str]) -> Iterable[tuple[str, tuple[Any, ...]]]:
    """The statements of an utterance, each with where it stands in it and why."""
    first = min(filter(None, (moment_of[joined.said.row.id] for joined in one.members)), default="")
    for place, joined in enumerate(one.members):
        alike = joined.link.alike if joined.link else None
        yield (
            joined.said.row.id,
            (
                one.id,
                alike.rule if alike else None,
                alike.share if alike else None,
                alike.length if alike else None,
                joined.link.speaker if joined.link else None,
                joined.other,
                place,
                None if place else first,
            ),
        )
