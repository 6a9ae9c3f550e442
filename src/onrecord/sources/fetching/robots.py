"""What a host's robots.txt allows, as RFC 9309 has it: absent allows all, unreachable forbids all for a while."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from protego import Protego

from onrecord.sources.fetching.client import get
from onrecord.sources.fetching.errors import FetchError

if TYPE_CHECKING:
    from onrecord.sources.fetching.client import Answer, Bounds

MOST_BYTES = 500 * 1024
"""What RFC 9309 asks a crawler to read at least."""

MOST_WILDCARDS = 16
"""In one rule; with more, what matches it may take long."""

KEPT, KEPT_UNREACHABLE = 24 * 3600.0, 600.0
"""Seconds that rules hold, and that none could be had."""

PRODUCT = "onrecord"
_CLIENT_ERRORS = range(400, 500)
_SUCCESS = range(200, 300)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one host. ``parsed`` is None where they could not be had; ``until`` is a monotonic time."""

    parsed: Protego | None
    until: float

    def allows(self, address: str) -> bool:
        """Whether the address may be fetched."""
        return self.parsed is not None and bool(self.parsed.can_fetch(address, PRODUCT))

    @property
    def delay(self) -> float:
        """Seconds between two requests that the host asks for."""
        asked = self.parsed.crawl_delay(PRODUCT) if self.parsed is not None else None
        return float(asked) if asked else 0.0


def rules_of(origin: str, bounds: Bounds) -> Rules:
    """Fetches the rules of a host.

    Raises:
        FetchError: if the host may not be asked at all.
    """
    try:
        answer = get(f"{origin}/robots.txt", bounds, most=MOST_BYTES)
    except FetchError as error:
        if error.lasting:
            raise
        return Rules(None, time.monotonic() + KEPT_UNREACHABLE)
    return _read(answer)


def _read(answer: Answer) -> Rules:
    if answer.status in _CLIENT_ERRORS:
        return Rules(Protego.parse(""), time.monotonic() + KEPT)
    if answer.status not in _SUCCESS:
        return Rules(None, time.monotonic() + KEPT_UNREACHABLE)
    lines = answer.body.decode("utf-8", errors="replace").splitlines()
    safe = (line for line in lines if line.count("*") <= MOST_WILDCARDS)
    return Rules(Protego.parse("\n".join(safe)), time.monotonic() + KEPT)
