"""What lies ahead of the latest report: what is scheduled, what was threatened or promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request

from onrecord.exports.record import plain
from onrecord.web import queries
from onrecord.web import rows as taken
from onrecord.web.answers import Cutting, Rows, answer
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.scopes import Asking  # noqa: TC001

if TYPE_CHECKING:
    from starlette.responses import Response

router = APIRouter()


@router.get("/ahead")
def ahead(request: Request, ledger: Lent, asked: Asking, cut: Cutting) -> Response:
    """What is scheduled, and the commitments, the latest first."""
    commitments = ledger.some_commitments(asked.scope, limit=cut.limit, offset=cut.offset)
    horizon = queries.horizon(ledger, asked.scope)
    scheduled = queries.scheduled(ledger, asked.scope, horizon) if horizon else []
    rows = Rows("ahead", taken.COMMITMENT, taken.commitment, commitments.rows, commitments.total, plain)
    return answer(request, cut, rows, "ahead.html.j2", asked, scheduled=scheduled, horizon=horizon)
