"""The first page: what is followed, with what is new since the reader last looked."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from onrecord.web import words
from onrecord.web.answers import Cutting, Rows, answer
from onrecord.web.guard import written
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.scopes import FOLLOWED, Asked, asked
from onrecord.web.seen import Looked

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import LedgerDocument, LedgerSituation
    from onrecord.web.answers import Cell

router = APIRouter()
Form = Annotated[dict[str, str], Depends(written)]

TITLES = 3
"""New documents that are named."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A situation with its documents: how many, how many of them the reader has not seen, and the latest of those."""

    situation: LedgerSituation
    documents: int
    new: int
    latest: tuple[LedgerDocument, ...]
    last: str | None

    @property
    def asked(self) -> Asked:
        """The situation as an address asks for it."""
        return Asked(self.situation, {}, self.situation.scope)


@router.get("/")
def situations(request: Request, ledger: Lent, cut: Cutting) -> Response:
    """What is followed."""
    looked = Looked.of(request)
    live = [one for one in ledger.situations() if one.ended_at is None]
    followed = [_followed(ledger, one, looked) for one in live]
    rows = Rows("situations", _COLUMNS, _cells, followed, len(followed), _plain)
    everything = ledger.some_documents(limit=1)
    return answer(
        request,
        cut,
        rows,
        "situations.html.j2",
        followed=sorted(followed, key=lambda one: (-one.new, one.situation.name.casefold())),
        documents=everything.total,
        latest=everything.rows[0].date if everything.rows else None,
    )


@router.post("/situations")
def follow(ledger: Lent, form: Form) -> Response:
    """Follows a scope under a name."""
    given = {name: form.get(name, "") for name in FOLLOWED}
    wanted = asked(ledger, **given)
    saved = ledger.save_situation(form.get("name", "").strip(), wanted.scope)
    return RedirectResponse(Asked(saved, {}, saved.scope).address("/brief"), HTTPStatus.SEE_OTHER)


@router.post("/situations/end")
def unfollow(ledger: Lent, form: Form) -> Response:
    """Ends a situation; its rows stay."""
    ledger.remove_situation(form.get("name", ""))
    return RedirectResponse("/", HTTPStatus.SEE_OTHER)


def _followed(ledger: Ledger, situation: LedgerSituation, looked: Looked) -> Followed:
    documents = ledger.some_documents(situation.scope, limit=1)
    known = looked.known(situation.id, situation.seen)
    new = ledger.some_documents(situation.scope, limit=TITLES, after=known)
    last = documents.rows[0].date if documents.rows else None
    return Followed(situation, documents.total, new.total, new.rows, last)


_COLUMNS = ("name", "scope", "documents", "new", "latest_report", "last_brief")


def _cells(one: Followed) -> tuple[Cell, ...]:
    told = (words.scope_words(one.situation.scope), one.documents, one.new, one.last)
    return (one.situation.name, *told, one.situation.last_brief)


def _plain(one: Followed) -> dict[str, Cell]:
    return dict(zip(_COLUMNS, _cells(one), strict=True))
