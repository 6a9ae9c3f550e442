"""Every kind of page of the workbench over the sample, by address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.web.conftest import REVISED, SITUATION

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

SCOPED = ("brief", "timeline", "course", "said", "contested", "agreements", "ahead", "network", "map", "search")
FIRST_OF = {
    "/search?q=nuclear": ("events", "statements"),
    "/search?q=Rouhani": ("actors",),
    "/agreements": ("agreements",),
    "/contested": ("contested",),
}
"""Lists whose first link of a kind leads to a page of one record."""

LISTS = (
    "/",
    *(f"/{view}" for view in SCOPED),
    *(f"/{view}?situation={SITUATION.replace(' ', '+')}" for view in SCOPED),
    "/search?q=sanctions&type=SANCTION&since=2018",
    "/search?like=The+United+States+imposed+sanctions+on+Iran.&since=2018",
    "/network?level=actors&since=2018",
    "/map?side=place",
    "/actors",
    "/documents",
    "/documents?q=tankers",
    f"/document?id={REVISED}",
    f"/document?id={REVISED}&version=1&mark=10-40",
    f"/document/changes?id={REVISED}",
    "/review",
    "/review?after=0.5~ev_",
    "/reviews",
)
EMPTY = (
    "/brief?actors=FJI",
    "/search?q=marsupial",
    "/timeline?since=1815&until=1815",
    "/review?actors=FJI",
    "/map?actors=FJI",
)
OTHER = ("/sign-in", "/events/ev_nothing", "/brief?since=yesterday")


def records(client: TestClient) -> list[str]:
    """Pages of one record each, found by the links of lists."""
    return [_first(client, address, kind) for address, kinds in FIRST_OF.items() for kind in kinds]


def _first(client: TestClient, address: str, kind: str) -> str:
    found = re.search(rf'href="(/{kind}/[^"?]+)"', client.get(address).text)
    assert found, f"{address} links to none of {kind}"
    return found[1]
