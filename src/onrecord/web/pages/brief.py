"""The brief of a situation, each sentence opening its evidence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.brief import rendering
from onrecord.web.answers import Cutting, Rows, answer, joined
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.scopes import Asking  # noqa: TC001
from onrecord.web.seen import Looked
from onrecord.web.templating import squeezed

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.brief.report import Brief, BriefSection, Sentence
    from onrecord.web.answers import Cell
    from onrecord.web.briefs import Briefs

router = APIRouter()

Told = tuple["BriefSection", "Sentence"]


@router.get("/brief")
def brief(request: Request, ledger: Lent, asked: Asking, cut: Cutting) -> Response:
    """The brief. Whoever opens a situation's has looked at it."""
    made = cast("Briefs", request.app.state.briefs).of(ledger, asked.scope, asked.title)
    if cut.form == "json":
        return Response(rendering.json(made), media_type="application/json")
    told = [(section, sentence) for section in made.sections for sentence in section.sentences]
    rows = Rows("brief", ("part", "date", "sentence", "documents"), _cells, told, len(told))
    looked = Looked.of(request)
    known = looked.known(asked.situation.id, asked.situation.seen) if asked.situation else None
    new = ledger.arrivals(known) if known else frozenset()  # to whom everything is new nothing is pointed out
    response = answer(
        request, cut, rows, "brief.html.j2", asked, brief=made, numbers=_numbers(made), is_new=partial(_is_new, new)
    )
    if asked.situation and cut.form == "html":
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
