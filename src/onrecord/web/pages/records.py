"""One event or one statement, with all mentions, origins and verdicts: what a link to a record leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request

from onrecord.exports.record import plain
from onrecord.web import queries
from onrecord.web import rows as taken
from onrecord.web.answers import Cutting, Rows, answer
from onrecord.web.ledgers import Lent  # noqa: TC001

if TYPE_CHECKING:
    from starlette.responses import Response

router = APIRouter()


@router.get("/events/{event}")
def event(request: Request, ledger: Lent, event: str, cut: Cutting) -> Response:
    """One event."""
    found = queries.event(ledger, event)
    rows = Rows("event", taken.HIT, taken.event, [found], 1, taken.plain_record)
    return answer(request, cut, rows, "event.html.j2", event=found)


@router.get("/statements/{statement}")
def statement(request: Request, ledger: Lent, statement: str, cut: Cutting) -> Response:
    """One statement, with the other reports of what was said."""
    found = queries.statement(ledger, statement)
    told = queries.utterance_of(ledger, found)
    rows = Rows("statement", taken.HIT, taken.statement, [found], 1, plain)
    return answer(request, cut, rows, "statement.html.j2", statement=found, utterance=told)
