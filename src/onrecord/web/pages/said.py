"""Who said what last: each speaker of a situation with the latest words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request

from onrecord.exports.record import plain
from onrecord.web import rows as taken
from onrecord.web.answers import Cutting, Rows, answer
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.overviews import said_in
from onrecord.web.scopes import Asking  # noqa: TC001
from onrecord.web.waiting import shown

if TYPE_CHECKING:
    from starlette.responses import Response

    from onrecord.web.answers import Cell
    from onrecord.web.overviews import Speaker

router = APIRouter()


@router.get("/said")
def said(request: Request, ledger: Lent, asked: Asking, cut: Cutting) -> Response:
    """The speakers, who spoke last first."""
    found, outdated = shown(request, ledger, asked, cut, said_in(asked.scope, cut.limit, cut.offset))
    rows = Rows("said", taken.UTTERANCE, _cells, found.speakers, found.total, lambda speaker: plain(speaker.last))
    return answer(request, cut, rows, "said.html.j2", asked, outdated=outdated)


def _cells(speaker: Speaker) -> tuple[Cell, ...]:
    return taken.utterance(speaker.last)
