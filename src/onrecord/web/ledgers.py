"""Ledgers for requests: a few opened ones, each lent to one request at a time.

A ledger is not for several threads at once, and what it derives is kept in it; so ledgers are kept open and handed
round, the one that came back last first, because what it has derived is the freshest.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator  # noqa: TC003 - FastAPI resolves it at run time
from contextlib import asynccontextmanager, contextmanager
from typing import Annotated, cast

from anyio import from_thread
from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from onrecord.brief.reporting import ReportingLedger

AT_ONCE = 4
"""Ledgers that are open at the most. Python computes on one core; more of them would only hold more in memory."""


class LedgerSource:
    """Lends ledgers of one location to requests; who comes when all are lent waits for one.

    The waiting is done by the event loop. In a worker thread it would take the threads that those who hold a ledger
    need to give it back.
    """

    def __init__(self, location: str, at_once: int = AT_ONCE) -> None:
        self.location = location
        self._free = asyncio.Semaphore(at_once)
        self._idle: list[ReportingLedger] = []

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[ReportingLedger]:
        """An opened ledger that nobody else has until the block is left.

        Raises:
            LedgerError: if it cannot be opened.
        """
        async with self._free:
            ledger = self._idle.pop() if self._idle else await run_in_threadpool(ReportingLedger.open, self.location)
            try:
                yield ledger
            finally:
                self._idle.append(ledger)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Somebody else may have a ledger meanwhile: for the thread of a request that waits for another process."""
        from_thread.run_sync(self._free.release)
        try:
            yield
        finally:
            from_thread.run(self._free.acquire)

    def close(self) -> None:
        """Closes all that are not lent."""
        while self._idle:
            self._idle.pop().close()


async def lend(request: Request) -> AsyncIterator[ReportingLedger]:
    """The dependency: a ledger of the application's source (``app.state.ledgers``) for the length of a request."""
    async with cast("LedgerSource", request.app.state.ledgers).lent() as ledger:
        yield ledger


Lent = Annotated[ReportingLedger, Depends(lend)]
"""What an endpoint asks for: ``def page(ledger: Lent) -> ...``, a plain function, which FastAPI runs in a thread."""
