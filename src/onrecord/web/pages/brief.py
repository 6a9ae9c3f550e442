"""The brief of a situation, each sentence opening its evidence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.brief import rendering
from onrecord.web.answers import Cut, Cutting, Rows, answer, joined, page
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.overviews import brief_of
from onrecord.web.scopes import Asking  # noqa: TC001
from onrecord.web.seen import Looked
from onrecord.web.templating import squeezed
from onrecord.web.waiting import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.brief.report import Brief, BriefSection, Sentence
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import LedgerDocument
    from onrecord.web.answers import Cell
    from onrecord.web.scopes import Asked

router = APIRouter()

EVIDENCE = 50
"""Pieces of evidence that open with a sentence. One that counts forty thousand events rests on as many; its file has
them all."""

CITED = 6
"""Sources whose numbers stand behind a sentence."""

SOURCES = 100
"""Sources up to which all are listed; of more only those whose numbers are shown."""

Told = tuple["BriefSection", "Sentence"]
Numbered = tuple["BriefSection", list[tuple["Sentence", list[int]]]]


@router.get("/brief")
def brief(request: Request, ledger: Lent, asked: Asking, cut: Cutting) -> Response:
    """The brief, a long one as soon as it is written. Whoever opens a situation's has looked at it."""
    made, outdated = shown(request, ledger, asked, cut, brief_of(asked.scope, asked.title), "briefs")
    return _taken(request, cut, made) if cut.form != "html" else _shown(request, ledger, asked, made, outdated)


def _taken(request: Request, cut: Cut, made: Brief) -> Response:
    """The brief as a file."""
    if cut.form == "json":
        return Response(rendering.json(made), media_type="application/json")
    return answer(request, cut, _rows(made.sections), "brief.html.j2")


def _rows(sections: Sequence[BriefSection]) -> Rows:
    told = [(section, sentence) for section in sections for sentence in section.sentences]
    return Rows("brief", ("part", "date", "sentence", "documents"), _cells, told, len(told))


def _shown(request: Request, ledger: Ledger, asked: Asked, made: Brief, outdated: str | None) -> Response:
    """The page of a brief that is there."""
    looked = Looked.of(request)
    known = looked.known(asked.situation.id, asked.situation.seen) if asked.situation else None
    new = ledger.arrivals(known) if known else frozenset()  # to whom everything is new nothing is pointed out
    parts = _numbered(made)
    response = page(
        request,
        "brief.html.j2",
        asked=asked,
        rows=_rows(made.sections),
        brief=made,
        outdated=outdated,
        parts=parts,
        cited=CITED,
        most=EVIDENCE,
        sources=_listed(made, parts),
        is_new=partial(_is_new, new),
    )
    if asked.situation and not outdated:
        looked.look(asked.situation.id, ledger.last_arrival(), response)
    return response


def _numbered(brief: Brief) -> list[Numbered]:
    """The sections, each sentence with the numbers under which its sources are listed."""
    known = {(source.id, source.version): number for number, source in enumerate(brief.sources, 1)}
    return [
        (
            section,
            [(told, sorted({known[one.document, one.version] for one in told.evidence})) for told in section.sentences],
        )
        for section in brief.sections
    ]


def _listed(brief: Brief, parts: Sequence[Numbered]) -> list[tuple[int, LedgerDocument]]:
    """The sources that a page lists, numbered."""
    numbered = list(enumerate(brief.sources, 1))
    if len(numbered) <= SOURCES:
        return numbered
    shown = {number for _, sentences in parts for _, numbers in sentences for number in numbers[:CITED]}
    return [(number, source) for number, source in numbered if number in shown]


def _is_new(arrived: frozenset[tuple[str, int]], sentence: Sentence) -> bool:
    """Whether all that a sentence rests on came after the reader last looked."""
    return all((one.document, one.version) in arrived for one in sentence.evidence)


def _cells(told: Told) -> tuple[Cell, ...]:
    section, sentence = told
    documents = joined(dict.fromkeys(evidence.document for evidence in sentence.evidence))
    return (section.part, sentence.date, squeezed(sentence.text), documents)
