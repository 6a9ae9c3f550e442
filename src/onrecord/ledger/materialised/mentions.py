"""Event mentions as they are compared: what is kept of each, and which others it may be one event with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, select

from onrecord.ledger.likeness import Portrait
from onrecord.ledger.materialised import tables
from onrecord.ledger.materialised.access import found
from onrecord.ledger.materialised.codec import Decoder, encode, hashed
from onrecord.ledger.nodes import assertion, dyad
from onrecord.ledger.revisions import MONTH, moment
from onrecord.ledger.told import FORESEEN, ONCE_A_DAY, Told, on_a_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Connection, Row

MENTIONS, LINKS, READ = tables.event_mentions, tables.event_links, tables.read_versions


@dataclass(frozen=True, slots=True)
class _Telling:
    """Of a portrait what its mention tells, for which the rest need not be read."""

    told: Told


_PORTRAIT: Decoder[Portrait] = Decoder(Portrait)
_TELLING: Decoder[_Telling] = Decoder(_Telling)
_STEMS: Decoder[frozenset[str]] = Decoder(frozenset[str])


class Kept(NamedTuple):
    """What is kept of a mention as it is told, before it is joined with others."""

    mention: str
    version: int
    moment: str
    portrait: bytes
    assertion: int
    day: int | None
    month: int | None
    whole_month: bool
    held: str | None
    open: bool
    speaker: str | None

    @staticmethod
    def of(portrait: Portrait, speaker: str | None) -> Kept:
        """Of a mention, told on the word of this actor."""
        told, sides = portrait.told, dyad(portrait)
        month, on_day = (told.date or "")[:MONTH], on_a_day(told.date)
        kind = (told.type, told.polarity, sides)
        placed = sides is not None and len(month) == MONTH
        dated = told.type in ONCE_A_DAY and on_day
        return Kept(
            mention=told.row.id,
            version=told.row.version,
            moment=moment(told.date) or told.reported,
            portrait=encode(replace(portrait, context=frozenset())),
            assertion=hashed(assertion(told)),
            day=hashed(kind, told.date) if placed and on_day else None,
            month=hashed(kind, month) if placed else None,
            whole_month=not on_day,
            held=told.date if dated else None,
            open=dated and sides is None and told.row.factuality in FORESEEN,
            speaker=speaker,
        )


KEPT = tuple(MENTIONS.c[name] for name in Kept._fields)
_COMPARED = tuple(MENTIONS.c[name] for name in ("version", "assertion", "day", "month", "whole_month", "held"))


@dataclass(frozen=True, slots=True)
class Mentions:
    """The mentions of a ledger, by the numbers under which they are kept.

    ``judged`` are the versions that people have judged something of together with others, and those others.
    """

    connection: Connection
    judged: Mapping[int, frozenset[int]]

    def portraits(self, nums: Iterable[int]) -> dict[int, Portrait]:
        """The portraits of mentions."""
        query = select(MENTIONS.c.num, MENTIONS.c.version, MENTIONS.c.portrait)
        rows = found(self.connection, query, MENTIONS.c.num, nums)
        contexts = self._contexts(row.version for row in rows)
        return {row.num: portrait(row.portrait, contexts[row.version]) for row in rows}

    def _contexts(self, versions: Iterable[int]) -> dict[int, bytes]:
        query = select(READ.c.version, READ.c.context)
        return {row.version: row.context for row in found(self.connection, query, READ.c.version, versions)}

    def closure(self, nums: Iterable[int]) -> set[int]:
        """Mentions with all those on which it can depend which event they are in."""
        known: set[int] = set()
        frontier = set(nums)
        while frontier:
            known |= frontier
            frontier = self.near(frontier) - known
        return known

    def near(self, nums: Iterable[int]) -> set[int]:
        """Mentions that these may be one event with, as far as can be told without others."""
        rows = found(self.connection, select(*_COMPARED), MENTIONS.c.num, nums)
        linked = found(self.connection, select(LINKS.c.other), LINKS.c.one, nums)
        near = {row.other for row in linked} | set(self._judged_with(rows))
        near.update(self._same(MENTIONS.c.assertion, (row.assertion for row in rows)))
        near.update(self._same(MENTIONS.c.day, (row.day for row in rows)))
        near.update(self._same(MENTIONS.c.month, (row.month for row in rows if row.whole_month)))
        near.update(self._same(MENTIONS.c.month, (row.month for row in rows if not row.whole_month), whole_month=True))
        near.update(self._same(MENTIONS.c.held, self._foreseen(row.held for row in rows)))
        return near

    def _same(self, column: Any, values: Iterable[Any], *, whole_month: bool = False) -> Iterator[int]:
        query = select(MENTIONS.c.num)
        query = query.where(MENTIONS.c.whole_month) if whole_month else query
        given = {value for value in values if value is not None}
        return (row.num for row in found(self.connection, query, column, given))

    def _foreseen(self, days: Iterable[str | None]) -> Iterator[str]:
        """Those days of which it is announced that something will be, and not between whom."""
        query = select(MENTIONS.c.held).where(and_(MENTIONS.c.open, MENTIONS.c.held.is_not(None))).distinct()
        return (row.held for row in found(self.connection, query, MENTIONS.c.held, {day for day in days if day}))

    def _judged_with(self, rows: Iterable[Row[Any]]) -> Iterator[int]:
        versions = set(chain.from_iterable(self.judged.get(row.version, ()) for row in rows))
        return (row.num for row in found(self.connection, select(MENTIONS.c.num), MENTIONS.c.version, versions))


@lru_cache(maxsize=20_000)
def portrait(kept: bytes, context: bytes) -> Portrait:
    """A portrait as it is kept, with the stems of its document."""
    return replace(bare(kept), context=_stems(context))


def bare(kept: bytes) -> Portrait:
    """The same without these stems."""
    return _PORTRAIT(kept)


@lru_cache(maxsize=20_000)
def telling(kept: bytes) -> Told:
    """What the mention of a portrait tells."""
    return _TELLING(kept).told


@lru_cache(maxsize=5_000)
def _stems(context: bytes) -> frozenset[str]:
    return _STEMS(context)
