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
    from collections.abc import Iterable

    from starlette.responses import Response

    from onrecord.ledger.views import LedgerActor, LedgerUtterance
    from onrecord.web.answers import Cell

router = APIRouter()

EARLIER = 4
"""Earlier utterances that open with a speaker's last one."""


@dataclass(slots=True)
class Speaker:
    """Somebody with what they said, the latest first."""

    actor: LedgerActor
    utterances: list[LedgerUtterance]

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
    speakers = _speakers(reversed(ledger.utterances(asked.scope)))
    shown = cut.of(speakers)
    rows = Rows("said", taken.UTTERANCE, _cells, shown, len(speakers), lambda speaker: plain(speaker.last))
    return answer(request, cut, rows, "said.html.j2", asked)


def _speakers(utterances: Iterable[LedgerUtterance]) -> list[Speaker]:
    found: dict[str, Speaker] = {}
    for utterance in utterances:
        if utterance.source is not None:
            found.setdefault(utterance.source.id, Speaker(utterance.source, [])).utterances.append(utterance)
    return list(found.values())


def _cells(speaker: Speaker) -> tuple[Cell, ...]:
    return taken.utterance(speaker.last)
