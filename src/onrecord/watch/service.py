"""The watch itself: polls on threads, codes and adds on one, tells what happened, and stops between two documents."""

from __future__ import annotations

import queue
import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from onrecord.coder.language import other_language
from onrecord.errors import DocumentError
from onrecord.sources.fetching.errors import FetchError
from onrecord.watch.polling import Found, Read
from onrecord.watch.scheduling import Schedule

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator, Sequence

    from onrecord.records import CodedDocument, Document
    from onrecord.watch.configuration import Source
    from onrecord.watch.polling import Poller
    from onrecord.watch.state import Listed

Outcome = Literal["added", "revised", "unchanged", "kept", "failed"]

POLLERS, FETCHERS = 8, 16
"""Sources that are polled and hosts whose pages are fetched at a time: what stalls holds up one of them."""

AHEAD = 32
"""Documents that wait to be coded, at most: pollers wait for the coder, and memory does not grow."""

LONGEST_PAUSE = 6 * 3600.0
"""Seconds between two polls of a source that fails again and again."""

TICK = 0.25
"""Seconds between two looks at the clock while nothing happens."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One document, or one that is none: what became of it, told in words."""

    outcome: Outcome
    where: str
    detail: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """How the service does: counts since it began, what waits, what rests.

    ``failing`` are the sources whose last poll failed, be it in an earlier run.
    ``next_in`` says in how many seconds one is due.
    """

    seconds: float
    outcomes: dict[str, int]
    languages: dict[str, int]
    sources: int
    failing: int
    next_in: float
    resting_hosts: int
    queued: int
    waiting: int


class Desk(Protocol):
    """What codes and keeps documents."""

    def holds(self, document: Document) -> bool:
        """Whether this very text is already held."""

    def lets_through(self, document: Document) -> bool:
        """Whether it goes on to the reader; what does not is kept."""

    def code(self, document: Document) -> CodedDocument:
        """Reads it. Raises DocumentError if that fails."""

    def add(self, coded: CodedDocument) -> Outcome:
        """Adds it to the record."""

    def keep(self, document: Document, language: str) -> None:
        """Keeps what is not coded."""


@dataclass(frozen=True, slots=True)
class _Polled:
    source: Source
    error: DocumentError | None = None


