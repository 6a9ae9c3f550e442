"""Finding what may be the same without comparing everything: by keys that few records share.

Two records are compared if both have a key, in one stretch of days or in neighbouring ones, that not too many others
have there. What is compared with what so hangs on a neighbourhood alone, however long the record is.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, combinations, product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

Pair = tuple[int, int]


class Key(NamedTuple):
    """What two records may share, within a stretch of days or, with a date in ``what``, at any time (0)."""

    what: tuple[str, ...]
    stretch: int

    @property
    def next(self) -> Key:
        """The same in the stretch that follows: neighbouring stretches are compared, so that no border parts two."""
        return Key(self.what, self.stretch + 1)

    @property
    def last(self) -> Key:
        """The same in the stretch before."""
        return Key(self.what, self.stretch - 1)


def shared(keys: Iterable[frozenset[Key]], common: int) -> set[Pair]:
    """Pairs of records (by place) worth comparing: they share a key that no more than ``common`` have."""
    holders: defaultdict[Key, list[int]] = defaultdict(list)
    for place, own in enumerate(keys):
        for key in own:
            holders[key].append(place)
    few = {key: held for key, held in holders.items() if len(held) <= common}
    return {
        in_order(*pair)
        for key, held in few.items()
        for pair in chain(combinations(held, 2), product(held, few.get(key.next, ())))
        if pair[0] != pair[1]
    }


def in_order(one: int, other: int) -> Pair:
    """A pair, the smaller first."""
    return (one, other) if one < other else (other, one)
