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

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.ledger.event_views import place
from onrecord.ledger.facts import day_of
from onrecord.ledger.identity import content_id
from onrecord.ledger.revisions import DAY
from onrecord.ledger.told import on_a_day
from onrecord.ledger.views import LedgerPrecedent
from onrecord.ontology.plover import quad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.ledger.events import Cluster
    from onrecord.ledger.people import Known
    from onrecord.ledger.views import LedgerActor, LedgerEvent, PrecedentRule
    from onrecord.records import EventType, Factuality, Quad

CONFLICT: Quad = "material conflict"

WINDOW = 30
"""Days in which material conflict counts as having followed a threat."""

REPORTED_WITHIN = 7
"""Days until a meeting that took place is reported as held; a wire does so on the day, a weekly within the week."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What of an event (id) of a day counts: its kind, its sides, the country of its place, how it was told."""

    event: str
    type: EventType
    date: str
    factuality: Factuality
    by: frozenset[str]
    toward: frozenset[str]
    country: str | None
    announced: bool
    held: bool

    @staticmethod
    def of(found: Cluster, actors: Known) -> Telling:
        """Of an event that is dated to a day."""
        told = [joined.told for joined in found.mentions]
        where = place(found)
        return Telling(
            event=found.id,
            type=found.type,
            date=found.date or "",
            factuality=found.latest.row.factuality,
            by=actors.side(frozenset[str]().union(*(one.actors for one in told))),
            toward=actors.side(frozenset[str]().union(*(one.recipients for one in told))),
            country=where.country if where else None,
            announced=is_announced(found),
            held=is_held(found),
        )

    @property
    def day(self) -> int:
        """The day as a number."""
        return day_of(self.date)

    @property
    def is_threat(self) -> bool:
        """Whether it is a threat that was made."""
        return self.type == "THREATEN" and self.factuality == "CT+"

    @property
    def is_conflict(self) -> bool:
        """Whether it is material conflict that took place."""
        return self.factuality == "CT+" and quad(self.type) == CONFLICT


@dataclass(frozen=True, slots=True)
class Case:
    """An earlier case and the event that followed it (ids), None for none; its sides."""

    rule: PrecedentRule
    event: str
    date: str
    by: frozenset[str]
    toward: frozenset[str]
    outcome: str | None

    @property
    def events(self) -> tuple[str, ...]:
        """The events of it."""
        return (self.event, self.outcome) if self.outcome else (self.event,)

    @property
    def id(self) -> str:
        """The content-derived id."""
        return content_id("pc", self.rule, self.event)

    def view(self, events: Mapping[str, LedgerEvent]) -> LedgerPrecedent:
        """The view of it, given those of its events."""
        by, toward = tuple(sorted(self.by)), tuple(sorted(self.toward))
        outcome = events[self.outcome] if self.outcome else None
        return LedgerPrecedent(self.id, self.rule, by, toward, events[self.event], outcome)


def cases(events: Iterable[Telling], latest_report: str | None) -> tuple[Case, ...]:
    """The cases among these events, by date, given the day of the ledger's latest report."""
    if not on_a_day(latest_report):
        return ()
    told, until = sorted(events, key=lambda one: (one.date, one.event)), day_of(latest_report)
    found = [*_threats(told, until), *_meetings(told, until)]
    return tuple(sorted(found, key=lambda case: (case.date, case.id)))


def is_telling(cluster: Cluster) -> bool:
    """Whether an event can be a case or follow one."""
    return on_a_day(cluster.date) and (cluster.type in {"THREATEN", "CONSULT"} or quad(cluster.type) == CONFLICT)


def is_announced(found: Cluster) -> bool:
    """Whether a report from before its day tells it as what will be."""
    day = found.date or ""
    return any(j.told.row.factuality == "PR+" and "" < j.told.reported[:DAY] < day for j in found.mentions)


def is_held(found: Cluster) -> bool:
    """Whether a report from its day or later tells it as a fact."""
    day = found.date or ""
    return any(j.told.row.factuality == "CT+" and j.told.reported[:DAY] >= day for j in found.mentions)


def sides(actors: Iterable[LedgerActor]) -> frozenset[str]:
    """What a side is compared by: countries, the ids of those that have none."""
    return frozenset(actor.country or actor.id for actor in actors)


def _threats(told: Sequence[Telling], until: int) -> Iterator[Case]:
    conflicts: defaultdict[str, list[Telling]] = defaultdict(list)
    for event in told:
        for side in event.by if event.is_conflict else ():
            conflicts[side].append(event)
    made: list[Case] = []
    for event in told:
        if event.is_threat and event.day + WINDOW <= until:
            by, toward = event.by, event.toward - event.by
            made = [case for case in made if event.day - day_of(case.date) <= WINDOW]
            again = any(not (by.isdisjoint(one.by) or toward.isdisjoint(one.toward)) for one in made)
            if by and toward and not again:
                after = (one for side in by for one in conflicts[side] if _follows(one, event, toward))
                first = min(after, key=lambda one: (one.date, one.event), default=None)
                made.append(Case("threat", event.event, event.date, by, toward, first.event if first else None))
                yield made[-1]


def _follows(event: Telling, threat: Telling, toward: frozenset[str]) -> bool:
    return threat.day < event.day <= threat.day + WINDOW and not event.toward.isdisjoint(toward)


def _meetings(told: Sequence[Telling], until: int) -> Iterator[Case]:
    meetings = sorted((event for event in told if event.type == "CONSULT"), key=lambda event: event.event)
    held: defaultdict[str, list[Telling]] = defaultdict(list)
    for event in meetings:
        if event.held:
            held[event.date].append(event)
    seen: set[str] = set()
    for event in meetings:
        everyone = event.by | event.toward
        if event.announced and len(everyone) > 1 and event.day + REPORTED_WITHIN <= until:
            same = [event] if event.held else [one for one in held[event.date] if _may_be(event, one)]
            outcome = same[0].event if same else None
            if outcome is None or outcome not in seen:
                seen |= {outcome} if outcome else set()
                yield Case("meeting", event.event, event.date, everyone, everyone, outcome)


def _may_be(announced: Telling, held: Telling) -> bool:
    """Whether two meetings of one day share two sides, or one and the country of the place."""
    shared = (announced.by | announced.toward) & (held.by | held.toward)
    here = announced.country is not None and announced.country == held.country
    return len(shared) >= (1 if here else 2)
