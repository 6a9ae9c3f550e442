"""When a host may be asked: one request at a time, a pause between two, its robots.txt, and longer and longer pauses
while it fails.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from onrecord.sources.fetching.addresses import origin
from onrecord.sources.fetching.client import MOST_REDIRECTS, PASSING, Answer, ask, redirect
from onrecord.sources.fetching.errors import FetchError
from onrecord.sources.fetching.robots import Rules, rules_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from onrecord.sources.fetching.client import Bounds

LONGEST_DELAY = 60.0
"""Seconds between two requests to a host, whatever its robots.txt asks for."""

FIRST_BACK_OFF, LONGEST_BACK_OFF = 30.0, 3600.0
"""Seconds that a host is left alone after its first failure, doubled with each that follows, and at most."""

FAILURES_BEFORE_BACK_OFF = 3
"""In a row: one page that is slow is no reason to leave the others."""

MOST_HOSTS = 5_000
"""Hosts that are remembered; beyond it those that are at rest are forgotten, with their rules."""

_SUCCESS = range(200, 300)
_NOT_MODIFIED = 304
_TOO_MANY = frozenset({429, 503})


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    next_at: float = 0.0
    failures: int = 0
    closed_until: float = 0.0
    rules: Rules | None = None

    def is_needed(self, now: float) -> bool:
        """Whether it is being asked, or there is something to remember about when it may be."""
        return self.lock.locked() or max(self.next_at, self.closed_until) > now


class Polite:
    """Fetches addresses of any hosts from any threads.

    Args:
        bounds: of each request.
        delay: seconds between two requests to a host.
        pause: waits so many seconds; returns True if it was told to stop.
    """

    def __init__(self, bounds: Bounds, *, delay: float = 1.0, pause: Callable[[float], bool] | None = None) -> None:
        self.bounds = bounds
        self._delay = delay
        self._pause = pause or threading.Event().wait
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer, if it is a success or says that nothing has changed; redirects are followed as politely.

        Raises:
            FetchError: if it may not or cannot be fetched, or the server says that it cannot be had.
        """
        here: str | None = address
        for _ in range(MOST_REDIRECTS + 1):
            assert here is not None, "a redirect leads somewhere"
            try:
                answer = self._ask(here, headers)
            except FetchError as error:
                raise error if here == address else error.seen_from(address) from error
            here = redirect(answer)
            if here is None:
                return answer
        raise FetchError(address, f"more than {MOST_REDIRECTS} redirects", lasting=True)

    def _ask(self, address: str, headers: Mapping[str, str] | None) -> Answer:
        name = origin(address)
        host = self._host(name)
        with host.lock:
            self._wait_for(host, address)
            self._check_rules(host, name, address)
            try:
                answer = _accepted(address, ask(address, self.bounds, headers))
            except FetchError as error:
                self._failed(host, error)
                raise
            finally:
                host.next_at = time.monotonic() + max(self._delay, min(_delay_of(host), LONGEST_DELAY))
            host.failures = 0
            return answer

    def _host(self, name: str) -> _Host:
        with self._lock:
            if len(self._hosts) >= MOST_HOSTS and name not in self._hosts:
                now = time.monotonic()
                self._hosts = {name: host for name, host in self._hosts.items() if host.is_needed(now)}
            return self._hosts.setdefault(name, _Host())

    def resting(self) -> int:
        """How many hosts are left alone at the moment."""
        now = time.monotonic()
        with self._lock:
            return sum(host.closed_until > now for host in self._hosts.values())

    def _wait_for(self, host: _Host, address: str) -> None:
        closed = host.closed_until - time.monotonic()
        if closed > 0:
            reason = f"its server is left alone for {closed:.0f} more seconds"
            raise FetchError(address, reason, wait=closed, asked=False)
        if self._pause(max(host.next_at - time.monotonic(), 0)):
            raise FetchError(address, "stopped before it was fetched", wait=0, asked=False)

    def _check_rules(self, host: _Host, name: str, address: str) -> None:
        if host.rules is None or host.rules.until < time.monotonic():
            host.rules = rules_of(name, self.bounds)
            host.next_at = time.monotonic() + self._delay
            self._wait_for(host, address)
        if host.rules.parsed is None:
            wait = max(host.rules.until - time.monotonic(), 0)
            raise FetchError(address, "its server's robots.txt cannot be had, so nothing is fetched there", wait=wait)
        if not host.rules.allows(address):
            raise FetchError(address, "its server's robots.txt forbids it", lasting=True)

    def _failed(self, host: _Host, error: FetchError) -> None:
        if error.lasting:
            return
        host.failures += 1
        over = host.failures - FAILURES_BEFORE_BACK_OFF
        growing = min(FIRST_BACK_OFF * 2.0 ** min(over, 10), LONGEST_BACK_OFF) if over >= 0 else 0.0
        wait = max(growing, min(error.wait or 0.0, LONGEST_BACK_OFF))
        host.closed_until = time.monotonic() + wait


def _delay_of(host: _Host) -> float:
    return host.rules.delay if host.rules is not None else 0.0


def _accepted(address: str, answer: Answer) -> Answer:
    if answer.status in _SUCCESS or answer.status == _NOT_MODIFIED or redirect(answer):
        return answer
    passing = answer.status in PASSING
    wait = _retry_after(answer) if answer.status in _TOO_MANY else None
    raise FetchError(address, f"the server answers with status {answer.status}", lasting=not passing, wait=wait)


def _retry_after(answer: Answer) -> float:
    """Seconds that the server asks to wait, given as such or as a date; a first back-off where it does not say."""
    value = answer.headers.get("retry-after", "")
    if value.isdecimal():
        return float(value[:9])
    try:
        return max(parsedate_to_datetime(value).timestamp() - time.time(), 0.0)
    except (ValueError, TypeError, IndexError, OverflowError):
        return FIRST_BACK_OFF
