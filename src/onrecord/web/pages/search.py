"""Search in statements and events, with counts that narrow it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request

from onrecord.web import queries
from onrecord.web import rows as taken
from onrecord.web.answers import Cutting, Rows, answer
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.scopes import Asking  # noqa: TC001
from onrecord.web.texts import MOST_CHARACTERS, Texts, read_or_refuse

if TYPE_CHECKING:
    from starlette.responses import Response

router = APIRouter()


@router.get("/search")
def search(
    request: Request,
    ledger: Lent,
    texts: Texts,
    asked: Asking,
    cut: Cutting,
    like: Annotated[str, Query(max_length=MOST_CHARACTERS)] = "",
) -> Response:
    """What matches, best first, without words the latest first; or what is like a text, the likest first."""
    like = like.strip()
    found = queries.search(ledger, asked.scope, read_or_refuse(texts, like), limit=cut.limit, offset=cut.offset)
    rows = Rows("search", taken.HIT, taken.hit, found.rows, found.total, taken.plain_hit)
    # Facets count what the filters let through; of what is only more or less like a text they would count nearly all.
    facets = queries.facets(ledger, asked.scope) if cut.form == "html" and not like else None
    return answer(request, cut, rows, "search.html.j2", asked, facets=facets, like=like)
