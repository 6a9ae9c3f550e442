"""Agreements: their parties, what became of them, and what is disputed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request

from onrecord.exports.record import plain
from onrecord.web import queries
from onrecord.web import rows as taken
from onrecord.web.answers import Cutting, Rows, answer
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.overviews import agreements_of
from onrecord.web.scopes import Asking  # noqa: TC001
from onrecord.web.waiting import shown

if TYPE_CHECKING:
    from starlette.responses import Response

router = APIRouter()


@router.get("/agreements")
def agreements(request: Request, ledger: Lent, asked: Asking, cut: Cutting) -> Response:
    """The agreements of a situation, those with the longest history first."""
    found, outdated = shown(request, ledger, asked, cut, agreements_of(asked.scope))
    rows = Rows("agreements", taken.AGREEMENT, taken.agreement, cut.of(found), len(found), plain)
    return answer(request, cut, rows, "agreements.html.j2", asked, outdated=outdated)


@router.get("/agreements/{agreement}")
def agreement(request: Request, ledger: Lent, agreement: str, cut: Cutting) -> Response:
    """One agreement."""
    found = queries.agreement(ledger, agreement)
    rows = Rows("agreement", taken.AGREEMENT, taken.agreement, [found], 1, plain)
    return answer(request, cut, rows, "agreement.html.j2", agreement=found)
