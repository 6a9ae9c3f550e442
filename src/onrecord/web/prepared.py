"""Views that take long are made by another process, and kept until the record has grown or somebody has judged it."""

from __future__ import annotations

import math
from collections import OrderedDict
from concurrent.futures import wait
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar, cast

from onrecord.errors import LedgerError
from onrecord.web.state import state_of
from onrecord.web.worker import LESS_URGENT, Order, Timed, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from contextlib import AbstractContextManager

    from fastapi import Request

    from onrecord.ledger.store import Ledger

Made = TypeVar("Made")
Maker = Literal["views", "briefs", "counts"]
"""Whose process makes it: that of views which take a moment, that of briefs and what takes as long as these, or that of
what is counted while a page is made."""

KEPT = 64

PATIENCE = 0.05
"""Seconds for which a page that has nothing to show waits for what takes long before it says that it is coming."""

MOST_ORDERED = 16
"""What pages have being made at once; whoever asks for one more is told to wait, and asks again."""


REST = 10
"""How many times as long as it took to make, a view is shown before it is made anew: where documents come all the time,
what takes minutes would else be made all the time, and what takes a second wait for it."""


class Kept(NamedTuple):
    """What was made, of which state of the ledger, when it was ordered (UTC, ISO 8601), and until when it will do."""

    made: Any
    state: str
    ordered: str
    rests_until: float = -math.inf

    @property
    def rests(self) -> bool:
        """Whether it is too early to make it anew."""
        return monotonic() < self.rests_until


class Coming(NamedTuple):
    """What is being made, of which state of the ledger or a later one, and when it was ordered."""

    future: Future[Timed[Any]]
    state: str
    ordered: str


@dataclass(frozen=True, slots=True)
class AtHand(Generic[Made]):
    """What can be shown at once, None if nothing is there; of when it is (UTC, ISO 8601) if another is on its way."""

    made: Made | None
    outdated: str | None = None


