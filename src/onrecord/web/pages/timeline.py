"""The events of a situation by day, the latest first."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request

from onrecord.exports.record import event_line
from onrecord.web import rows as taken
from onrecord.web import words
from onrecord.web.answers import Cutting, Rows, answer
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.months import months
from onrecord.web.overviews import timeline_of
from onrecord.web.scopes import Asking  # noqa: TC001
from onrecord.web.waiting import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.responses import Response

    from onrecord.ledger.views import LedgerEvent

router = APIRouter()


@router.get("/timeline")
def timeline(request: Request, ledger: Lent, asked: Asking, cut: Cutting) -> Response:
    """Events by day."""
    found, outdated = shown(request, ledger, asked, cut, timeline_of(asked.scope, cut.limit, cut.offset))
    rows = Rows("timeline", taken.HIT, taken.event, found.shown, found.total, event_line)
    types: Counter[str] = Counter()
    for count in found.counts:
        types[count.type] += count.events
    return answer(
        request,
        cut,
        rows,
        "timeline.html.j2",
        asked,
        days=_days(found.shown),
        types=types.most_common(),
        months=months(found.counts),
        quads=words.QUADS,
        outdated=outdated,
    )


def _days(events: Iterable[LedgerEvent]) -> list[tuple[str, list[LedgerEvent]]]:
    """Runs of events of one date; an undated one stands on its own."""
    return [(date, list(group)) for date, group in groupby(events, key=lambda event: event.date or "")]
