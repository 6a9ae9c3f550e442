"""Earlier cases and what followed them, counted within the ledger alone: the base rates that an outlook may state.

Two questions, each defined so that anybody can count again:

- ``threat``: an event THREATEN reported as fact (CT+) and dated to a day, of one side against another. It was followed
  if the ledger holds an event reported as fact, of material conflict, by the same side against the same other, dated to
  a day from 1 to 30 days after it. A side is a country, or who has none.
- ``meeting``: an event CONSULT dated to a day, which a report from before that day announced (PR+). It was followed if
  a report from that day or later tells the same event as fact, or another CONSULT of that day with two of its sides, or
  with one of them in the same country: announcements often name fewer sides than take part, or more.

A case counts only when its time is over: the ledger's latest report must be as late as the last day that counts.
Threats of one side against another within 30 days of the first are one case, since what follows one follows them all;
so are announcements of one meeting. A meeting has two sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from onrecord.ledger.identity import content_id
from onrecord.ledger.revisions import DAY, moment
from onrecord.ledger.told import on_a_day
from onrecord.ledger.views import LedgerPrecedent
from onrecord.ontology.plover import quad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.ledger.events import Cluster
    from onrecord.ledger.views import EventMention, LedgerActor, LedgerEvent, PrecedentRule

WINDOW = timedelta(days=30)
"""In which material conflict counts as having followed a threat."""

REPORTED_WITHIN = timedelta(days=7)
"""Until when a meeting that took place is reported as held; a wire does so on the day, a weekly within the week."""


@dataclass(frozen=True, slots=True)
class _Dyad:
    by: frozenset[str]
    toward: frozenset[str]

    def holds(self, event: LedgerEvent) -> bool:
        """Whether one of these acts on one of those in the event."""
        return self.meets(_Dyad(sides(event.actors), sides(event.recipients)))

    def meets(self, other: _Dyad) -> bool:
        """Whether the two share somebody on either side."""
        return not (self.by.isdisjoint(other.by) or self.toward.isdisjoint(other.toward))


def precedents(events: Sequence[LedgerEvent], latest_report: str | None) -> tuple[LedgerPrecedent, ...]:
    """The cases among these events, by date, given the day of the ledger's latest report."""
    if not on_a_day(latest_report):
        return ()
    until = date.fromisoformat((latest_report or "")[:DAY])
    found = [*_threats(events, until), *_meetings(events, until)]
    return tuple(sorted(found, key=lambda case: (case.event.date or "", case.id)))


def is_telling(cluster: Cluster) -> bool:
    """Whether an event can be a case or follow one, told before its view is made."""
    return cluster.type in {"THREATEN", "CONSULT"} or quad(cluster.type) == "material conflict"


def sides(actors: Iterable[LedgerActor]) -> frozenset[str]:
    """What a side is compared by: countries, the ids of those that have none."""
    return frozenset(actor.country or actor.id for actor in actors)


def _threats(events: Sequence[LedgerEvent], until: date) -> Iterator[LedgerPrecedent]:
    conflict = sorted(filter(_is_conflict, events), key=lambda event: (event.date or "", event.id))
    made: list[tuple[date, _Dyad]] = []
    for event in sorted(filter(_is_threat, events), key=lambda event: (event.date or "", event.id)):
        day, dyad = _day(event), _Dyad(sides(event.actors), sides(event.recipients) - sides(event.actors))
        again = any(day - first <= WINDOW and dyad.meets(other) for first, other in made)
        if dyad.by and dyad.toward and day + WINDOW <= until and not again:
            made.append((day, dyad))
            after = (one for one in conflict if day < _day(one) <= day + WINDOW and dyad.holds(one))
            yield _case("threat", event, dyad, next(after, None))


def _meetings(events: Sequence[LedgerEvent], until: date) -> Iterator[LedgerPrecedent]:
    dated = [event for event in events if event.type == "CONSULT" and on_a_day(event.date)]
    held = sorted(filter(_was_held, dated), key=lambda event: event.id)
    seen: set[str] = set()
    for event in sorted(dated, key=lambda event: event.id):
        day, everyone = event.date or "", sides((*event.actors, *event.recipients))
        announced = any(mention.factuality == "PR+" and "" < _reported(mention) < day for mention in event.mentions)
        if announced and len(everyone) > 1 and _day(event) + REPORTED_WITHIN <= until:
            same = [event] if event in held else [other for other in held if _may_be(event, other)]
            outcome = next(iter(same), None)
            if outcome is None or outcome.id not in seen:
                seen |= {outcome.id} if outcome else set()
                yield _case("meeting", event, _Dyad(everyone, everyone), outcome)


def _was_held(event: LedgerEvent) -> bool:
    return any(mention.factuality == "CT+" and _reported(mention) >= (event.date or "") for mention in event.mentions)


def _may_be(announced: LedgerEvent, held: LedgerEvent) -> bool:
    """Whether they are of one day and share two sides, or one and the country of the place."""
    ours, theirs = (sides((*event.actors, *event.recipients)) for event in (announced, held))
    here, there = (event.place.country if event.place else None for event in (announced, held))
    enough = 1 if here is not None and here == there else 2
    return announced.date == held.date and len(ours & theirs) >= enough


def _case(rule: PrecedentRule, event: LedgerEvent, dyad: _Dyad, outcome: LedgerEvent | None) -> LedgerPrecedent:
    by, toward = tuple(sorted(dyad.by)), tuple(sorted(dyad.toward))
    return LedgerPrecedent(content_id("pc", rule, event.id), rule, by, toward, event, outcome)


def _is_threat(event: LedgerEvent) -> bool:
    return event.type == "THREATEN" and event.factuality == "CT+" and on_a_day(event.date)


def _is_conflict(event: LedgerEvent) -> bool:
    return event.quad == "material conflict" and event.factuality == "CT+" and on_a_day(event.date)


def _day(event: LedgerEvent) -> date:
    return date.fromisoformat((event.date or "")[:DAY])


def _reported(mention: EventMention) -> str:
    return moment(mention.evidence.published)[:DAY]
