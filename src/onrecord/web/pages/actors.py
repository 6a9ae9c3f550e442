"""Actors: who is who, in which office when, where they stood, and with whom they dealt."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request

from onrecord.exports.record import plain
from onrecord.ledger.scope import Scope
from onrecord.web import queries
from onrecord.web import rows as taken
from onrecord.web.answers import Cutting, Rows, answer
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.scopes import Asked, Asking

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.responses import Response

    from onrecord.ledger.outlines import EventOutline, Party
    from onrecord.ledger.views import LedgerActor

router = APIRouter()

COUNTERPARTS = 12
LAST = 8
"""Of what an actor did and said, what is shown; the rest is a search away."""


@router.get("/actors")
def actors(request: Request, ledger: Lent, asked: Asking, cut: Cutting) -> Response:
    """Everyone in a situation, by name; ``q`` takes a part of one."""
    part = asked.given.get("q", "").casefold()
    scope = Scope(actors=asked.scope.actors, since=asked.scope.since, until=asked.scope.until)
    found = [one for one in ledger.actors(scope) if any(part in name.casefold() for name in (one.name, *one.names))]
    rows = Rows("actors", taken.ACTOR, taken.actor, cut.of(found), len(found), plain)
    return answer(request, cut, rows, "actors.html.j2", asked)


@router.get("/actors/{actor}")
def actor(request: Request, ledger: Lent, actor: str, cut: Cutting) -> Response:
    """One actor."""
    found = queries.actor(ledger, actor)
    scope, own = Scope(actors=(found.name,)), {identity.id for identity in found.identities}
    events = [event for event in ledger.event_outlines(scope) if _takes_part(found, event)]
    series = [line for line in ledger.position_series(scope) if line.actor.id == found.id]
    said = [one.id for one in ledger.utterance_outlines(Scope(source=found.name)) if one.source == found.id]
    return answer(
        request,
        cut,
        Rows("actor", taken.ACTOR, taken.actor, [found], 1, plain),
        "actor.html.j2",
        Asked(None, {"actors": found.name}, scope),
        actor=found,
        series=series,
        events=ledger.events_of([event.id for event in events[: -LAST - 1 : -1]]),
        event_count=len(events),
        said=ledger.utterances_of(said[: -LAST - 1 : -1]),
        said_count=len(said),
        counterparts=_counterparts(found, events),
        judgements=[j for j in ledger.judgements() if not own.isdisjoint((j.one.id, j.other.id))],
    )


def _takes_part(actor: LedgerActor, event: EventOutline) -> bool:
    return any(actor.id == one.id for one in (*event.actors, *event.recipients))


def _counterparts(actor: LedgerActor, events: Iterable[EventOutline]) -> list[tuple[Party, Counter[str]]]:
    """Those on the other side of the actor's events, with the number of events by quad category."""
    counts: dict[str, tuple[Party, Counter[str]]] = {}
    for event in events:
        others = event.recipients if any(actor.id == one.id for one in event.actors) else event.actors
        for other in others:
            if other.id != actor.id:
                counts.setdefault(other.id, (other, Counter()))[1][event.quad] += 1
    return sorted(counts.values(), key=lambda pair: (-pair[1].total(), pair[0].name))[:COUNTERPARTS]
