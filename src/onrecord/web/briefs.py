"""Briefs are written when they are asked for, and kept until the record has grown or somebody has judged it."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import wait
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from onrecord.web.state import state_of
from onrecord.web.writer import Order, Writer

if TYPE_CHECKING:
    from concurrent.futures import Future

    from onrecord.brief.report import Brief
    from onrecord.ledger.scope import Scope
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import LedgerSituation

KEPT = 64

LONG = 60
"""Documents of a scope from which its brief is written by another process: a third of a second's work."""

PATIENCE = 0.1
"""Seconds for which a page waits for a long brief before it shows the one before, or says that it is being written."""

MOST_ORDERED = 16
"""Briefs that pages have being written at once; whoever asks for one more is told to wait, and asks again."""


class Kept(NamedTuple):
    """A brief that was written, of which state of the ledger, and when it was ordered (UTC, ISO 8601)."""

    brief: Brief
    state: str
    ordered: str


class Coming(NamedTuple):
    """A brief that is being written, of which state of the ledger or a later one, and when it was ordered."""

    future: Future[Brief]
    state: str
    ordered: str


class AtHand(NamedTuple):
    """What can be shown at once: a brief if there is one; of when it is (UTC, ISO 8601) if another is on its way."""

    brief: Brief | None
    outdated: str | None = None


class Briefs:
    """The briefs written last, for requests in several threads.

    None of them is kept in the ledger as a situation's last brief: looking at one sends no report to anybody.
    """

    def __init__(self, location: str) -> None:
        self._writer = Writer(location)
        self._kept: OrderedDict[Order, Kept] = OrderedDict()
        self._coming: dict[Order, Coming] = {}
        self._lock = Lock()

    def of(
        self,
        ledger: Ledger,
        scope: Scope,
        title: str | None,
        *,
        last: LedgerSituation | None = None,
        only_new: bool = False,
    ) -> Brief:
        """The brief of a scope as the record is now, waited for.

        Raises:
            LedgerError: if the ledger cannot be read.
        """
        order, state = Order(scope, title, last, only_new), state_of(ledger)
        kept = self._kept_of(order)
        if kept and kept.state == state:
            return kept.brief
        if is_long(ledger, scope):
            return self._ordered(order, state).future.result()
        return self._written(ledger, order, state)

    def at_hand(self, ledger: Ledger, scope: Scope, title: str | None) -> AtHand:
        """The brief of a scope, as far as it is there; what is not is being written, and there for who asks again.

        Raises:
            LedgerError: if the ledger cannot be read, now or when the brief was to be written.
        """
        order, state = Order(scope, title), state_of(ledger)
        kept = self._kept_of(order)
        if kept and kept.state == state:
            return AtHand(kept.brief)
        if not is_long(ledger, scope):
            return AtHand(self._written(ledger, order, state))
        coming = self._coming.get(order) or (None if self._is_busy() else self._ordered(order, state))
        if coming and wait([coming.future], PATIENCE).done:
            self._forget(order, coming)
            return AtHand(coming.future.result(), None if coming.state == state else coming.ordered)
        return AtHand(kept.brief, kept.ordered) if kept else AtHand(None)

    def close(self) -> None:
        """Ends the process that writes long ones."""
        self._writer.close()

    def _written(self, ledger: Ledger, order: Order, state: str) -> Brief:
        """The brief, written here and now."""
        made = order.written(ledger)
        self._keep(order, Kept(made, state, _now()))
        return made

    def _kept_of(self, order: Order) -> Kept | None:
        with self._lock:
            if order in self._kept:
                self._kept.move_to_end(order)
            return self._kept.get(order)

    def _keep(self, order: Order, made: Kept) -> None:
        with self._lock:
            self._kept[order] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def _is_busy(self) -> bool:
        with self._lock:
            return sum(not coming.future.done() for coming in self._coming.values()) >= MOST_ORDERED

    def _ordered(self, order: Order, state: str) -> Coming:
        """The brief on its way, of that state or a later one."""
        with self._lock:
            coming = self._coming.get(order)
            if coming and coming.state == state and not coming.future.done():
                return coming
            coming = self._coming[order] = Coming(self._writer.order(order), state, _now())
            self._clear()
        coming.future.add_done_callback(lambda _: self._came(order, coming))
        return coming

    def _came(self, order: Order, coming: Coming) -> None:
        """Keeps what was written; why it could not be is left for the page that asks again."""
        if not coming.future.cancelled() and coming.future.exception() is None:
            self._keep(order, Kept(coming.future.result(), coming.state, coming.ordered))
            self._forget(order, coming)

    def _clear(self) -> None:
        """Drops the oldest that failed, if nobody asked for them again; those that are being written stay."""
        failed = [order for order, coming in self._coming.items() if coming.future.done()]
        for order in failed[: max(0, len(failed) - KEPT)]:
            del self._coming[order]

    def _forget(self, order: Order, coming: Coming) -> None:
        with self._lock:
            if self._coming.get(order) is coming:
                del self._coming[order]


def is_long(ledger: Ledger, scope: Scope) -> bool:
    """Whether the brief of a scope takes so long that others should not have to wait for it."""
    return ledger.some_documents(scope, limit=1).total >= LONG


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
