"""A process that makes what takes seconds of Python, for which all other readers would have to wait."""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import count
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from onrecord.collecting import collect_seldom
from onrecord.errors import LedgerError, OnrecordError
from onrecord.ledger.store import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from onrecord.ledger.scope import Scope

Made = TypeVar("Made")

LONG = 400
"""Documents of a scope from which most views of it are made by another process: a tenth of a second's work."""

LESS_URGENT = 19
"""By how much the process yields to others, so that what is answered at once does not wait for what takes long."""

# spawn: a forked child would inherit the server's threads and their locks.
_CONTEXT = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Order(Generic[Made]):
    """What is asked for: a function of a ledger, a scope and what else is ``given``.

    It goes to another process where the scope has at least ``long`` documents (None: never), so that the function is
    one that a module has under its name. Two orders are equal whatever they call long.
    """

    make: Callable[..., Made]
    scope: Scope
    given: tuple[Hashable, ...] = ()
    long: int | None = field(default=LONG, compare=False)

    def made(self, ledger: Ledger) -> Made:
        """What was asked for."""
        return self.make(ledger, self.scope, *self.given)


class Timed(NamedTuple, Generic[Made]):
    """What was made, and how many seconds that took."""

    made: Made
    seconds: float


class Waiting(NamedTuple):
    """An order that waits, as they are sorted: the urgent ones before the others, each in the order of their coming."""

    later: bool
    number: int
    order: Order[Any]
    future: Future[Timed[Any]]


class Worker:
    """Makes what is ordered, one after the other, in a process that starts with the first and yields to the server."""

    def __init__(self, location: str, yields: int = LESS_URGENT) -> None:
        self._location, self._yields = location, yields
        self._thread = ThreadPoolExecutor(1, "onrecord-orders")
        self._waiting: list[Waiting] = []
        self._numbers, self._lock = count(), Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def order(self, order: Order[Made], *, urgent: bool = True) -> Future[Timed[Made]]:
        """What is to come. Waiting for it raises LedgerError if the ledger cannot be read or the process ends.

        What is ``urgent`` is made before what is not: somebody has nothing to look at until then.
        """
        future: Future[Timed[Made]] = Future()
        with self._lock:
            heappush(self._waiting, Waiting(not urgent, next(self._numbers), order, future))
        self._thread.submit(self._make_next)
        return future

    def hurry(self, future: Future[Timed[Any]]) -> None:
        """Makes an order urgent that may have been none."""
        with self._lock:
            self._waiting = [one._replace(later=one.later and one.future is not future) for one in self._waiting]
            heapify(self._waiting)

    def close(self) -> None:
        """Ends the process, whatever it is at."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        for one in self._waiting:
            one.future.cancel()
        if self._process is not None:
            self._process.terminate()
        self._thread.shutdown()

    def _make_next(self) -> None:
        with self._lock:
            _, _, order, future = heappop(self._waiting)
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(self._made(order))
            except Exception as error:  # whatever it is, it is for who waits
                future.set_exception(error)

    def _made(self, order: Order[Made]) -> Timed[Made]:
        pipe, began = self._pipe or self._start(), monotonic()
        self._pipe = pipe
        try:
            pipe.send(order)
            said: Made | Refusal = pipe.recv()
        except (EOFError, OSError) as error:
            self._pipe = None  # the next order gets another process
            raise LedgerError("the process that makes long views has ended (out of memory?); ask again") from error
        if isinstance(said, Refusal):
            raise LedgerError(said.why)
        return Timed(said, monotonic() - began)

    def _start(self) -> Connection:
        ours, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_work, args=(theirs, self._location, self._yields), daemon=True)
        self._process.start()
        theirs.close()
        return ours


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an order could not be carried out."""

    why: str


def _work(pipe: Connection, location: str, yields: int) -> None:
    """The life of the process: ends when its parent does, since the pipe then has no other end."""
    # Ctrl-C reaches every process of the terminal's group; the parent ends this one itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(yields)
    collect_seldom()
    ledger = None
    with suppress(EOFError, OSError):
        while True:
            order: Order[Any] = pipe.recv()
            try:
                ledger = ledger or Ledger.open(location)
                pipe.send(order.made(ledger))
            except OnrecordError as error:
                pipe.send(Refusal(str(error)))
