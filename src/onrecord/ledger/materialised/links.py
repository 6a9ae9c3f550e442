"""Which records are alike, renewed where records have come or gone (:mod:`onrecord.ledger.keys`)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING, Generic, TypeVar

from sqlalchemy import and_, delete, func, select

from onrecord.ledger.keys import Key, Pair, in_order
from onrecord.ledger.materialised.access import found, put, remove
from onrecord.ledger.materialised.codec import hashed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from sqlalchemy import Connection, Table

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Links(Generic[T]):
    """The keys and links of records, which are named by number.

    Args:
        connection: in a transaction.
        by_key: the table of keys.
        pairs: the table of links.
        keys: what a record is looked up by.
        is_linked: whether two that share a key are alike.
        common: what more records share brings none together.
        load: reads records.
    """

    connection: Connection
    by_key: Table
    pairs: Table
    keys: Callable[[T], frozenset[Key]]
    is_linked: Callable[[T, T], bool]
    common: int
    load: Callable[[Iterable[int]], dict[int, T]]

    def renew(self, gone: Mapping[int, T], come: Mapping[int, T]) -> set[int]:
        """After records have gone and come; gives those of the others that lost or gained a link by that."""
        leaving, arriving = self._held(gone), self._held(come)
        self._forget(gone, leaving)
        put(
            self.connection,
            self.by_key,
            [{"key": h, "num": n} for h, nums in sorted(arriving.items()) for n in sorted(nums)],
        )
        changed = {h: len(arriving.get(h, ())) - len(leaving.get(h, ())) for h in leaving.keys() | arriving.keys()}
        key_of = {hashed(*key): key for record in (*gone.values(), *come.values()) for key in self.keys(record)}
        counts = self._counts(changed)
        crowded = {h for h, more in changed.items() if counts[h] - more <= self.common < counts[h]}
        thinned = {h for h, more in changed.items() if counts[h] <= self.common < counts[h] - more}
        touched = self._part([key_of[h] for h in crowded])
        pairs = self._beside(come)
        pairs |= {pair for h in thinned for pair in self._among(key_of[h])}
        linked = self._link(pairs, come)
        return touched | linked

    def _forget(self, gone: Iterable[int], held: Mapping[int, Collection[int]]) -> None:
        for key, nums in held.items():
            self.connection.execute(
                delete(self.by_key).where(self.by_key.c.key == key, self.by_key.c.num.in_(sorted(nums)))
            )
        remove(self.connection, self.pairs, self.pairs.c.one, gone)
        remove(self.connection, self.pairs, self.pairs.c.other, gone)

    def _counts(self, hashes: Iterable[int]) -> Counter[int]:
        query = select(self.by_key.c.key, func.count().label("times")).group_by(self.by_key.c.key)
        return Counter({row.key: row.times for row in found(self.connection, query, self.by_key.c.key, hashes)})

    def _holders(self, wanted: Iterable[Key]) -> dict[Key, list[int]]:
        """The records that have each key, of those that few have."""
        hashes = {hashed(*key): key for key in wanted}
        few = [h for h, count in self._counts(hashes).items() if count <= self.common]
        held: defaultdict[Key, list[int]] = defaultdict(list)
        for row in found(self.connection, select(self.by_key), self.by_key.c.key, few):
            held[hashes[row.key]].append(row.num)
        return held

    def _beside(self, come: Mapping[int, T]) -> set[Pair]:
        """Pairs of these records with others that share a key which few have."""
        own = {num: self.keys(record) for num, record in come.items()}
        held = self._holders({near for keys in own.values() for key in keys for near in (key, key.last, key.next)})
        return {
            in_order(num, other)
            for num, keys in own.items()
            for key in keys
            if key in held
            for near in (key, key.last, key.next)
            for other in held.get(near, ())
            if other != num
        }

    def _among(self, key: Key) -> Iterator[Pair]:
        """Pairs of the records with a key, and of these with those of the stretches beside."""
        held = self._holders((key, key.last, key.next))
        own = held.get(key, [])
        pairs = (*combinations(own, 2), *product(own, (*held.get(key.last, ()), *held.get(key.next, ()))))
        return (in_order(*pair) for pair in pairs if pair[0] != pair[1])

    def _part(self, crowded: Iterable[Key]) -> set[int]:
        """Takes away the links of records that only shared a key which too many have now."""
        parted: set[Pair] = set()
        for key in crowded:
            own = {
                row.num for row in found(self.connection, select(self.by_key.c.num), self.by_key.c.key, [hashed(*key)])
            }
            rows = found(self.connection, select(self.pairs), self.pairs.c.one, own)
            records = self.load({end for row in rows for end in (row.one, row.other)})
            parted.update(
                in_order(row.one, row.other) for row in rows if not self._share(records[row.one], records[row.other])
            )
        for one, other in sorted(parted):
            for a, b in ((one, other), (other, one)):
                self.connection.execute(delete(self.pairs).where(and_(self.pairs.c.one == a, self.pairs.c.other == b)))
        return {end for pair in parted for end in pair}

    def _share(self, one: T, other: T) -> bool:
        """Whether two records share a key, or have it in neighbouring stretches, that few have."""
        theirs = self.keys(other)
        shared = [(key, near) for key in self.keys(one) for near in (key, key.last, key.next) if near in theirs]
        counts = self._counts({hashed(*key) for pair in shared for key in pair})
        return any(all(counts[hashed(*key)] <= self.common for key in pair) for pair in shared)

    def _link(self, pairs: Collection[Pair], come: Mapping[int, T]) -> set[int]:
        """Links those of the pairs that are alike; gives the records with a new link."""
        records = {**self.load({end for pair in pairs for end in pair} - come.keys()), **come}
        alike = {pair for pair in pairs if self.is_linked(records[pair[0]], records[pair[1]])}
        known = found(self.connection, select(self.pairs), self.pairs.c.one, {one for one, _ in alike})
        new = sorted(alike - {(row.one, row.other) for row in known})
        put(self.connection, self.pairs, [{"one": a, "other": b} for pair in new for a, b in (pair, pair[::-1])])
        return {end for pair in new for end in pair}

    def _held(self, records: Mapping[int, T]) -> dict[int, set[int]]:
        held: defaultdict[int, set[int]] = defaultdict(set)
        for num, record in records.items():
            for key in self.keys(record):
                held[hashed(*key)].add(num)
        return held
