"""Situations that readers follow, and briefs. Reading a brief here does not make it the situation's last one."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import Field, StringConstraints

from onrecord.brief.report import Brief
from onrecord.errors import SituationError
from onrecord.ledger.scope import Scope
from onrecord.ledger.views import LedgerSituation
from onrecord.web.api.filters import Contexts, Named
from onrecord.web.api.paging import Page, Paged, page
from onrecord.web.ledgers import Lent
from onrecord.web.overviews import brief_of
from onrecord.web.prepared import waited_for
from onrecord.web.problems import described, missing

router = APIRouter(tags=["situations"], responses=described())

Title = Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=r"^[^\x00-\x1f\x7f]+$")]
Name = Annotated[Title, Query(description="Under which the situation was saved.", examples=["Iran talks"])]
OnlyNew = Annotated[bool, Query(description="Tell only what reports tell that came since the last brief.")]


class Listed(Paged):
    """Which situations are asked for."""

    ended: Annotated[bool, Field(description="List superseded and removed ones, too.")] = False


class Asked(Named):
    """What a brief is asked of."""

    contexts: Contexts = Field(default_factory=list)
    title: Annotated[Title | None, Field(description="What the brief is called.")] = None


@router.get("/situations", summary="Situations")
def situations(ledger: Lent, asked: Annotated[Listed, Query()], request: Request) -> Page[LedgerSituation]:
    """The situations that are followed, by name, with the time of the last brief of each."""
    found = [one for one in ledger.situations() if asked.ended or one.ended_at is None]
    return page(found, asked, request)


@router.get("/situation", summary="A situation", responses=described(HTTPStatus.NOT_FOUND))
def situation(ledger: Lent, name: Name) -> LedgerSituation:
    """The situation that a name stands for now."""
    try:
        return ledger.situation(name)
    except SituationError as error:
        raise missing(f"situation called {name}") from error


@router.get(
    "/situation/brief",
    summary="The brief of a situation",
    responses=described(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
def situation_brief(ledger: Lent, request: Request, name: Name, only_new: OnlyNew = False) -> Brief:
    """Every sentence with its evidence, and what changed since the last brief that was written for good."""
    followed = situation(ledger, name)
    if only_new and followed.last_brief is None:
        raise HTTPException(HTTPStatus.CONFLICT, f"there is no last brief of {name} yet; onrecord brief writes one")
    return waited_for(request, ledger, brief_of(followed.scope, name, last=followed, only_new=only_new), "briefs")


@router.get("/brief", summary="A brief of anything")
def brief(ledger: Lent, request: Request, asked: Annotated[Asked, Query()]) -> Brief:
    """The brief of whatever the filters let through, every sentence with its evidence."""
    scope = Scope(actors=tuple(asked.actors), since=asked.since, until=asked.until, contexts=tuple(asked.contexts))
    return waited_for(request, ledger, brief_of(scope, asked.title), "briefs")
