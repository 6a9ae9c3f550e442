"""Pairs of coded mentions to learn from: what the gold says of them, and how much each counts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from onrecord.ledger.coreference import candidates, excluded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.ledger.likeness import Portrait
    from training.coreference.gold import Gold, Mention

HARD = 2.0
"""What a pair counts that a reader picked as one that only looks alike."""

PICKED = 0.4
"""What a pair counts that a scorer picked, for each pair that it stands for."""

UNREAD = 0.3
"""What a pair counts of which one mention is in no group: nearly always two events, but nobody has said so."""


@dataclass(frozen=True, slots=True)
class Example:
    """Two mentions, whether they are one event, and what that counts."""

    one: Portrait
    other: Portrait
    same: bool
    counts: float


class Coded:
    """The coded mentions of annotated documents, found by the words that the gold marks."""

    def __init__(self, portraits: Sequence[Portrait]) -> None:
        self._by_document: dict[str, list[Portrait]] = {}
        for portrait in portraits:
            self._by_document.setdefault(portrait.told.document, []).append(portrait)

    def find(self, mention: Mention) -> Portrait | None:
        """The coded mention on the same words, None if the coder found none there."""
        for portrait in self._by_document.get(mention.document, ()):
            trigger = portrait.told.row.trigger_spans[0]
            if mention.overlaps(trigger.start, trigger.end):
                return portrait
        return None


def examples(gold: Gold, portraits: Mapping[str, Portrait]) -> Iterator[Example]:
    """Every pair of an event, every pair that was judged, and every pair that joining would compare."""
    coded = Coded(list(portraits.values()))
    event_of: dict[str, int] = {}
    judged: set[frozenset[str]] = set()
    for number, event in enumerate(gold.events):
        found = [portrait for mention in event if (portrait := coded.find(mention))]
        event_of.update((portrait.told.row.id, number) for portrait in found)
        for one, other in combinations(found, 2):
            judged.add(_key(one, other))
            yield Example(one, other, same=True, counts=1.0)
    for pair in gold.different:
        both = [portrait for mention in pair if (portrait := coded.find(mention))]
        if len(both) == len(pair) and both[0] is not both[1] and _key(*both) not in judged:
            judged.add(_key(*both))
            yield Example(both[0], both[1], same=False, counts=HARD)
    for drawn in gold.picked:
        both = [portrait for mention in drawn.mentions if (portrait := coded.find(mention))]
        if len(both) == len(drawn.mentions) and not excluded(*both) and _key(*both) not in judged:
            judged.add(_key(*both))
            yield Example(both[0], both[1], same=drawn.same, counts=PICKED * drawn.stands_for)
    yield from _unjudged(list(portraits.values()), event_of, judged)


def _unjudged(
    portraits: Sequence[Portrait], event_of: Mapping[str, int], judged: set[frozenset[str]]
) -> Iterator[Example]:
    for a, b in sorted(candidates(portraits)):
        one, other = portraits[a], portraits[b]
        events = {event_of.get(portrait.told.row.id) for portrait in (one, other)}
        if events == {None} or _key(one, other) in judged or excluded(one, other):
            continue
        if None in events and not one.killed.isdisjoint(other.killed):
            continue  # readers do not list every mention of a death, so this says nothing
        yield Example(one, other, same=False, counts=UNREAD if None in events else 1.0)


def _key(one: Portrait, other: Portrait) -> frozenset[str]:
    return frozenset((one.told.row.id, other.told.row.id))
