"""Events that reports tell in other words: what the rules leave apart is joined where likeness says that it is one.

Agglomerative clustering, the likeliest pair first, as long as two groups' mentions are alike enough and no two of them
exclude each other. Nothing in it depends on the order in which documents came.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import InitVar, dataclass, field
from itertools import product
from math import ceil
from typing import TYPE_CHECKING

from onrecord.ledger.keys import Key, shared
from onrecord.ledger.likeness import likeness
from onrecord.ledger.revisions import MONTH
from onrecord.ledger.told import FORESEEN
from onrecord.ontology.plover import is_conflict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.ledger.likeness import Portrait
    from onrecord.ledger.nodes import Group, Node


JOINED = 0.25
"""Likeness from which two groups are one event. On the weeks kept back from training 0.87 of the drawn pairs that are
so joined are right, and 0.77 of the pairs of one event are joined (``python -m benchmarks.event_coreference``).
"""

LINKING = 0.2
"""The share of the pairs of mentions, the likeliest, whose mean is the likeness of two groups: between average linkage
(all of them), which parts large events, and single linkage, which runs on. At half of them one in thirty pairs fewer
are joined.
"""

NEAR_REPORTS = 10
"""Days between two reports within which they are compared whatever date they give the event."""

NEAR_WORDS = 30
"""The same for what a telling word brings together, in the days of events as in those of reports."""

STATED_APART = 1
"""Days by which two dates that the texts state may differ: agencies and their sources live in several time zones."""

FORESIGHT = 366
"""Days by which a report may announce an event whose day another report states."""

SOON = 4
"""Days by which a report may come before that day though it is not coded as an announcement: "the talks in Geneva" are
those of next week as well. More gains nothing on the annotated weeks; less loses one in forty pairs of one event.
"""

TELLING = 4.0
TELLING_WORDS = 5
"""Of a sentence's words the rarest so many are looked up in other reports, if they are in fewer than one in fifty."""

REPRESENTATIVES = 8
"""Mentions of one assertion that are compared with others, the first reports: five hundred copies say no more."""

COMMON = 200
"""What more groups share than this is no reason to compare them."""


def join_alike(
    groups: Iterable[Group], portraits: Mapping[str, Portrait], linked: Iterable[tuple[str, str]]
) -> list[Group]:
    """Groups of nodes with those joined that are alike.

    ``portraits`` are by mention id, ``linked`` pairs of these: groups are compared where mentions of theirs are linked.
    """
    ordered = sorted(groups, key=lambda group: min(node.id for node in group))
    seen = [
        tuple(portraits[told.row.id] for node in group for told in node.told[:REPRESENTATIVES]) for group in ordered
    ]
    place_of = {told.row.id: place for place, group in enumerate(ordered) for node in group for told in node.told}
    near = {(min(pair), max(pair)) for a, b in linked if (pair := (place_of[a], place_of[b]))[0] != pair[1]}
    clusters = _Linkage(seen, ordered, near).clusters()
    return [tuple(node for place in members for node in ordered[place]) for members in clusters]


def excluded(one: Portrait, other: Portrait) -> bool:
    """Whether two mentions cannot be of one event, however alike: a document or people tell them apart, or polarity,
    direction, places or dates do.
    """
    mine, theirs = one.told, other.told
    places = (mine.row.place_country, theirs.row.place_country)
    return (
        mine.document == theirs.document
        or theirs.group in mine.apart
        or mine.group in theirs.apart
        or mine.polarity != theirs.polarity
        or is_conflict(mine.type) != is_conflict(theirs.type)
        or (all(places) and places[0] != places[1])
        or (one.stated and other.stated and not _may_be_one_date(one, other))
        or _is_told_too_early(one, other)
        or _is_told_too_early(other, one)
    )


def _are_told_apart(one: Node, other: Node) -> bool:
    """Whether a document tells of both, or people have judged a mention of one not to be the other's event."""
    return not one.documents.isdisjoint(other.documents) or one.judged_apart(other) or other.judged_apart(one)


def _is_told_too_early(told: Portrait, dated: Portrait) -> bool:
    """Whether a report comes before the day that the other states, and does not just announce it."""
    if not dated.stated or dated.day is None or told.reported is None:
        return False
    ahead = FORESIGHT if told.told.row.factuality in FORESEEN else SOON
    return told.reported < dated.day - ahead


def _may_be_one_date(one: Portrait, other: Portrait) -> bool:
    if one.day is not None and other.day is not None:
        return abs(one.day - other.day) <= STATED_APART
    short, long = sorted((one.told.date or "", other.told.date or ""), key=len)
    return long.startswith(short)


