"""What the ledger has joined: statements, utterances, events, agreements, accounts, commitments, positions, origins."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, TypeVar

from fastapi import APIRouter, Query, Request

from onrecord.ledger.store import Ledger
from onrecord.ledger.views import (
    Hit,
    LedgerAccount,
    LedgerAgreement,
    LedgerCommitment,
    LedgerEvent,
    LedgerOrigin,
    LedgerPosition,
    LedgerPositionSeries,
    LedgerStatement,
    LedgerUtterance,
)
from onrecord.web import queries
from onrecord.web.api.filters import Coded, Directed, Reported, Searched, Worded
from onrecord.web.api.lookup import Id, by_id
from onrecord.web.api.paging import Page, Paged, cut, part
from onrecord.web.ledgers import Lent
from onrecord.web.overviews import commitment_of, commitments_in, part_of
from onrecord.web.prepared import waited_for
from onrecord.web.problems import described, missing
from onrecord.web.texts import Texts, read_or_refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from onrecord.ledger.scope import Scope

Record = TypeVar("Record")

router = APIRouter(responses=described())
MISSING = described(HTTPStatus.NOT_FOUND)


@router.get("/search", tags=["search"], summary="Search statements and events")
def search(ledger: Lent, texts: Texts, asked: Annotated[Searched, Query()], request: Request) -> Page[Hit]:
    """Best match first, without words the latest first. What several outlets quote is one row.

    With `like` the likest first, each with the parts of its score in `because`; the first such search of a server
    loads the coder, which takes some seconds.
    """
    like = read_or_refuse(texts, asked.like)
    found = queries.search(ledger, asked.scope(), like, limit=asked.limit, offset=asked.offset)
    return part(found.rows, found.total, asked, request)


@router.get("/statements", tags=["statements"], summary="Statements")
def statements(ledger: Lent, asked: Annotated[Worded, Query()], request: Request) -> Page[LedgerStatement]:
    """Who said what, one for each report, by date, else by day of report."""
    return cut(ledger.some_statements(asked.scope(), limit=asked.limit, offset=asked.offset), asked, request)


@router.get("/statements/{id}", tags=["statements"], summary="A statement", responses=MISSING)
def statement(ledger: Lent, id_: Id) -> LedgerStatement:
    """One attribution in one document, with the spans of source, cue and content."""
    return by_id("statement", id_, ledger.statement)


@router.get("/utterances", tags=["statements"], summary="Utterances")
def utterances(ledger: Lent, asked: Annotated[Worded, Query()], request: Request) -> Page[LedgerUtterance]:
    """What was said, each utterance once with all reports of it and the words in which they differ."""
    return cut(ledger.some_utterances(asked.scope(), limit=asked.limit, offset=asked.offset), asked, request)


@router.get("/utterances/{id}", tags=["statements"], summary="An utterance", responses=MISSING)
def utterance(ledger: Lent, id_: Id) -> LedgerUtterance:
    """One utterance, by its id or by that of a statement that reports it."""
    return by_id("utterance", id_, ledger.utterance)


@router.get("/events", tags=["events"], summary="Events")
def events(ledger: Lent, asked: Annotated[Worded, Query()], request: Request) -> Page[LedgerEvent]:
    """Who did what to whom, each event once with all its mentions, by date, else by day of first report."""
    return cut(ledger.some_events(asked.scope(), limit=asked.limit, offset=asked.offset), asked, request)


@router.get("/events/{id}", tags=["events"], summary="An event", responses=MISSING)
def event(ledger: Lent, id_: Id) -> LedgerEvent:
    """One event, by its id or by that of a mention: an event's own id changes when an earlier report comes in."""
    return by_id("event", id_, ledger.event)


@router.get("/unreviewed", tags=["reviews"], summary="Events to review")
def unreviewed(ledger: Lent, asked: Annotated[Worded, Query()], request: Request) -> Page[LedgerEvent]:
    """Events that nobody has accepted or corrected as they now are, the least certain first."""
    return cut(ledger.some_unreviewed(asked.scope(), limit=asked.limit, offset=asked.offset), asked, request)


