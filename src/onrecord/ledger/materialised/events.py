"""Events over all documents, renewed where mentions have come, gone or changed (:mod:`onrecord.ledger.events`)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, update

from onrecord.ledger import coreference
from onrecord.ledger.commitments import kind_of
from onrecord.ledger.event_views import place
from onrecord.ledger.events import cluster, subject
from onrecord.ledger.materialised import tables
from onrecord.ledger.materialised.access import found, point_to_words, put, remove
from onrecord.ledger.materialised.codec import hashed
from onrecord.ledger.materialised.links import Links
from onrecord.ledger.materialised.mentions import KEPT, Kept, Mentions
from onrecord.ledger.materialised.tallies import ACTING_COUNTED, EVENTS_COUNTED, kept_up
from onrecord.ledger.precedents import is_announced, is_held
from onrecord.ledger.revisions import DAY, moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Connection, Row

    from onrecord.ledger.events import Cluster
    from onrecord.ledger.likeness import Portrait

MENTIONS, KEYS, LINKS = tables.event_mentions, tables.event_keys, tables.event_links
EVENTS, DATES, ACTORS, CONTEXTS = tables.events, tables.event_dates, tables.event_actors, tables.event_contexts

Told = dict[str, tuple["Portrait", str | None]]
"""Mentions (by id), each with the actor on whose word it is told."""


def renew(connection: Connection, told: Mapping[int, Told], judged: Mapping[int, frozenset[int]]) -> set[str]:
    """Renews the events that have to do with some document versions.

    Returns the mentions (ids) that have come, or whose events may be others than before.

    Args:
        connection: in a transaction.
        told: the mentions of each of these versions as they are now; none of those that have gone.
        judged: of which versions people have judged mentions together.
    """
    mentions = Mentions(connection, judged)
    known = {row.mention: row for row in _known(connection, told)}
    now = {mention: Kept.of(*one) for own in told.values() for mention, one in own.items()}
    gone = {row.num for mention, row in known.items() if now.get(mention) != _kept(row)}
    new = [kept for mention, kept in now.items() if mention not in known or known[mention].num in gone]
    touched = mentions.closure(gone)
    left = mentions.portraits(gone)
    remove(connection, MENTIONS, MENTIONS.c.num, gone)
    put(connection, MENTIONS, [kept._asdict() for kept in new])
    point_to_words(connection, MENTIONS, MENTIONS.c.mention, told)
    numbers = _numbers(connection, [kept.mention for kept in new])
    come = {numbers[kept.mention]: told[kept.version][kept.mention][0] for kept in new}
    links = Links(
        connection, KEYS, LINKS, coreference.keys, coreference.is_linked, coreference.COMMON, mentions.portraits
    )
    touched |= links.renew(left, come)
    lost = {row.event for row in known.values() if row.num in gone}
    # Who stays behind in such an event need not be near: a judgement that they are the same may have been withdrawn.
    touched |= {row.num for row in found(connection, select(MENTIONS.c.num), MENTIONS.c.event, lost)}
    return _join(connection, mentions, mentions.closure((touched - gone) | come.keys()), lost)


def _known(connection: Connection, versions: Iterable[int]) -> list[Row[Any]]:
    return found(connection, select(MENTIONS.c.num, MENTIONS.c.event, *KEPT), MENTIONS.c.version, versions)


def _kept(row: Row[Any]) -> Kept:
    return Kept(*(getattr(row, name) for name in Kept._fields))


def _numbers(connection: Connection, mentions: Iterable[str]) -> dict[str, int]:
    rows = found(connection, select(MENTIONS.c.mention, MENTIONS.c.num), MENTIONS.c.mention, mentions)
    return {row.mention: row.num for row in rows}


def _join(connection: Connection, mentions: Mentions, nums: Collection[int], lost: Collection[str | None]) -> set[str]:
    """Joins mentions into events, and returns their ids; ``lost`` are events of mentions that are no longer there."""
    columns = (MENTIONS.c[name] for name in ("num", "mention", "speaker", "event", "rule", "reason", "place"))
    rows = found(connection, select(*columns), MENTIONS.c.num, nums)
    portraits = mentions.portraits(nums)
    linked = [
        (portraits[row.one].told.row.id, portraits[row.other].told.row.id)
        for row in found(connection, select(LINKS).where(LINKS.c.one < LINKS.c.other), LINKS.c.one, nums)
    ]
    clusters = cluster({row.mention: portraits[row.num] for row in rows}, linked)
    _place(connection, rows, clusters)
    old = {event for event in (*lost, *(row.event for row in rows)) if event}
    speakers = {row.mention: row.speaker for row in rows}
    _tell(connection, old | {one.id for one in clusters}, clusters, speakers)
    return set(speakers)


def _place(connection: Connection, rows: Iterable[Row[Any]], clusters: Iterable[Cluster]) -> None:
    """Writes which event each mention is in, and why."""
    now = {
        joined.told.row.id: (found.id, joined.rule, joined.reason, place)
        for found in clusters
        for place, joined in enumerate(found.mentions)
    }
    changed = [
        {"which": row.num, **dict(zip(("event", "rule", "reason", "place"), now[row.mention], strict=True))}
        for row in rows
        if (row.event, row.rule, row.reason, row.place) != now[row.mention]
    ]
    if changed:
        connection.execute(update(MENTIONS).where(MENTIONS.c.num == bindparam("which")), changed)


def _kind(one: Cluster) -> dict[str, Any]:
    """What kinds of events are told apart by."""
    where, about = place(one), subject(one)
    return {
        "factuality": one.latest.row.factuality,
        "country": where.country if where else None,
        "announced": is_announced(one),
        "held": is_held(one),
        "denied": one.is_told("-"),
        "subject": None if about is None else hashed(about),
        "commitment": kind_of(one),
        "confidence": max(joined.told.row.confidence for joined in one.mentions),
    }


def _beside(part: tuple[str, str], acting: Collection[tuple[str, str]]) -> str:
    """Who takes part in an event beside one who does, as ``event_actors`` has it."""
    others = [actor for role, actor in acting if (role, actor) != part] if part in acting else []
    return tables.SEVERAL if len(others) > 1 else "".join(others)


def _tell(
    connection: Connection, old: Collection[str], clusters: Iterable[Cluster], speakers: Mapping[str, str | None]
) -> None:
    """Writes by what events are filtered, instead of what stood there for them and for the ``old`` ones, which are all
    of these ids and those that are no more.
    """
    rows: defaultdict[Any, list[dict[str, Any]]] = defaultdict(list)
    for one in clusters:
        told = [joined.told for joined in one.mentions]
        dates = {one.date} if one.date else {each.reported for each in told if each.reported}
        first = min(map(moment, dates), default="")
        rows[EVENTS].append({"event": one.id, "type": one.type, "first": first, "date": one.date} | _kind(one))
        days = sorted({moment(date)[:DAY] for date in dates})
        rows[DATES] += ({"event": one.id, "date": day, "again": day != days[0]} for day in days)
        acting = {("actor", actor) for each in told for actor in each.actors}
        acting |= {("recipient", actor) for each in told for actor in each.recipients}
        speaking = {("speaker", actor) for each in told if (actor := speakers[each.row.id])}
        rows[ACTORS] += (
            {"event": one.id, "role": role, "actor": who, "first": first, "beside": _beside((role, who), acting)}
            for role, who in sorted(acting | speaking)
        )
        contexts = {context for each in told for context in each.row.contexts}
        rows[CONTEXTS] += ({"event": one.id, "context": context} for context in sorted(contexts))
    with kept_up(connection, (EVENTS_COUNTED, ACTING_COUNTED), old):
        for table in (EVENTS, DATES, ACTORS, CONTEXTS):
            remove(connection, table, table.c.event, old)
            put(connection, table, rows[table])
