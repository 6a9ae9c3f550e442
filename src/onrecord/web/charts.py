"""Charts, as Vega-Lite made by Altair: drawn on the server as SVG, and in the browser by Vega where scripts run.

Vega and its friends come out of vl-convert, which the server uses itself, so that nothing is loaded from elsewhere and
both draw the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal

import altair as alt
import numpy as np  # noqa: F401 - Altair takes it out of sys.modules, where another thread may have it half imported
import vl_convert

from onrecord.web import words
from onrecord.web.months import Month

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.ledger.views import LedgerPositionSeries

Theme = Literal["light", "dark"]

KEPT = 64
"""Charts that are kept as they were drawn, since who looks at a situation sees the same; and grammars of charts."""

_NO_DATA = alt.InlineData(values=[])


@dataclass(frozen=True, slots=True)
class Look:
    """How wide a chart is, and on what ground it stands."""

    width: int
    theme: Theme


PALETTE: dict[Theme, dict[str, str]] = {
    "light": {
        "ink": "#1d1b18",
        "soft": "#635d54",
        "line": "#ddd6c9",
        "material cooperation": "#0b5394",
        "verbal cooperation": "#7fb2e0",
        "verbal conflict": "#eda766",
        "material conflict": "#b23a16",
    },
    "dark": {
        "ink": "#e9e6df",
        "soft": "#a8a297",
        "line": "#3a3c40",
        "material cooperation": "#8cc4ff",
        "verbal cooperation": "#3f78b0",
        "verbal conflict": "#b5713a",
        "material conflict": "#ff9a70",
    },
}


def drawn_months(counts: Sequence[Month], look: Look) -> dict[str, Any]:
    """Bars by month, cooperation above the line and conflict below it; small multiples where there are pairs."""
    values = [
        {
            "month": f"{count.month}-01",
            "quad": count.quad,
            "events": count.events,
            "level": count.events if "cooperation" in count.quad else -count.events,
            "pair": count.pair,
        }
        for count in counts
    ]
    pairs = dict.fromkeys(count.pair for count in counts)
    return {**_months(tuple(pairs), look), "data": {"values": values}}


@lru_cache(KEPT)
def _months(pairs: tuple[str, ...], look: Look) -> dict[str, Any]:
    """The same without its data, which Altair takes longer to look through than Vega to draw."""
    colours = PALETTE[look.theme]
    bars = (
        alt.Chart(_NO_DATA)
        .mark_bar(size=max(2, min(9, look.width // 90)))
        .encode(
            x=alt.X(
                "month:T",
                title=None,
                scale=alt.Scale(padding=12),
                axis=alt.Axis(labelOverlap=True, tickCount=8),
            ),
            y=alt.Y("level:Q", title=None, axis=alt.Axis(labelExpr="abs(datum.value)", tickCount=6, tickMinStep=1)),
            color=alt.Color(
                "quad:N",
                scale=alt.Scale(domain=list(words.QUADS), range=[colours[quad] for quad in words.QUADS]),
                legend=alt.Legend(title=None, orient="top", columns=2 if look.width < 500 else 4),
            ),
            tooltip=[
                alt.Tooltip("month:T", format="%B %Y", title="month"),
                alt.Tooltip("quad:N", title="what"),
                alt.Tooltip("events:Q", title="events"),
            ],
        )
    )
    if len(pairs) > 1 or "" not in pairs:
        chart = bars.properties(width=look.width - 50, height=110).facet(
            row=alt.Row(
                "pair:N",
                title=None,
                sort=list(pairs),
                header=alt.Header(labelAngle=0, labelOrient="top", labelAnchor="start"),
            )
        )
    else:
        chart = bars.properties(width=look.width - 50, height=200)
    return _dressed(chart, look)


def drawn_positions(series: Sequence[LedgerPositionSeries], look: Look) -> dict[str, Any]:
    """An actor's stances over time, one small chart for each issue, against at the bottom and in favour at the top."""
    values = [
        {
            "date": point.date,
            "stance": point.stance,
            "issue": line.issue,
            "toward": line.toward.name if line.toward else "in general",
        }
        for line in series
        for point in line.points
    ]
    issues = dict.fromkeys(line.issue for line in series)
    return {**_positions(tuple(issues), look), "data": {"values": values}}


@lru_cache(KEPT)
def _positions(issues: tuple[str, ...], look: Look) -> dict[str, Any]:
    """The same without its data."""
    chart = (
        alt.Chart(_NO_DATA)
        .mark_line(point=alt.OverlayMarkDef(size=46, filled=True), strokeWidth=1.5)
        .encode(
            x=alt.X("date:T", title=None, axis=alt.Axis(labelOverlap=True, tickCount=8)),
            y=alt.Y(
                "stance:Q",
                title=None,
                scale=alt.Scale(domain=[-1, 1]),
                axis=alt.Axis(
                    values=[-1, 0, 1], labelExpr="datum.value > 0 ? 'for' : datum.value < 0 ? 'against' : ''"
                ),
            ),
            color=alt.Color(
                "toward:N", legend=alt.Legend(title=None, orient="top", columns=2 if look.width < 500 else 4)
            ),
            tooltip=["date:T", "issue:N", "toward:N", alt.Tooltip("stance:Q", format="+.1f")],
        )
        .properties(width=look.width - 70, height=90)
        .facet(
            row=alt.Row(
                "issue:N",
                title=None,
                sort=list(issues),
                header=alt.Header(labelAngle=0, labelOrient="top", labelAnchor="start"),
            )
        )
    )
    return _dressed(chart, look)


def svg(spec: dict[str, Any]) -> str:
    """The chart as a picture; its texts are text, and it runs nothing."""
    return _svg(json.dumps(spec))


@lru_cache(KEPT)
def _svg(spec: str) -> str:
    return vl_convert.vegalite_to_svg(spec, vl_version=_grammar(), allowed_base_urls=[])


def warm() -> None:
    """Starts what draws, so that the first reader does not wait for it."""
    scripts()
    svg(drawn_months((Month("2000-01", "verbal cooperation", 1),), Look(300, "light")))


@cache
def scripts() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script."""
    return vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vl_version=_grammar())


def _grammar() -> str:
    """The version of Vega-Lite that Altair writes, as vl-convert calls it."""
    return ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])


def _dressed(chart: Any, look: Look) -> dict[str, Any]:
    """The chart in the page's colours and type."""
    colours = PALETTE[look.theme]
    text = {"labelColor": colours["soft"], "labelFontSize": 12, "titleColor": colours["soft"]}
    lines = {"domainColor": colours["line"], "tickColor": colours["line"], "gridColor": colours["line"]}
    made = chart.configure(background="transparent", font="system-ui, sans-serif", padding=4).configure_view(
        stroke=None
    )
    made = made.configure_axis(**text, **lines, gridOpacity=0.6).configure_legend(**text, symbolType="square")
    spec: dict[str, Any] = made.configure_header(labelColor=colours["ink"], labelFontSize=13).to_dict()
    spec.pop("datasets", None)  # where Altair puts no data
    return spec
