"""Joining records that may be the same one, only where nothing speaks against it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

T = TypeVar("T")
V = TypeVar("V", bound="Hashable")

Links = dict[int, set[int]]
"""Which items (by index) may be the same, both ways."""


def link(pairs: Iterable[tuple[int, int]]) -> Links:
    """Links from pairs of indices."""
    links: defaultdict[int, set[int]] = defaultdict(set)
    for a, b in pairs:
        links[a].add(b)
        links[b].add(a)
    return dict(links)


def join(items: Sequence[T], links: Mapping[int, set[int]], clash: Callable[[T, T], bool]) -> list[tuple[T, ...]]:
    """Groups of items that are linked and free of clashes; the result does not depend on the items' order.

    An item linked to two that clash is ambiguous: it could be either, so it stays alone. So does every member of a
    group in which two clash all the same.
    """
    # Of many that are all linked each has the same ones around it: what is free of clashes is compared but once.
    free = cache(lambda members: not _clashing(items, members, clash))

    def is_steady(item: int) -> bool:
        near = links.get(item, set())
        return free(frozenset({item, *near})) or free(frozenset(near))

    steady = {i for i in range(len(items)) if is_steady(i)}
    groups: list[tuple[T, ...]] = []
    for members in components(steady, links):
        parts = [members] if free(frozenset(members)) else [{i} for i in members]
        groups.extend(tuple(items[i] for i in sorted(part)) for part in parts)
    return groups + [(items[i],) for i in range(len(items)) if i not in steady]


def components(nodes: set[int], links: Mapping[int, set[int]]) -> list[set[int]]:
    """The connected components of the graph that ``links`` make of ``nodes``."""
    left, found = set(nodes), []
    while left:
        frontier = [left.pop()]
        members = set(frontier)
        while frontier:
            reached = links.get(frontier.pop(), set()) & left
            left -= reached
            members |= reached
            frontier.extend(reached)
        found.append(members)
    return found


def most_common(values: Iterable[V] | Mapping[V, int]) -> V | None:
    """The commonest value, of values as they come or with their counts.

    Of equally common ones it is the longest as text, then the first in order.
    """
    counts = values if isinstance(values, Mapping) else Counter(values)
    return min(counts, key=lambda v: (-counts[v], -len(str(v)), str(v)), default=None)


def _clashing(items: Sequence[T], members: frozenset[int], clash: Callable[[T, T], bool]) -> bool:
    return any(clash(items[a], items[b]) for a, b in combinations(sorted(members), 2))
