"""The review queue: least certain first, a judgement in one key, and undo.

Every step is a form, so that it works without scripts; a script only presses the buttons.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from starlette.responses import RedirectResponse, Response

from onrecord.exports.record import event_line
from onrecord.ledger.reviewing import ACTORS, FIELDS, VALUES, field_named
from onrecord.ledger.rows import RecordVerdict  # noqa: TC001
from onrecord.web import queries
from onrecord.web import rows as taken
from onrecord.web.answers import Cutting, Rows, answer, joined
from onrecord.web.guard import written
from onrecord.web.judges import UNDONE, judge_of, known_judge, remember
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.pages.session import own_address
from onrecord.web.scopes import Asking, split

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.ledger.reviewing import Corrected
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import EventMention, LedgerEvent, LedgerReview
    from onrecord.web.answers import Cell

router = APIRouter()
Form = Annotated[dict[str, str], Depends(written)]

SHOWN = 4
"""Mentions whose surroundings are shown."""

AROUND = 240
"""Characters of them on either side."""

READ = "read against the report"
OWN: tuple[RecordVerdict, ...] = ("accept", "reject", "correct")
COLUMNS = ("review", "verdict", "records", "author", "reason", "made_at", "status")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reviewer is in the queue: past this confidence and id. What was skipped stays behind."""

    confidence: float = -1.0
    id: str = ""

    @classmethod
    def of(cls, after: str) -> Place:
        """The place that an address names; anything else is the beginning."""
        confidence, _, record = after.partition("~")
        try:
            return cls(float(confidence), record)
        except ValueError:
            return cls()

    @classmethod
    def behind(cls, event: LedgerEvent) -> Place:
        """The place just past an event."""
        return cls(event.confidence, event.id)

    def __str__(self) -> str:
        return f"{self.confidence!r}~{self.id}"

    @property
    def past(self) -> tuple[float, str]:
        """The place as the ledger takes it."""
        return self.confidence, self.id


@router.get("/review")
def queue(
    request: Request,
    ledger: Lent,
    asked: Asking,
    cut: Cutting,
    after: Annotated[str, Query(max_length=100)] = "",
    at: Annotated[str, Query(max_length=100)] = "",
    done: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """The least certain event that nobody has judged; ``at`` shows that one, ``done`` tells of the last review."""
    if cut.form != "html":
        page = ledger.some_unreviewed(asked.scope, limit=cut.limit, offset=cut.offset)
        rows = Rows("review", taken.HIT, taken.event, page.rows, page.total, event_line)
        return answer(request, cut, rows, "review.html.j2", asked)
    ahead = ledger.some_unreviewed(asked.scope, limit=1, after=Place.of(after).past)
    event = next(iter(ledger.events_of([at] if at else ())), ahead.rows[0] if ahead.rows else None)
    total = ledger.some_unreviewed(asked.scope, limit=0).total if after else ahead.total
    return answer(
        request,
        cut,
        Rows("review", taken.HIT, taken.event, [], total, event_line),
        "review.html.j2",
        asked,
        event=event,
        around=_around(ledger, event.mentions[:SHOWN]) if event else {},
        left=ahead.total,
        skip=asked.address("/review", after=Place.behind(event)) if event else None,
        restart=asked.address("/review") if after else None,
        last=queries.review(ledger, done) if done else None,
        name=known_judge(request),
        reason=READ,
        values=VALUES,
        fields=FIELDS["event"],
    )


@router.get("/reviews")
def reviews(request: Request, ledger: Lent, cut: Cutting) -> Response:
    """All verdicts, the latest first, those withdrawn too."""
    found = tuple(reversed(ledger.reviews()))
    rows = Rows("reviews", COLUMNS, _cells, cut.of(found), len(found))
    return answer(request, cut, rows, "reviews.html.j2")


@router.post("/review")
def judge(request: Request, ledger: Lent, form: Form) -> Response:
    """Records a verdict and goes on to the next event."""
    verdict = form.get("verdict", "")
    if verdict not in OWN:
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, f"A verdict is {', '.join(OWN)}.")
    records = split(form.get("records", ""))
    author = judge_of(request, form)
    reason = form.get("reason", "").strip() or READ
    changes = _corrections(ledger, form) if verdict == "correct" else {}
    made = ledger.review(verdict, records, author=author, reason=reason, corrections=changes)
    return remember(_back(form, done=made), author)


@router.post("/review/undo")
def undo(request: Request, ledger: Lent, form: Form) -> Response:
    """Takes a verdict back and shows its event again."""
    ledger.withdraw_review(form.get("review", ""), author=judge_of(request, form), reason=UNDONE)
    return _back(form)


def _back(form: Mapping[str, str], **more: str) -> RedirectResponse:
    """To the page that the form names, telling it what was done."""
    then = own_address(form.get("then", "/review"))
    for name, value in more.items():
        then += f"{'&' if '?' in then else '?'}{name}={value}"
    return RedirectResponse(then, HTTPStatus.SEE_OTHER)


def _corrections(ledger: Ledger, form: Mapping[str, str]) -> Corrected:
    """Fields that were changed in the form, each with ``was_`` beside it; actors by the names that were typed."""
    given = {name: form[name].strip() for names in FIELDS.values() for name in names if name in form}
    changed = {name: value for name, value in given.items() if value != form.get(f"was_{name}", "").strip()}
    return {
        field_named(name): _identities(ledger, value) if name in ACTORS else value or None
        for name, value in changed.items()
    }


def _identities(ledger: Ledger, names: str) -> list[str]:
    """The ids of actors that were typed by id or name.

    Raises:
        ConfigurationError: if nobody or more than one is called so.
    """
    return [queries.identity(ledger, name) for name in split(names)]


def _around(ledger: Ledger, mentions: Sequence[EventMention]) -> dict[str, tuple[str, str]]:
    """What stands before and after the sentences of mentions (by id): a sentence alone is often not enough."""
    found: dict[str, tuple[str, str]] = {}
    for mention in mentions:
        text = ledger.text(mention.document, mention.version)
        start, end = mention.sentence
        before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        cut = " … " if start > AROUND else ""
        found[mention.id] = (cut + before[before.find(" ") + 1 :] if cut else before, after[: after.rfind(" ")] + " …")
    return found


def _cells(review: LedgerReview) -> Sequence[Cell]:
    records = joined(f"{one.document}: {one.exact}" for one in (*review.records, *review.others))
    return (review.id, review.verdict, records, review.author, review.reason, review.made_at, review.status)
