"""Search in statements and events, with counts that narrow it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request

from onrecord.web import queries
from onrecord.web import rows as taken
from onrecord.web.answers import Cutting, Rows, answer
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.overviews import facets_of, latest_in
from onrecord.web.prepared import made_by
from onrecord.web.scopes import Asking  # noqa: TC001
from onrecord.web.texts import MOST_CHARACTERS, TextReader, Texts, read_or_refuse
from onrecord.web.waiting import Shown, shown

if TYPE_CHECKING:
    from starlette.responses import Response

    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import Page
    from onrecord.web.answers import Cut
    from onrecord.web.scopes import Asked

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
    # Facets count what the filters let through; of what is only more or less like a text they would count nearly all.
    counting = made_by(request, "counts" if asked.scope.query else "views") if cut.form == "html" and not like else None
    if counting and asked.scope.query:
        counting.begin(ledger, facets_of(asked.scope))
    found, outdated = _found(request, ledger, texts, asked, cut, like)
    rows = Rows("search", taken.HIT, taken.hit, found.rows, found.total, taken.plain_hit)
    counts = counting.at_hand(ledger, facets_of(asked.scope, found.total)) if counting else None
    return answer(request, cut, rows, "search.html.j2", asked, counts=counts, like=like, outdated=outdated)


def _found(request: Request, ledger: Ledger, texts: TextReader, asked: Asked, cut: Cut, like: str) -> Shown[Page]:
    if like or asked.scope.query:
        text = read_or_refuse(texts, like)
        return Shown(queries.search(ledger, asked.scope, text, limit=cut.limit, offset=cut.offset), None)
    return shown(request, ledger, asked, cut, latest_in(asked.scope, cut.limit, cut.offset))
