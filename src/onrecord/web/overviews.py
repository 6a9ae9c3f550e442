"""What pages show of a part of the record, as orders, which another process may carry out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from onrecord.brief.writing import write
from onrecord.ledger.scope import Scope
from onrecord.ledger.store import Ledger
from onrecord.ledger.views import Slice
from onrecord.web import queries
from onrecord.web.months import course
from onrecord.web.ties import ties
from onrecord.web.worker import LONG, Order

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Sequence

    from onrecord.brief.report import Brief
    from onrecord.ledger.outlines import EventCount, Party
    from onrecord.ledger.ties import Level, Side
    from onrecord.ledger.views import (
        LedgerAccount,
        LedgerActor,
        LedgerAgreement,
        LedgerCommitment,
        LedgerEvent,
        LedgerPositionSeries,
        LedgerSituation,
        LedgerUtterance,
        Page,
    )
    from onrecord.records import Quad
    from onrecord.web.months import Month
    from onrecord.web.queries import Facets
    from onrecord.web.ties import Tie

Record = TypeVar("Record")

SLOW = 60
"""Documents of a scope from which a brief or what lies ahead is made by another process: a third of a second's work."""

FEW = 3_000
"""Matches of words that are counted where they are asked for: a tenth of a second's work. Without words all that actors
have a part in is gone through, however few of it other filters leave."""

MANY = 10_000
"""Documents from which even few matches are counted by another process, while the page finds what it shows: a third of
the page's work at 100,000."""

COUNTERPARTS = 12
LAST = 8
"""Of what an actor did and said, what is shown; the rest is a search away."""

EARLIER = 4
"""Earlier utterances that open with a speaker's last one."""


class Ahead(NamedTuple):
    """What lies ahead of the latest report: what is scheduled after its day, and some threats and promises."""

    horizon: str | None
    scheduled: Sequence[LedgerEvent]
    commitments: Slice[LedgerCommitment]


class Timeline(NamedTuple):
    """Events by type and month, and some of them, the latest first."""

    counts: Sequence[EventCount]
    shown: Sequence[LedgerEvent]

    @property
    def total(self) -> int:
        """How many events there are."""
        return sum(count.events for count in self.counts)


