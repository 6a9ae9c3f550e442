"""A process that writes briefs: a long one takes seconds of Python, for which all other readers would have to wait."""

from __future__ import annotations

import multiprocessing
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from onrecord.brief.reporting import ReportingLedger
from onrecord.brief.writing import write
from onrecord.errors import LedgerError, OnrecordError
from onrecord.web.collecting import collect_seldom

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from onrecord.brief.report import Brief
    from onrecord.ledger.scope import Scope
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import LedgerSituation

# spawn: a forked child would inherit the server's threads and their locks.
_CONTEXT = multiprocessing.get_context("spawn")


class Order(NamedTuple):
    """A brief that is asked for, as :func:`onrecord.brief.writing.write` takes it."""

    scope: Scope
    title: str | None
    last: LedgerSituation | None = None
    only_new: bool = False

    def written(self, ledger: Ledger) -> Brief:
        """The brief."""
        return write(ledger, self.scope, self.title, last=self.last, only_new=self.only_new)


class Writer:
    """Writes what is ordered, one brief after the other, in a process that starts with the first."""

    def __init__(self, location: str) -> None:
        self._location = location
        self._waiting = ThreadPoolExecutor(1, "onrecord-briefs")
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def order(self, order: Order) -> Future[Brief]:
        """The brief to come. Waiting for it raises LedgerError if the ledger cannot be read or the process ends."""
        return self._waiting.submit(self._written, order)

    def close(self) -> None:
        """Ends the process, whatever it is at."""
        self._waiting.shutdown(wait=False, cancel_futures=True)
        if self._process is not None:
            self._process.terminate()
        self._waiting.shutdown()

    def _written(self, order: Order) -> Brief:
        pipe = self._pipe = self._pipe or self._start()
        try:
            pipe.send(order)
            said: Brief | str = pipe.recv()
        except (EOFError, OSError) as error:
            self._pipe = None  # the next order gets another process
            raise LedgerError("the process that writes briefs has ended (out of memory?); ask again") from error
        if isinstance(said, str):
            raise LedgerError(said)
        return said

    def _start(self) -> Connection:
        ours, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_work, args=(theirs, self._location), daemon=True)
        self._process.start()
        theirs.close()
        return ours


def _work(pipe: Connection, location: str) -> None:
    """The life of the process: ends when its parent does, since the pipe then has no other end."""
    # Ctrl-C reaches every process of the terminal's group; the parent ends this one itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    ledger = None
    with suppress(EOFError, OSError):
        while True:
            order: Order = pipe.recv()
            try:
                ledger = ledger or ReportingLedger.open(location)
                pipe.send(order.written(ledger))
            except OnrecordError as error:
                pipe.send(str(error))
