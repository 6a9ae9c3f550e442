"""Contested points: both sides, dated; never which of them is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request

from onrecord.exports.record import plain
from onrecord.web import queries
from onrecord.web import rows as taken
from onrecord.web.answers import Cutting, Rows, answer
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.overviews import contested_in
from onrecord.web.scopes import Asking  # noqa: TC001
from onrecord.web.waiting import shown

if TYPE_CHECKING:
    from starlette.responses import Response

router = APIRouter()


@router.get("/contested")
def contested(request: Request, ledger: Lent, asked: Asking, cut: Cutting) -> Response:
    """The contested points of a situation, and the violations over which its agreements are disputed."""
    found, outdated = shown(request, ledger, asked, cut, contested_in(asked.scope))
    rows = Rows("contested", taken.ACCOUNT, taken.account, cut.of(found.points), len(found.points), plain)
    return answer(request, cut, rows, "contested.html.j2", asked, disputed=found.disputed, outdated=outdated)


@router.get("/contested/{account}")
def point(request: Request, ledger: Lent, account: str, cut: Cutting) -> Response:
    """One contested point."""
    found = queries.account(ledger, account)
    rows = Rows("contested", taken.ACCOUNT, taken.account, [found], 1, plain)
    return answer(request, cut, rows, "contested_point.html.j2", account=found)