@dataclass
class _Linkage:
    """Agglomerative clustering of groups of nodes by their portraits; a cluster is a tuple of their places."""

    groups: Sequence[tuple[Portrait, ...]]
    nodes: Sequence[Group]
    linked: InitVar[Iterable[tuple[int, int]]]
    _members: dict[int, tuple[int, ...]] = field(init=False)
    _likeness: dict[tuple[int, int], float | None] = field(init=False, default_factory=dict)
    _near: defaultdict[int, set[int]] = field(init=False)

    def __post_init__(self, linked: Iterable[tuple[int, int]]) -> None:
        self._members = {place: (place,) for place in range(len(self.groups))}
        self._near = defaultdict(set)
        for one, other in linked:
            self._near[one].add(other)
            self._near[other].add(one)

    def clusters(self) -> list[tuple[int, ...]]:
        """The places of the groups that belong together."""
        queue = [
            pair
            for one, others in self._near.items()
            for other in others
            if one < other
            for pair in self._pair(one, other)
        ]
        heapq.heapify(queue)
        while queue:
            _, one, other, size = heapq.heappop(queue)
            if one not in self._members or other not in self._members or size != self._size(one, other):
                continue
            self._merge(one, other)
            for third in sorted(self._near[one]):
                for pair in self._pair(*sorted((one, third))):
                    heapq.heappush(queue, pair)
        return sorted(self._members.values())

    def _size(self, one: int, other: int) -> int:
        return len(self._members[one]) + len(self._members[other])

    def _pair(self, one: int, other: int) -> Iterator[tuple[float, int, int, int]]:
        """The entry of two clusters in the queue, if they may be joined."""
        values = [self._value(a, b) for a, b in product(self._members[one], self._members[other])]
        known = sorted((value for value in values if value is not None), reverse=True)
        likeliest = known[: ceil(len(known) * LINKING)]
        if len(known) == len(values) and sum(likeliest) / len(likeliest) >= JOINED:
            yield -sum(likeliest) / len(likeliest), one, other, self._size(one, other)

    def _value(self, one: int, other: int) -> float | None:
        """The mean likeness of two groups, None where two of their mentions exclude each other."""
        key = (min(one, other), max(one, other))
        if key not in self._likeness:
            pairs = list(product(self.groups[key[0]], self.groups[key[1]]))
            told_apart = any(_are_told_apart(a, b) for a, b in product(self.nodes[key[0]], self.nodes[key[1]]))
            apart = told_apart or any(excluded(a, b) for a, b in pairs)
            self._likeness[key] = None if apart else sum(likeness(a, b) for a, b in pairs) / len(pairs)
        return self._likeness[key]

    def _merge(self, one: int, other: int) -> None:
        self._members[one] = (*self._members[one], *self._members.pop(other))
        self._near[one] |= self._near.pop(other)
        self._near[one] -= {one, other}
        for third in self._near[one]:
            self._near[third] = (self._near[third] - {other}) | {one}


def links(portraits: Sequence[Portrait]) -> Iterator[tuple[int, int]]:
    """Pairs of mentions (by place) that may be of one event by themselves."""
    return (pair for pair in sorted(candidates(portraits)) if is_linked(portraits[pair[0]], portraits[pair[1]]))


def candidates(portraits: Sequence[Portrait]) -> set[tuple[int, int]]:
    """Pairs of mentions (by place) worth comparing."""
    return shared(map(keys, portraits), COMMON)


def is_linked(one: Portrait, other: Portrait) -> bool:
    """Whether two mentions are alike enough to be one event if nothing else is known of them."""
    return not excluded(one, other) and likeness(one, other) >= JOINED


def keys(portrait: Portrait) -> frozenset[Key]:
    """What portraits share that are compared: somebody, or a telling word, near in time."""
    return frozenset(_keys(portrait))


def _keys(portrait: Portrait) -> Iterator[Key]:
    told = portrait.told
    for member in portrait.everyone:
        if told.date:
            yield Key(("side", told.type, member, told.date[:MONTH]), 0)
        if portrait.reported is not None:
            yield Key(("side", told.type, member), portrait.reported // NEAR_REPORTS)
    for word in _telling(portrait):
        for day in {portrait.day, portrait.reported} - {None}:
            yield Key(("word", word, portrait.trigger), (day or 0) // NEAR_WORDS)
            yield Key(("word", word, told.type), (day or 0) // NEAR_WORDS)
    if told.date:
        yield Key(("trigger", portrait.trigger, told.date), 0)


def _telling(portrait: Portrait) -> list[str]:
    rarity = portrait.words.rarity
    rarest = sorted(rarity, key=lambda one: (-rarity[one], one))[:TELLING_WORDS]
    return [word for word in rarest if rarity[word] > TELLING]
