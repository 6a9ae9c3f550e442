"""Charts of a view: as SVG for the page, as Vega-Lite for the browser's own drawing, and the script that draws."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import JSONResponse, Response

from onrecord.web import charts, queries
from onrecord.web.charts import Look, Theme
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.months import months as by_month
from onrecord.web.overviews import course_in, event_counts_in, life_of
from onrecord.web.scopes import Asking  # noqa: TC001
from onrecord.web.waiting import drawn_from

router = APIRouter()


def _look(width: Annotated[int, Query(ge=240, le=1400)] = 760, theme: Theme = "light") -> Look:
    return Look(width, theme)


Looking = Annotated[Look, Depends(_look)]


@router.get("/charts/months")
def months(request: Request, ledger: Lent, asked: Asking, look: Looking) -> Response:
    """Events by month."""
    counts = drawn_from(request, ledger, event_counts_in(asked.scope))
    return _drawn(request, charts.drawn_months(by_month(counts), look))


@router.get("/charts/course")
def course(request: Request, ledger: Lent, asked: Asking, look: Looking) -> Response:
    """Cooperation and conflict between pairs of countries by month."""
    counts = drawn_from(request, ledger, course_in(asked.scope))
    return _drawn(request, charts.drawn_months(counts, look))


@router.get("/charts/positions/{actor}")
def positions(request: Request, ledger: Lent, actor: str, look: Looking) -> Response:
    """An actor's positions over time."""
    life = drawn_from(request, ledger, life_of(queries.actor(ledger, actor)))
    return _drawn(request, charts.drawn_positions(life.series, look))


@router.get("/static/vega.js")
def vega() -> Response:
    """The library that draws charts in the browser, out of the installed package."""
    headers = {"Cache-Control": "public, max-age=86400"}
    return Response(charts.scripts(), media_type="text/javascript; charset=utf-8", headers=headers)


def _drawn(request: Request, spec: dict[str, Any]) -> Response:
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse(spec, headers={"Vary": "Accept"})
    return Response(charts.svg(spec), media_type="image/svg+xml", headers={"Vary": "Accept"})
