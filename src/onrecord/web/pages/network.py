"""The network of actors over a period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request

from onrecord.ledger.ties import Level  # noqa: TC001
from onrecord.web.answers import Cutting, Rows, answer
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.overviews import ties_in
from onrecord.web.scopes import Asking  # noqa: TC001
from onrecord.web.ties import placed
from onrecord.web.waiting import shown

if TYPE_CHECKING:
    from starlette.responses import Response

    from onrecord.web.answers import Cell
    from onrecord.web.ties import Tie

router = APIRouter()

_COLUMNS = ("one", "other", "events", "cooperation", "conflict")


@router.get("/network")
def network(request: Request, ledger: Lent, asked: Asking, cut: Cutting, level: Level = "countries") -> Response:
    """Who deals with whom, by events that are reported as fact."""
    found, outdated = shown(request, ledger, asked, cut, ties_in(asked.scope, level))
    nodes, curves = placed(found)
    rows = Rows("network", _COLUMNS, _cells, cut.of(found), len(found), _plain)
    drawn = {"nodes": nodes, "curves": curves, "level": level}
    return answer(request, cut, rows, "network.html.j2", asked, **drawn, outdated=outdated)


def _cells(tie: Tie) -> tuple[Cell, ...]:
    return (tie.one.name, tie.other.name, tie.events, tie.cooperation, tie.conflict)


def _plain(tie: Tie) -> dict[str, Any]:
    return dict(zip(_COLUMNS, _cells(tie), strict=True))
