"""Who deals with whom: events counted between two sides, and by country."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING, Literal, NamedTuple

from onrecord.ontology.plover import quad

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.ledger.outlines import EventOutline, Party
    from onrecord.records import EventType, Quad

Level = Literal["countries", "actors"]
"""What is told apart: countries, and actors that have none by name; or every actor by name."""

Side = Literal["either", "by", "toward", "place"]
"""By what an event is of a country: who acts or toward whom, one of the two alone, or where it happened."""

FACT = "CT+"
"""The factuality of what is counted between two: only what is reported as fact."""


class Counterpart(NamedTuple):
    """One end of a tie: a country by its code, with an empty name, or an actor by name."""

    country: str | None
    name: str

    @staticmethod
    def of(party: Party, level: Level) -> Counterpart:
        """As what an actor counts."""
        if level == "countries" and party.country:
            return Counterpart(party.country, "")
        return Counterpart(None, party.name)

    @property
    def order(self) -> tuple[str, str]:
        """Actors that have no country first."""
        return self.country or "", self.name


class Dealing(NamedTuple):
    """What is counted: events of a type between two, whichever acts, in a month, "" where none is named."""

    one: Counterpart
    other: Counterpart
    type: EventType
    month: str

    @property
    def quad(self) -> Quad:
        """PLOVER's category of the type."""
        return quad(self.type)


def in_order(one: Counterpart, other: Counterpart) -> tuple[Counterpart, Counterpart]:
    """Two as their tie has them."""
    return (one, other) if one.order < other.order else (other, one)


def tied(events: Iterable[EventOutline], level: Level) -> Counter[Dealing]:
    """The facts among events, between each actor and each recipient, an event once between two."""
    facts = (event for event in events if event.factuality == FACT)
    return Counter(Dealing(*pair, event.type, event.month) for event in facts for pair in _pairs(event, level))


def by_country(events: Iterable[EventOutline], side: Side) -> Counter[str]:
    """How many events each country (code) has on a side."""
    return Counter(code for event in events for code in _countries(event, side))


def _pairs(event: EventOutline, level: Level) -> set[tuple[Counterpart, Counterpart]]:
    by, toward = ({Counterpart.of(party, level) for party in side} for side in (event.actors, event.recipients))
    return {in_order(one, other) for one, other in product(by, toward) if one != other}


def _countries(event: EventOutline, side: Side) -> set[str]:
    if side == "place":
        return {event.country} if event.country else set()
    found = (event.actors if side != "toward" else ()) + (event.recipients if side != "by" else ())
    return {party.country for party in found if party.country}
