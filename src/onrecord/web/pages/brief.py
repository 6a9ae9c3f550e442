"""The brief of a situation, each sentence opening its evidence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.brief import rendering
from onrecord.web.answers import Cut, Cutting, Rows, answer, joined, page
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.scopes import Asking  # noqa: TC001
from onrecord.web.seen import Looked
from onrecord.web.templating import squeezed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from onrecord.brief.report import Brief, BriefSection, Sentence
    from onrecord.ledger.store import Ledger
    from onrecord.web.answers import Cell
    from onrecord.web.briefs import Briefs
    from onrecord.web.scopes import Asked

router = APIRouter()

Told = tuple["BriefSection", "Sentence"]

AGAIN = "2"
"""Seconds after which a browser asks again for a brief that is being written."""


@router.get("/brief")
def brief(request: Request, ledger: Lent, asked: Asking, cut: Cutting) -> Response:
    """The brief, a long one as soon as it is written. Whoever opens a situation's has looked at it."""
    briefs = cast("Briefs", request.app.state.briefs)
    if cut.form != "html":
        return _taken(request, cut, briefs.of(ledger, asked.scope, asked.title))
    made, outdated = briefs.at_hand(ledger, asked.scope, asked.title)
    return _shown(request, ledger, asked, made, outdated) if made else _coming(request, ledger, asked)


def _taken(request: Request, cut: Cut, made: Brief) -> Response:
    """The brief as a file."""
    if cut.form == "json":
        return Response(rendering.json(made), media_type="application/json")
    return answer(request, cut, _rows(made.sections), "brief.html.j2")


def _coming(request: Request, ledger: Ledger, asked: Asked) -> Response:
    """The page that stands until the first brief of a large scope is written."""
    documents = ledger.some_documents(asked.scope, limit=1).total
    response = page(request, "brief_coming.html.j2", asked=asked, rows=_rows(()), documents=documents)
    response.headers["Refresh"] = AGAIN
    return response


def _rows(sections: Sequence[BriefSection]) -> Rows:
    told = [(section, sentence) for section in sections for sentence in section.sentences]
    return Rows("brief", ("part", "date", "sentence", "documents"), _cells, told, len(told))


def _shown(request: Request, ledger: Ledger, asked: Asked, made: Brief, outdated: str | None) -> Response:
    """The page of a brief that is there."""
    looked = Looked.of(request)
    known = looked.known(asked.situation.id, asked.situation.seen) if asked.situation else None
    new = ledger.arrivals(known) if known else frozenset()  # to whom everything is new nothing is pointed out
    response = page(
        request,
        "brief.html.j2",
        asked=asked,
        rows=_rows(made.sections),
        brief=made,
        outdated=outdated,
        numbers=_numbers(made),
        is_new=partial(_is_new, new),
    )
    if asked.situation and not outdated:
        looked.look(asked.situation.id, ledger.last_arrival(), response)
    return response


def _numbers(brief: Brief) -> Callable[[Sentence], list[int]]:
    """Under which numbers the sources of a sentence are listed."""
    known = {(source.id, source.version): number for number, source in enumerate(brief.sources, 1)}
    return lambda sentence: sorted({known[one.document, one.version] for one in sentence.evidence})


def _is_new(arrived: frozenset[tuple[str, int]], sentence: Sentence) -> bool:
    """Whether all that a sentence rests on came after the reader last looked."""
    return all((one.document, one.version) in arrived for one in sentence.evidence)


def _cells(told: Told) -> tuple[Cell, ...]:
    section, sentence = told
    documents = joined(dict.fromkeys(evidence.document for evidence in sentence.evidence))
    return (section.part, sentence.date, squeezed(sentence.text), documents)
