"""Search in statements and events, with counts that narrow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request

from onrecord.ontology.plover import known_contexts
from onrecord.web import queries
from onrecord.web import rows as taken
from onrecord.web.answers import Cutting, Rows, answer
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.scopes import Asking  # noqa: TC001

if TYPE_CHECKING:
    from starlette.responses import Response

router = APIRouter()


@router.get("/search")
def search(request: Request, ledger: Lent, asked: Asking, cut: Cutting) -> Response:
    """What matches, best first; without words the latest first."""
    found = ledger.find(asked.scope.query, asked.scope, limit=cut.limit, offset=cut.offset)
    rows = Rows("search", taken.HIT, taken.hit, found.rows, found.total, taken.plain_hit)
    facets = queries.facets(ledger, asked.scope) if cut.form == "html" else None
    return answer(request, cut, rows, "search.html.j2", asked, facets=facets, contexts=known_contexts())