@router.get("/agreements", tags=["agreements"], summary="Agreements")
def agreements(ledger: Lent, asked: Annotated[Reported, Query()], request: Request) -> Page[LedgerAgreement]:
    """Agreements by name, each with its dated history and with disputes over violations."""
    return _part(request, ledger, Ledger.agreements, asked)


@router.get("/agreements/{id}", tags=["agreements"], summary="An agreement", responses=MISSING)
def agreement(ledger: Lent, id_: Id) -> LedgerAgreement:
    """One agreement over all documents."""
    return by_id("agreement", id_, ledger.agreement)


@router.get("/accounts", tags=["accounts"], summary="Contested points")
def accounts(ledger: Lent, asked: Annotated[Coded, Query()], request: Request) -> Page[LedgerAccount]:
    """Propositions that some affirm and others deny, both sides dated; never which of them is right."""
    return _part(request, ledger, Ledger.accounts, asked)


@router.get("/accounts/{id}", tags=["accounts"], summary="A contested point", responses=MISSING)
def account(ledger: Lent, id_: Id) -> LedgerAccount:
    """One contested proposition."""
    return by_id("account", id_, ledger.account)


@router.get("/commitments", tags=["commitments"], summary="Threats and promises")
def commitments(ledger: Lent, asked: Annotated[Coded, Query()], request: Request) -> Page[LedgerCommitment]:
    """Threats and promises with their conditions, and later events that may be what was meant; the latest first."""
    order = commitments_in(asked.scope(), asked.limit, asked.offset)
    return cut(waited_for(request, ledger, order, "briefs"), asked, request)


@router.get("/commitments/{id}", tags=["commitments"], summary="A threat or promise", responses=MISSING)
def commitment(ledger: Lent, id_: Id, request: Request) -> LedgerCommitment:
    """One threat or promise."""
    found = waited_for(request, ledger, commitment_of(id_))
    if found is None:
        raise missing(f"commitment {id_}")
    return found


@router.get("/positions", tags=["positions"], summary="Positions")
def positions(ledger: Lent, asked: Annotated[Directed, Query()], request: Request) -> Page[LedgerPosition]:
    """Where actors stood on issues, as single documents have it, by date."""
    return _part(request, ledger, Ledger.positions, asked)


@router.get("/positions/{id}", tags=["positions"], summary="A position", responses=MISSING)
def position(ledger: Lent, id_: Id) -> LedgerPosition:
    """One position."""
    return by_id("position", id_, ledger.position)


@router.get("/series", tags=["positions"], summary="Positions over time")
def series(ledger: Lent, asked: Annotated[Directed, Query()], request: Request) -> Page[LedgerPositionSeries]:
    """Where actors stood on issues over time, and where that turned."""
    return _part(request, ledger, Ledger.position_series, asked)


@router.get("/series/{id}", tags=["positions"], summary="One series of positions", responses=MISSING)
def one_series(ledger: Lent, id_: Id) -> LedgerPositionSeries:
    """One actor's positions on one issue toward one counterpart."""
    return by_id("series", id_, ledger.series)


@router.get("/origins", tags=["documents"], summary="Independent origins")
def origins(ledger: Lent, asked: Annotated[Paged, Query()], request: Request) -> Page[LedgerOrigin]:
    """Independent reports, each with its copies and why they are taken for copies."""
    return cut(ledger.some_origins(limit=asked.limit, offset=asked.offset), asked, request)


@router.get("/origins/{id}", tags=["documents"], summary="An origin", responses=MISSING)
def origin(ledger: Lent, id_: Id) -> LedgerOrigin:
    """One independent report with its copies."""
    return by_id("origin", id_, ledger.origin)


def _part(
    request: Request, ledger: Ledger, find: Callable[[Ledger, Scope], Sequence[Record]], asked: Reported
) -> Page[Record]:
    """A page of what the ledger derives as a whole, which may take long."""
    return cut(waited_for(request, ledger, part_of(find, asked.scope(), asked.limit, asked.offset)), asked, request)
