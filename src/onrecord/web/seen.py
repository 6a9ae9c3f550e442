"""What a reader has looked at: up to which arrival each situation was known, kept in the reader's own browser.

Nothing of it is in the ledger, which several people may share. A mark moves when a reader comes back after a while, not
with each page, so that what is new stays new for the time of one visit.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fastapi import Request
    from starlette.responses import Response

COOKIE = "onrecord_seen"
VISIT = 60
"""Minutes without a look after which the next one is another visit."""

MOST = 60
"""Situations that are remembered, those looked at last: a cookie holds four kilobytes."""

_MARK = re.compile(r"([a-z]+_[0-9a-f]{1,40})\.(\d{1,12})\.(\d{1,12})\.(\d{1,12})")
A_YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Mark:
    """Up to which arrival a situation was known ``before`` this visit, and ``now``; when it was looked at (minutes)."""

    before: int
    now: int
    at: int


@dataclass(slots=True)
class Looked:
    """The marks of one reader, by situation id."""

    marks: dict[str, Mark]

    @classmethod
    def of(cls, request: Request) -> Self:
        """What the browser remembers; anything else in the cookie counts for nothing."""
        found = _MARK.findall(request.cookies.get(COOKIE, "")[:4096])
        return cls({name: Mark(int(before), int(now), int(at)) for name, before, now, at in found})

    def known(self, situation: str, otherwise: int = 0) -> int:
        """Up to which arrival the reader knows a situation."""
        mark = self.marks.get(situation)
        if mark is None:
            return otherwise
        return mark.now if _minute() - mark.at > VISIT else mark.before

    def look(self, situation: str, arrival: int, response: Response) -> None:
        """Remembers that a situation was looked at with everything up to an arrival."""
        known = self.known(situation)
        self.marks = {
            **{k: m for k, m in self.marks.items() if k != situation},
            situation: Mark(known, arrival, _minute()),
        }
        written = "-".join(f"{name}.{m.before}.{m.now}.{m.at}" for name, m in _last(self.marks.items()))
        response.set_cookie(COOKIE, written, A_YEAR, httponly=True, samesite="lax")


def _last(marks: Iterable[tuple[str, Mark]]) -> list[tuple[str, Mark]]:
    return list(marks)[-MOST:]


def _minute() -> int:
    return int(time.time() // 60)
