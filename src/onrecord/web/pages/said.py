"""Who said what last: each speaker of a situation with the latest words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request

from onrecord.exports.record import plain
from onrecord.web import rows as taken
from onrecord.web.answers import Cutting, Rows, answer
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.scopes import Asking  # noqa: TC001

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.responses import Response

    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import LedgerActor, LedgerUtterance
    from onrecord.web.answers import Cell

router = APIRouter()

EARLIER = 4
"""Earlier utterances that open with a speaker's last one."""


@dataclass(slots=True)
class Speaker:
    """Somebody with what they said last, the latest first, and how often they spoke."""

    actor: LedgerActor
    utterances: list[LedgerUtterance]
    times: int

    @property
    def last(self) -> LedgerUtterance:
        """What they said last."""
        return self.utterances[0]

    @property
    def earlier(self) -> list[LedgerUtterance]:
        """What they said before."""
        return self.utterances[1 : 1 + EARLIER]


@router.get("/said")
def said(request: Request, ledger: Lent, asked: Asking, cut: Cutting) -> Response:
    """The speakers, who spoke last first."""
    said: dict[str, list[str]] = {}
    for one in reversed(ledger.utterance_outlines(asked.scope)):
        if one.source is not None:
            said.setdefault(one.source, []).append(one.id)
    shown = _speakers(ledger, cut.of(list(said.values())))
    rows = Rows("said", taken.UTTERANCE, _cells, shown, len(said), lambda speaker: plain(speaker.last))
    return answer(request, cut, rows, "said.html.j2", asked)


def _speakers(ledger: Ledger, said: Sequence[Sequence[str]]) -> list[Speaker]:
    """Speakers by what each of them said (ids), the latest first."""
    wanted = [told for own in said for told in own[: 1 + EARLIER]]
    found = {told.id: told for told in ledger.utterances_of(wanted)}
    last = ([found[told] for told in own[: 1 + EARLIER]] for own in said)
    return [Speaker(own[0].source, own, len(ids)) for own, ids in zip(last, said, strict=True) if own[0].source]


def _cells(speaker: Speaker) -> tuple[Cell, ...]:
    return taken.utterance(speaker.last)
