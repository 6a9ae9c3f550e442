"""Judging two records to be one, or two: actors under several names, events told apart or taken for one."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from onrecord.ledger.naming import meant
from onrecord.web import queries
from onrecord.web.guard import written
from onrecord.web.judges import UNDONE, judge_of, remember
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.templating import record_address

if TYPE_CHECKING:
    from collections.abc import Mapping

router = APIRouter()
Form = Annotated[dict[str, str], Depends(written)]
Verdict = Literal["same", "different"]
VERDICTS: dict[str, Verdict] = {"same": "same", "different": "different"}

_EVENT = re.compile(r"\b(?:ev|em)_[0-9a-f]{1,32}\b")


@router.post("/actors/judge")
def judge_actors(request: Request, ledger: Lent, form: Form) -> Response:
    """Records that two actors are one, or two; the other is given by name or id.

    The one is the identity of the name that its page bears, so that an actor of several names is none of the others.
    """
    actor = queries.actor(ledger, form.get("one", ""))
    one = meant(actor, actor.name)
    other = queries.identity(ledger, form.get("other", "").strip())
    author = judge_of(request, form)
    ledger.judge_actors(_verdict(form), one.id, other, author=author, reason=_reason(form))
    return remember(_to("actors", one.id), author)


@router.post("/actors/withdraw")
def withdraw(request: Request, ledger: Lent, form: Form) -> Response:
    """Takes a judgement on actors back."""
    ledger.withdraw_judgement(form.get("judgement", ""), author=judge_of(request, form), reason=UNDONE)
    return _to("actors", form.get("one", ""))


@router.post("/events/judge")
def judge_events(request: Request, ledger: Lent, form: Form) -> Response:
    """Records that two events are one, or two; the other is given by its id, or by the address of its page."""
    one = queries.event(ledger, form.get("one", ""))
    asked = form.get("other", "")
    named = _EVENT.search(asked)
    other = queries.event(ledger, named[0] if named else asked)
    author = judge_of(request, form)
    ledger.review(_verdict(form), one.id, other.id, author=author, reason=_reason(form))
    return remember(_to("events", one.mentions[0].id), author)  # the event itself may have another id now


def _verdict(form: Mapping[str, str]) -> Verdict:
    if verdict := VERDICTS.get(form.get("verdict", "")):
        return verdict
    raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, "Two records are the same, or different.")


def _reason(form: Mapping[str, str]) -> str:
    if reason := form.get("reason", "").strip():
        return reason
    raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, "A judgement on two records needs a reason.")


def _to(kind: str, record: str) -> RedirectResponse:
    return RedirectResponse(record_address(kind, record), HTTPStatus.SEE_OTHER)
