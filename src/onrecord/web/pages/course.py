"""Cooperation and conflict between the actors of a situation over time."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request

from onrecord.web import words
from onrecord.web.answers import Cutting, Rows, answer
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.months import Month
from onrecord.web.overviews import course_in
from onrecord.web.scopes import Asking  # noqa: TC001
from onrecord.web.waiting import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.responses import Response

router = APIRouter()


@router.get("/course")
def over_time(request: Request, ledger: Lent, asked: Asking, cut: Cutting) -> Response:
    """Events reported as fact, counted by month, pair of countries and quad category."""
    counts, outdated = shown(request, ledger, asked, cut, course_in(asked.scope))
    rows = Rows("course", Month._fields, tuple, counts, len(counts), Month._asdict)
    pairs = [(pair, _by_month(group)) for pair, group in groupby(counts, key=lambda count: count.pair)]
    return answer(request, cut, rows, "course.html.j2", asked, pairs=pairs, quads=words.QUADS, outdated=outdated)


def _by_month(counts: Iterable[Month]) -> list[tuple[str, dict[str, int]]]:
    """The months of one pair, each with its number of events by quad category."""
    months: dict[str, dict[str, int]] = {}
    for count in counts:
        months.setdefault(count.month, {})[count.quad] = count.events
    return list(months.items())
