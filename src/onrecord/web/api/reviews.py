"""People's verdicts on records, read and made. Writing needs the server's access token."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Body, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from onrecord.ledger.rows import RecordVerdict
from onrecord.ledger.views import LedgerReview, ReviewStatus
from onrecord.records import EventType, Factuality, SpeechAct, StatementKind
from onrecord.web import queries
from onrecord.web.api.access import authorised
from onrecord.web.api.filters import Date
from onrecord.web.api.lookup import Id
from onrecord.web.api.paging import Page, Paged, page
from onrecord.web.ledgers import Lent
from onrecord.web.problems import described, missing

if TYPE_CHECKING:
    from onrecord.ledger.reviewing import Corrected
    from onrecord.ledger.store import Ledger

MOST_ACTORS = 50
ONE = "api: a review"
"""The address of one review by name, which pages of the workbench may not have."""


reading = APIRouter(tags=["reviews"], responses=described())
writing = APIRouter(
    tags=["reviews"],
    dependencies=[Depends(authorised)],
    responses=described(
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.CONFLICT,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ),
)

KNOWN: dict[int | str, dict[str, Any]] = {200: {"model": LedgerReview, "description": "That verdict holds already."}}

_LINE, _TEXT = r"[^\x00-\x1f\x7f]*", r"[^\x00]*"
_INK = r"[^\x00-\x20\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
r"""What is no blank: written out, because what `\s` means differs from one dialect of patterns to the other."""

Author = Annotated[str, StringConstraints(max_length=120, pattern=f"^{_LINE}{_INK}{_LINE}$")]
Reason = Annotated[str, StringConstraints(max_length=1_000, pattern=f"^{_TEXT}{_INK}{_TEXT}$")]
Record = Annotated[str, StringConstraints(pattern=r"^(st|ev|em)_[0-9a-f]{1,32}$")]
EventRecord = Annotated[str, StringConstraints(pattern=r"^(ev|em)_[0-9a-f]{1,32}$")]
ActorId = Annotated[str, StringConstraints(pattern=r"^ac_[0-9a-f]{1,32}$")]
ActorIds = Annotated[list[ActorId], Field(max_length=MOST_ACTORS)]


class Signed(BaseModel):
    """Who judges, and why; both are kept."""

    model_config = ConfigDict(extra="forbid")

    author: Author = Field(examples=["A. Reader"])
    reason: Reason = Field(examples=["read against the report"])


class OnRecord(Signed):
    """A statement, an event or an event's mention is right as it is, or wrong."""

    verdict: Literal["accept", "reject"]
    record: Record = Field(examples=["st_d8acfeeafe8759213dca"])


class Fields(BaseModel):
    """What fields should be; null is unknown, or nobody. An event has the first five, a statement the last three."""

    model_config = ConfigDict(extra="forbid")

    type: EventType | None = None
    date: Date | None = None
    factuality: Factuality | None = None
    actors: ActorIds | None = None
    recipients: ActorIds | None = None
    source: ActorId | None = None
    kind: StatementKind | None = None
    act: SpeechAct | None = None


class Correction(Signed):
    """A record is right once some of its fields are otherwise."""

    verdict: Literal["correct"]
    record: Record = Field(examples=["ev_e869a03d83d520258086"])
    corrections: Fields = Field(examples=[{"date": "2015-03-30"}])

    def corrected(self) -> Corrected:
        """The fields that are given, as the ledger takes them."""
        return self.corrections.model_dump(exclude_unset=True)  # type: ignore[return-value]


class OnPair(Signed):
    """Two events, or mentions of events, are one, or are not."""

    verdict: Literal["same", "different"]
    one: EventRecord = Field(examples=["ev_e869a03d83d520258086"])
    other: EventRecord = Field(examples=["ev_5f1c0d2b7a9e4c3d8f60"])


class Listed(Paged):
    """Which reviews are asked for."""

    verdict: RecordVerdict | None = None
    status: ReviewStatus | None = None


Verdict = Annotated[OnRecord | Correction | OnPair, Body(discriminator="verdict")]


@reading.get("/reviews", summary="Reviews")
def reviews(ledger: Lent, asked: Annotated[Listed, Query()], request: Request) -> Page[LedgerReview]:
    """Verdicts in the order in which they were made, those withdrawn too, and those whose record is gone."""
    found = [
        made
        for made in ledger.reviews()
        if asked.verdict in (None, made.verdict) and asked.status in (None, made.status)
    ]
    return page(found, asked, request)


@reading.get("/reviews/{id}", name=ONE, summary="A review", responses=described(HTTPStatus.NOT_FOUND))
def review(ledger: Lent, id_: Id) -> LedgerReview:
    """One verdict, with what it says of which record, and whether it holds."""
    return _review(ledger, id_)


@writing.post("/reviews", status_code=HTTPStatus.CREATED, summary="Judge a record", responses=KNOWN)
def judge(ledger: Lent, given: Verdict, request: Request, response: Response) -> LedgerReview:
    """Records a verdict. The same verdict of the same person on the same records is not made again: status 200 then."""
    known = {made.id for made in ledger.reviews()}
    made = _record(ledger, given)
    response.headers["Location"] = request.url_for(ONE, id=made).path
    if made in known:
        response.status_code = HTTPStatus.OK
    return _review(ledger, made)


@writing.post("/reviews/{id}/withdrawal", summary="Withdraw a review", responses=described(HTTPStatus.NOT_FOUND))
def withdraw(ledger: Lent, id_: Id, given: Signed) -> LedgerReview:
    """Takes a verdict back. The record stands as if it had not been made; the review stays, stamped."""
    _review(ledger, id_)
    ledger.withdraw_review(id_, author=given.author, reason=given.reason)
    return _review(ledger, id_)


def _record(ledger: Ledger, given: OnRecord | Correction | OnPair) -> str:
    if isinstance(given, OnPair):
        return ledger.review(given.verdict, given.one, given.other, author=given.author, reason=given.reason)
    changes = given.corrected() if isinstance(given, Correction) else {}
    return ledger.review(given.verdict, given.record, author=given.author, reason=given.reason, corrections=changes)


def _review(ledger: Ledger, wanted: str) -> LedgerReview:
    found = queries.review(ledger, wanted)
    if found is None:
        raise missing(f"review {wanted}")
    return found