class Prepared:
    """What was made last, for requests in several threads.

    None of it is kept in the ledger: looking at a situation's brief sends no report to anybody.
    """

    def __init__(self, location: str, yields: int = LESS_URGENT) -> None:
        self._worker = Worker(location, yields)
        self._kept: OrderedDict[Order[Any], Kept] = OrderedDict()
        self._coming: dict[Order[Any], Coming] = {}
        self._lock, self._room = Lock(), BoundedSemaphore(MOST_ORDERED)

    def of(
        self, ledger: Ledger, order: Order[Made], aside: Callable[[], AbstractContextManager[None]] = nullcontext
    ) -> Made:
        """What is ordered of the record as it is now, waited for.

        Args:
            ledger: the record.
            order: what is wanted of it.
            aside: a block in which it is waited for.

        Raises:
            LedgerError: if the ledger cannot be read, or too many wait already.
        """
        state, kept = state_of(ledger), self._kept_of(order)
        made: Made
        if kept and kept.state == state:
            made = kept.made
        elif is_long(ledger, order):
            with self._one_more(), aside():
                made = self._ordered(order, state).future.result().made
        else:
            made = self._made(ledger, order, state)
        return made

    @contextmanager
    def _one_more(self) -> Iterator[None]:
        """Who waits takes up a thread of the server, of which others need some."""
        if not self._room.acquire(blocking=False):
            raise LedgerError("so much is being made that nothing more is taken on; ask again")
        try:
            yield
        finally:
            self._room.release()

    def begin(self, ledger: Ledger, order: Order[Made]) -> None:
        """Has what takes long made from now on, for :meth:`at_hand` to show a moment later."""
        state, kept = state_of(ledger), self._kept_of(order)
        will_do = kept and (kept.state == state or kept.rests)
        if not will_do and not self._is_busy() and is_long(ledger, order):
            self._ordered(order, state, urgent=not kept)

    def at_hand(self, ledger: Ledger, order: Order[Made]) -> AtHand[Made]:
        """What is ordered, as far as it is there; what is not is being made, and there for who asks again.

        Raises:
            LedgerError: if the ledger cannot be read, now or when it was to be made.
        """
        state, kept = state_of(ledger), self._kept_of(order)
        if kept and kept.state == state:
            return AtHand(kept.made)
        coming = self._coming.get(order)
        if not coming and not is_long(ledger, order):
            return AtHand(self._made(ledger, order, state))
        if kept and kept.rests:
            return AtHand(kept.made, kept.ordered)
        coming = coming or (None if self._is_busy() else self._ordered(order, state, urgent=not kept))
        # Who can be shown the one before does not wait: what is long takes longer than anybody's patience.
        if coming and wait([coming.future], 0 if kept else PATIENCE).done:
            self._forget(order, coming)
            return AtHand(coming.future.result().made, None if coming.state == state else coming.ordered)
        return AtHand(kept.made, kept.ordered) if kept else AtHand(None)

    def at_once(self, ledger: Ledger, order: Order[Made]) -> Made:
        """What is ordered, of an earlier state if that is there; else made here and now, which waits for nobody else's.

        Raises:
            LedgerError: if the ledger cannot be read, now or when it was to be made.
        """
        found = self.at_hand(ledger, order).made if self._kept_of(order) else None
        return self._made(ledger, order, state_of(ledger)) if found is None else found

    def close(self) -> None:
        """Ends the process that makes what takes long."""
        self._worker.close()

    def _made(self, ledger: Ledger, order: Order[Made], state: str) -> Made:
        """What is ordered, made here and now."""
        made = order.made(ledger)
        self._keep(order, Kept(made, state, _now()))
        return made

    def _kept_of(self, order: Order[Any]) -> Kept | None:
        with self._lock:
            if order in self._kept:
                self._kept.move_to_end(order)
            return self._kept.get(order)

    def _keep(self, order: Order[Any], made: Kept) -> None:
        with self._lock:
            self._kept[order] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def _is_busy(self) -> bool:
        with self._lock:
            return sum(not coming.future.done() for coming in self._coming.values()) >= MOST_ORDERED

    def _ordered(self, order: Order[Any], state: str, *, urgent: bool = True) -> Coming:
        """What is on its way, of that state or a later one; not ``urgent`` is what stands for one that can be shown."""
        with self._lock:
            coming = self._coming.get(order)
            if coming and coming.state == state and not coming.future.done():
                if urgent:
                    self._worker.hurry(coming.future)
                return coming
            coming = self._coming[order] = Coming(self._worker.order(order, urgent=urgent), state, _now())
            self._clear()
        coming.future.add_done_callback(lambda _: self._came(order, coming))
        return coming

    def _came(self, order: Order[Any], coming: Coming) -> None:
        """Keeps what was made; why it could not be is left for the page that asks again."""
        if not coming.future.cancelled() and coming.future.exception() is None:
            made, seconds = coming.future.result()
            self._keep(order, Kept(made, coming.state, coming.ordered, monotonic() + REST * seconds))
            self._forget(order, coming)

    def _clear(self) -> None:
        """Drops the oldest that failed, if nobody asked for them again; those that are being made stay."""
        failed = [order for order, coming in self._coming.items() if coming.future.done()]
        for order in failed[: max(0, len(failed) - KEPT)]:
            del self._coming[order]

    def _forget(self, order: Order[Any], coming: Coming) -> None:
        with self._lock:
            if self._coming.get(order) is coming:
                del self._coming[order]


def made_by(request: Request, by: Maker) -> Prepared:
    """What makes views, or briefs, for a request: the application has both in its ``state``."""
    return cast("Prepared", getattr(request.app.state, by))


def waited_for(request: Request, ledger: Ledger, order: Order[Made], by: Maker = "views") -> Made:
    """What files and programs are given: of the record as it is now, however long that takes."""
    return made_by(request, by).of(ledger, order, request.app.state.ledgers.aside)


def is_long(ledger: Ledger, order: Order[Any]) -> bool:
    """Whether an order takes so long that others should not have to wait for it."""
    return order.long is not None and ledger.document_count(order.scope, order.long) >= order.long


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
