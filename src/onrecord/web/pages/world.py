"""Events by country, on a map of tiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request

from onrecord.ledger.ties import Side  # noqa: TC001
from onrecord.web import tiles, words
from onrecord.web.answers import Cutting, Rows, answer
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.overviews import countries_in
from onrecord.web.scopes import Asking  # noqa: TC001
from onrecord.web.waiting import shown

if TYPE_CHECKING:
    from starlette.responses import Response

router = APIRouter()


@router.get("/map")
def world(request: Request, ledger: Lent, asked: Asking, cut: Cutting, side: Side = "either") -> Response:
    """How many events each country has."""
    counts, outdated = shown(request, ledger, asked, cut, countries_in(asked.scope, side))
    made, off_map = tiles.tiles(counts)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    named = [(code, words.country(code), number) for code, number in ranked]
    columns = ("code", "country", "events")
    rows = Rows("map", columns, tuple, named, len(named), lambda row: dict(zip(columns, row, strict=True)))
    return answer(request, cut, rows, "map.html.j2", asked, tiles=made, off_map=off_map, side=side, outdated=outdated)