class Contested(NamedTuple):
    """Contested points, and the agreements over whose violation there is dispute."""

    points: Sequence[LedgerAccount]
    disputed: Sequence[LedgerAgreement]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody with what they said last, the latest first, and how often they spoke."""

    actor: LedgerActor
    utterances: Sequence[LedgerUtterance]
    times: int

    @property
    def last(self) -> LedgerUtterance:
        """What they said last."""
        return self.utterances[0]

    @property
    def earlier(self) -> Sequence[LedgerUtterance]:
        """What they said before."""
        return self.utterances[1 : 1 + EARLIER]


class Life(NamedTuple):
    """What an actor did and said: positions over time, the latest events and utterances with how many there are.

    ``counterparts`` are those on the other side of the actor's events, with the number of events by quad category.
    """

    series: Sequence[LedgerPositionSeries]
    events: Slice[LedgerEvent]
    said: Slice[LedgerUtterance]
    counterparts: Sequence[tuple[Party, Counter[Quad]]]


class Said(NamedTuple):
    """Some speakers, who spoke last first, of ``total``."""

    total: int
    speakers: Sequence[Speaker]


def brief_of(
    scope: Scope, title: str | None, *, last: LedgerSituation | None = None, only_new: bool = False
) -> Order[Brief]:
    """Orders a brief, as :func:`onrecord.brief.writing.write` takes it."""
    return Order(_brief, scope, (title, last, only_new), long=SLOW)


def ahead_of(scope: Scope, limit: int, offset: int) -> Order[Ahead]:
    """Orders what lies ahead, the latest commitments first."""
    return Order(_ahead, scope, (limit, offset), long=SLOW)


def timeline_of(scope: Scope, limit: int, offset: int) -> Order[Timeline]:
    """Orders events by day, the latest first."""
    return Order(_timeline, scope, (limit, offset), long=_long(scope))


def event_counts_in(scope: Scope) -> Order[Sequence[EventCount]]:
    """Orders how many events there are, by type and month."""
    return Order(Ledger.event_counts, scope, long=_long(scope))


def latest_in(scope: Scope, limit: int, offset: int) -> Order[Page]:
    """Orders statements and events, the latest first."""
    return Order(_latest, scope, (limit, offset), long=_long(scope))


def facets_of(scope: Scope, found: int = 0) -> Order[Facets]:
    """Orders what statements and events have, counted; ``found`` is how many of them there are, as far as is known."""
    return Order(queries.facets, scope, long=MANY if scope.query and found <= FEW else _long(scope))


def course_in(scope: Scope) -> Order[Sequence[Month]]:
    """Orders how countries deal with each other, by month."""
    return Order(_course, scope)


def ties_in(scope: Scope, level: Level) -> Order[list[Tie]]:
    """Orders who deals with whom, whatever the type and month."""
    return Order(_ties, scope, (level,))


def countries_in(scope: Scope, side: Side) -> Order[Counter[str]]:
    """Orders how many events each country has."""
    return Order(Ledger.country_counts, scope, (side,))


def agreements_of(scope: Scope) -> Order[Sequence[LedgerAgreement]]:
    """Orders agreements, those with the longest history first."""
    return Order(_agreements, scope)


def part_of(
    find: Callable[[Ledger, Scope], Sequence[Record]], scope: Scope, limit: int, offset: int
) -> Order[Slice[Record]]:
    """Orders some of what a method of the ledger finds in a scope."""
    return Order(_part, scope, (find, limit, offset))


def commitments_in(scope: Scope, limit: int, offset: int) -> Order[Slice[LedgerCommitment]]:
    """Orders some threats and promises, the latest first."""
    return Order(_commitments, scope, (limit, offset), long=SLOW)


def commitment_of(record: str) -> Order[LedgerCommitment | None]:
    """Orders the threat or promise of that id, None if there is none: it is looked for among all of them."""
    return Order(_commitment, Scope(), (record,))


def contested_in(scope: Scope) -> Order[Contested]:
    """Orders what is contested."""
    return Order(_contested, scope)


def said_in(scope: Scope, limit: int, offset: int) -> Order[Said]:
    """Orders who said what last."""
    return Order(_said, scope, (limit, offset))


def life_of(actor: LedgerActor) -> Order[Life]:
    """Orders what an actor did and said."""
    return Order(_life, Scope(actors=(actor.id,)))


def _long(scope: Scope) -> int | None:
    """When what the ledger keeps counted of everything takes long: for a part of it."""
    return None if scope.is_everything else LONG


def _brief(ledger: Ledger, scope: Scope, title: str | None, last: LedgerSituation | None, only_new: bool) -> Brief:
    return write(ledger, scope, title, last=last, only_new=only_new)


def _ahead(ledger: Ledger, scope: Scope, limit: int, offset: int) -> Ahead:
    latest = ledger.some_documents(scope, limit=1).rows
    horizon = latest[0].date[:10] if latest and latest[0].date else None
    scheduled = _scheduled(ledger, scope, horizon) if horizon else []
    return Ahead(horizon, scheduled, _commitments(ledger, scope, limit, offset))


def _scheduled(ledger: Ledger, scope: Scope, horizon: str) -> Sequence[LedgerEvent]:
    """Events that are announced for a date after the horizon, the nearest first."""
    found = ledger.event_outlines(replace(scope, since=max(horizon, scope.since or "")))
    ahead = [one for one in found if one.factuality == "PR+" and (one.date or "") > horizon[: len(one.date or "")]]
    return ledger.events_of([one.id for one in sorted(ahead, key=lambda one: (one.date or "", one.id))])


def _timeline(ledger: Ledger, scope: Scope, limit: int, offset: int) -> Timeline:
    shown = ledger.some_events(scope, limit=limit, offset=offset, latest=True).rows
    return Timeline(ledger.event_counts(scope), shown)


def _latest(ledger: Ledger, scope: Scope, limit: int, offset: int) -> Page:
    return ledger.find("", scope, limit=limit, offset=offset)


def _agreements(ledger: Ledger, scope: Scope) -> Sequence[LedgerAgreement]:
    return sorted(ledger.agreements(scope), key=lambda one: (-len(one.history), one.name))


def _part(
    ledger: Ledger, scope: Scope, find: Callable[[Ledger, Scope], Sequence[Record]], limit: int, offset: int
) -> Slice[Record]:
    found = find(ledger, scope)
    return Slice(len(found), tuple(found[offset : offset + limit]))


def _commitments(ledger: Ledger, scope: Scope, limit: int, offset: int) -> Slice[LedgerCommitment]:
    return ledger.some_commitments(scope, limit=limit, offset=offset)


def _commitment(ledger: Ledger, _: Scope, record: str) -> LedgerCommitment | None:
    try:
        return ledger.commitment(record)
    except KeyError:
        return None


def _contested(ledger: Ledger, scope: Scope) -> Contested:
    disputed = [agreement for agreement in ledger.agreements(scope) if agreement.disputes]
    return Contested(ledger.accounts(scope), disputed)


def _life(ledger: Ledger, scope: Scope) -> Life:
    (actor,) = scope.actors
    by_number = sorted(ledger.counterparts(actor).items(), key=lambda pair: (-pair[1].total(), pair[0].name))
    return Life(
        ledger.series_of(actor),
        ledger.some_events(scope, limit=LAST, latest=True),
        ledger.some_utterances(Scope(source=actor), limit=LAST, latest=True),
        by_number[:COUNTERPARTS],
    )


def _course(ledger: Ledger, scope: Scope) -> Sequence[Month]:
    return course(ledger.dealings(scope), scope.actors)


def _ties(ledger: Ledger, scope: Scope, level: Level) -> list[Tie]:
    return ties(ledger.dealings(scope, level))


def _said(ledger: Ledger, scope: Scope, limit: int, offset: int) -> Said:
    said: dict[str, list[str]] = {}
    for one in reversed(ledger.utterance_outlines(scope)):
        if one.source is not None:
            said.setdefault(one.source, []).append(one.id)
    return Said(len(said), _speakers(ledger, list(said.values())[offset : offset + limit]))


def _speakers(ledger: Ledger, said: Sequence[Sequence[str]]) -> list[Speaker]:
    """Speakers by what each of them said (ids), the latest first."""
    wanted = [told for own in said for told in own[: 1 + EARLIER]]
    found = {told.id: told for told in ledger.utterances_of(wanted)}
    last = ([found[told] for told in own[: 1 + EARLIER]] for own in said)
    return [Speaker(own[0].source, own, len(ids)) for own, ids in zip(last, said, strict=True) if own[0].source]
