"""The HTTP API: the record for other programs, described by OpenAPI, under ``/api/v1``."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends

from onrecord.web.api import actors, documents, records, reviews, situations
from onrecord.web.api.filters import once
from onrecord.web.conditional import revalidated

PREFIX = "/api/v1"
READING = (documents.router, actors.router, records.router, situations.router, reviews.reading)
NOT_MODIFIED: dict[int | str, dict[str, Any]] = {
    304: {"description": "The reader has it already: its `If-None-Match` names the present `ETag`."}
}


def router() -> APIRouter:
    """The whole API under :data:`PREFIX`; the application has ``state.ledgers``, ``settings`` and ``briefs``."""
    made = APIRouter(prefix=PREFIX, dependencies=[Depends(once)])
    for part in READING:
        made.include_router(part, dependencies=[Depends(revalidated)], responses=NOT_MODIFIED)
    made.include_router(reviews.writing)
    return made
