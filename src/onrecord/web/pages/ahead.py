"""What lies ahead of the latest report: what is scheduled, what was threatened or promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request

from onrecord.exports.record import plain
from onrecord.web import rows as taken
from onrecord.web.answers import Cutting, Rows, answer
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.overviews import ahead_of
from onrecord.web.scopes import Asking  # noqa: TC001
from onrecord.web.waiting import shown

if TYPE_CHECKING:
    from starlette.responses import Response

router = APIRouter()


@router.get("/ahead")
def ahead(request: Request, ledger: Lent, asked: Asking, cut: Cutting) -> Response:
    """What is scheduled, and the commitments, the latest first."""
    found, outdated = shown(request, ledger, asked, cut, ahead_of(asked.scope, cut.limit, cut.offset), "briefs")
    rows = Rows("ahead", taken.COMMITMENT, taken.commitment, found.commitments.rows, found.commitments.total, plain)
    return answer(request, cut, rows, "ahead.html.j2", asked, found=found, outdated=outdated)
