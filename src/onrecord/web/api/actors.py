"""Actors, and people's judgements on who is who."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request

from onrecord.ledger.views import LedgerActor, LedgerJudgement
from onrecord.web.api.filters import Reported
from onrecord.web.api.lookup import Id, by_id
from onrecord.web.api.paging import Page, Paged, cut, page
from onrecord.web.ledgers import Lent
from onrecord.web.problems import described

router = APIRouter(tags=["actors"], responses=described())


@router.get("/actors", summary="Actors")
def actors(ledger: Lent, asked: Annotated[Reported, Query()], request: Request) -> Page[LedgerActor]:
    """Everyone named in the documents, with the offices that reports give them and when."""
    return cut(ledger.some_actors(asked.scope(), limit=asked.limit, offset=asked.offset), asked, request)


@router.get("/actors/{id}", summary="An actor", responses=described(HTTPStatus.NOT_FOUND))
def actor(ledger: Lent, id_: Id) -> LedgerActor:
    """One actor, by its id or by that of any of its identities."""
    return by_id("actor", id_, ledger.actor)


@router.get("/judgements", summary="Judgements on actors")
def judgements(ledger: Lent, asked: Annotated[Paged, Query()], request: Request) -> Page[LedgerJudgement]:
    """Who has judged two actors to be the same or different, and why; those withdrawn, too."""
    return page(ledger.judgements(), asked, request)
