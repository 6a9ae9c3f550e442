"""Events that reports tell as facts of a day, found by who acted and when."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from onrecord.ledger.revisions import DAY
from onrecord.ledger.told import SYMMETRIC, on_a_day
from onrecord.ontology.plover import quad

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.ledger.events import Cluster
    from onrecord.ledger.people import Actors
    from onrecord.records import EventType, Quad


@dataclass(frozen=True, slots=True)
class Fact:
    """An event reported as fact on a day, with its sides; of a meeting everybody is on both."""

    event: Cluster
    day: int
    by: frozenset[str]
    toward: frozenset[str]
    type: EventType
    quad: Quad


class FactsBySide:
    """Facts by the side that acts, in order of their days."""

    def __init__(self, clusters: Iterable[Cluster], actors: Actors) -> None:
        facts = (_fact(found, actors) for found in clusters if _took_place(found))
        self._by: defaultdict[str, list[Fact]] = defaultdict(list)
        for fact in sorted(facts, key=lambda fact: (fact.day, fact.event.id)):
            for side in fact.by:
                self._by[side].append(fact)

    def between(self, sides: Iterable[str], first: int, last: int) -> list[Fact]:
        """What one of the sides did in these days, each once, by day."""
        found: dict[str, Fact] = {}
        for facts in (self._by[side] for side in sides if side in self._by):
            start = bisect_left(facts, first, key=lambda fact: fact.day)
            end = bisect_right(facts, last, key=lambda fact: fact.day)
            found |= {fact.event.id: fact for fact in facts[start:end]}
        return sorted(found.values(), key=lambda fact: (fact.day, fact.event.id))


def day_of(value: str | None) -> int:
    """The day of a date that is precise to it, as a number."""
    return date.fromisoformat((value or "")[:DAY]).toordinal()


def _fact(found: Cluster, actors: Actors) -> Fact:
    told = [joined.told for joined in found.mentions]
    by = actors.side(frozenset[str]().union(*(one.actors for one in told)))
    toward = actors.side(frozenset[str]().union(*(one.recipients for one in told)))
    symmetric = found.type in SYMMETRIC
    both = by | toward if symmetric else by, by | toward if symmetric else toward
    return Fact(found, day_of(found.date), *both, found.type, quad(found.type))


def _took_place(found: Cluster) -> bool:
    return found.mentions[-1].told.row.factuality == "CT+" and on_a_day(found.date)
