"""The HTTP API: the record for other programs, described by OpenAPI, under ``/api/v1``."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends
from fastapi.routing import APIRoute

from onrecord.web.api import actors, documents, records, reviews, situations
from onrecord.web.api.filters import once
from onrecord.web.conditional import revalidated

PREFIX = "/api/v1"
READING = (documents.router, actors.router, records.router, situations.router, reviews.reading)
TAGGED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "What the ledger holds.",
        "headers": {"ETag": {"description": "The state of the ledger.", "schema": {"type": "string"}}},
    },
    304: {"description": "The reader has it already: its `If-None-Match` names the present `ETag`."},
}


def router() -> APIRouter:
    """The whole API under :data:`PREFIX`; the application has ``state.ledgers``, ``settings`` and ``briefs``."""
    made = APIRouter(prefix=PREFIX, dependencies=[Depends(once)], generate_unique_id_function=_name)
    for part in READING:
        made.include_router(part, dependencies=[Depends(revalidated)], responses=TAGGED)
    made.include_router(reviews.writing)
    return made


def _name(route: APIRoute) -> str:
    """What the description calls an operation; programs that are made from it have a function of that name."""
    return route.endpoint.__name__
