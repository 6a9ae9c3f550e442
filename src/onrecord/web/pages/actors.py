"""Actors: who is who, in which office when, where they stood, and with whom they dealt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request

from onrecord.exports.record import plain
from onrecord.ledger.scope import Scope
from onrecord.web import queries
from onrecord.web import rows as taken
from onrecord.web.answers import Cutting, Rows, answer
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.overviews import life_of
from onrecord.web.scopes import Asked, Asking
from onrecord.web.waiting import shown

if TYPE_CHECKING:
    from starlette.responses import Response

router = APIRouter()


@router.get("/actors")
def actors(request: Request, ledger: Lent, asked: Asking, cut: Cutting) -> Response:
    """Everyone in a situation, by name; ``q`` takes a part of one."""
    scope = Scope(actors=asked.scope.actors, since=asked.scope.since, until=asked.scope.until)
    part = asked.given.get("q", "")
    found = ledger.some_actors(scope, limit=cut.limit, offset=cut.offset, containing=part)
    rows = Rows("actors", taken.ACTOR, taken.actor, found.rows, found.total, plain)
    return answer(request, cut, rows, "actors.html.j2", asked)


@router.get("/actors/{actor}")
def actor(request: Request, ledger: Lent, actor: str, cut: Cutting) -> Response:
    """One actor."""
    found = queries.actor(ledger, actor)
    own = {identity.id for identity in found.identities}
    asked = Asked(None, {"actors": found.name}, Scope(actors=(found.name,)))
    life, outdated = shown(request, ledger, asked, cut, life_of(found))
    return answer(
        request,
        cut,
        Rows("actor", taken.ACTOR, taken.actor, [found], 1, plain),
        "actor.html.j2",
        asked,
        actor=found,
        life=life,
        judgements=[j for j in ledger.judgements() if not own.isdisjoint((j.one.id, j.other.id))],
        outdated=outdated,
    )