@dataclass(slots=True)
class Service:
    """Runs until it is told to stop, or once over all sources that are due."""

    sources: Sequence[Source]
    poller: Poller
    desk: Desk
    pause_of: Callable[[Source], float]
    health_every: float
    stop: threading.Event
    _events: queue.Queue[Found | Read | _Polled] = field(default_factory=lambda: queue.Queue(AHEAD))
    _counts: Counter[str] = field(default_factory=Counter)
    _languages: Counter[str] = field(default_factory=Counter)
    _started: float = field(default_factory=time.monotonic)

    def run(self, *, once: bool = False) -> Iterator[Happened | Health]:
        """What happens, as it happens; a health report every so often and at the end."""
        told = time.monotonic()
        schedule = Schedule(self.sources, self.poller.state, once)
        with ThreadPoolExecutor(POLLERS) as polls, ThreadPoolExecutor(FETCHERS) as pages:
            try:
                while not self.stop.is_set() and not (once and self._events.empty() and schedule.idle()):
                    self._submit(schedule, polls, pages)
                    event = self._next()
                    yield from self._handle(event, schedule) if event is not None else ()
                    if time.monotonic() - told >= self.health_every:
                        told = time.monotonic()
                        yield self.health()
            finally:
                self.stop.set()
                self.poller.pages.polite.bounds.live.shut()
                self._drain()
        yield self.health()

    def health(self) -> Health:
        """How it does now."""
        names = [source.name for source in self.sources]
        return Health(
            seconds=time.monotonic() - self._started,
            outcomes=dict(self._counts),
            languages=dict(self._languages),
            sources=len(self.sources),
            failing=sum(self.poller.state.failures(name) > 0 for name in names),
            next_in=max(0.0, min(map(self.poller.state.due, names), default=0.0) - time.time()),
            resting_hosts=self.poller.pages.polite.resting(),
            queued=self._events.qsize(),
            waiting=self.poller.state.waiting(),
        )

    def _submit(self, schedule: Schedule, polls: ThreadPoolExecutor, pages: ThreadPoolExecutor) -> None:
        """Hands what is to be done to the threads, as much as there are of them."""
        schedule.look()
        for source in schedule.polls(POLLERS):
            polls.submit(self._poll, source)
        for source, item in schedule.pages(FETCHERS):
            pages.submit(self._fetch, source, item)

    def _next(self) -> Found | Read | _Polled | None:
        try:
            return self._events.get(timeout=TICK)
        except queue.Empty:
            return None

    def _poll(self, source: Source) -> None:
        """On a thread of its own."""
        error = self._put_all(source.name, self.poller.poll(source))
        self._put(_Polled(source, error))

    def _fetch(self, source: Source, item: Listed) -> None:
        """On a thread of its own; a page that brings out a defect is not tried again."""
        error = self._put_all(item.key, self.poller.page(source, item))
        if error is not None:
            self._put(Found(source.name, error))
            self._put(Read(source.name, item.key))

    def _put_all(self, where: str, events: Iterator[Found | Read]) -> DocumentError | None:
        """Hands events on; what ends them early, which is the matter of one source or page and not of the others."""
        try:
            for event in events:
                if not self._put(event):
                    break
        except DocumentError as error:
            return error
        except Exception as error:  # a defect that one source brings out must not end the watch over the others
            return DocumentError(where, f"unexpected {type(error).__name__}: {error}")
        return None

    def _put(self, event: Found | Read | _Polled) -> bool:
        """Waits for room; False if it is time to stop."""
        while not self.stop.is_set():
            try:
                self._events.put(event, timeout=TICK)
            except queue.Full:
                continue
            return True
        return False

    def _drain(self) -> None:
        """Drops what waits: it is still open in the state."""
        while not self._events.empty():
            self._events.get_nowait()

    def _handle(self, event: Found | Read | _Polled, schedule: Schedule) -> Iterator[Happened]:
        if isinstance(event, Found):
            yield self._counted(self._document(event.unit))
        elif isinstance(event, Read):
            yield from self._settle(event)
            schedule.page_ended(event.source, event.key)
        else:
            yield from self._end_poll(event)
            schedule.poll_ended(event.source.name)

    def _document(self, unit: Document | DocumentError) -> Happened:
        if isinstance(unit, DocumentError):
            return Happened("failed", unit.where, unit.reason)
        where = unit.meta.id
        if self.desk.holds(unit):
            return Happened("unchanged", where, "")
        language = other_language(unit.text)
        if language is not None:
            self.desk.keep(unit, language)
            return Happened("kept", where, f"not coded: no model reads {language}", language)
        if not self.desk.lets_through(unit):
            return Happened("kept", where, "not coded: no politics by its words")
        try:
            coded = self.desk.code(unit)
            outcome = self.desk.add(coded)
        except DocumentError as error:
            return Happened("failed", error.where, error.reason)
        outlet = f"{coded.document.outlet}, " if coded.document.outlet else ""
        return Happened(outcome, where, f"{outlet}{len(coded.statements)} statements, {len(coded.events)} events")

    def _settle(self, event: Read) -> Iterator[Happened]:
        state, error = self.poller.state, event.error
        if error is None:
            state.settle(event.source, event.key)
        elif not state.postpone(event.source, event.key, error.wait or 0.0, tried=error.asked):
            yield Happened("failed", event.key, "given up after several tries")

    def _end_poll(self, event: _Polled) -> Iterator[Happened]:
        name, state = event.source.name, self.poller.state
        pause = self.pause_of(event.source)
        if event.error is None:
            state.polled(name, time.time() + pause * random.uniform(0.95, 1.05), failed=False)
            return
        wait = event.error.wait if isinstance(event.error, FetchError) and event.error.wait else 0.0
        growing = min(pause * 2.0 ** min(state.failures(name), 16), max(LONGEST_PAUSE, pause))
        state.polled(name, time.time() + max(growing, wait), failed=True)
        yield self._counted(Happened("failed", name, event.error.reason))

    def _counted(self, happened: Happened) -> Happened:
        self._counts[happened.outcome] += 1
        if happened.language is not None:
            self._languages[happened.language] += 1
        return happened
