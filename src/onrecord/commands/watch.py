"""``onrecord watch``: polls what a configuration lists and adds what is new, until it is told to stop."""

from __future__ import annotations

import resource
import signal
import sys
import threading
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import typer

import onrecord
from onrecord.commands.keeping import beside, uncoded
from onrecord.commands.status import Failures, complain
from onrecord.errors import DocumentError
from onrecord.show.naming import visible
from onrecord.sources import DEFAULT_MAX_CHARS
from onrecord.sources.fetching.archive import Archive
from onrecord.sources.fetching.client import Bounds
from onrecord.sources.fetching.pages import Pages
from onrecord.sources.fetching.politeness import Polite
from onrecord.sources.limits import Limits
from onrecord.watch.configuration import Configuration, load
from onrecord.watch.polling import Poller
from onrecord.watch.service import Happened, Health, Service
from onrecord.watch.state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import FrameType

    from onrecord.brief.reporting import ReportingLedger
    from onrecord.commands.code import Coding
    from onrecord.commands.keeping import Uncoded
    from onrecord.records import CodedDocument, Document
    from onrecord.watch.service import Outcome

KIB = 1024


@dataclass(frozen=True, slots=True)
class Watching:
    """How to watch: where the state is kept, whether private networks may be reached, whether to stop after a round."""

    state: Path | None = None
    allow_private: bool = False
    once: bool = False


@dataclass(frozen=True, slots=True)
class _Desk:
    """The coder and the ledger, as the service needs them."""

    coder: Callable[[Document, str | None], CodedDocument]
    ledger: ReportingLedger
    left: Uncoded
    published: str | None

    def holds(self, document: Document) -> bool:
        return self.ledger.holds(document.meta.id, document.meta.text_sha256 or "")

    def code(self, document: Document) -> CodedDocument:
        return self.coder(document, self.published)

    def add(self, coded: CodedDocument) -> Outcome:
        return self.ledger.add(coded).outcome

    def keep(self, document: Document, language: str) -> None:
        if self.left.kept is not None:
            self.left.kept(document, language)

    def lets_through(self, document: Document) -> bool:
        return self.left.gate is None or self.left.gate(document)


def run(configuration: Path, location: str, coding: Coding, watching: Watching) -> None:
    """Watches; a line on standard output for each document and now and then one on how it does."""
    settings = load(configuration)
    failures = Failures()
    stop = threading.Event()
    with (
        onrecord.open_ledger(location) as ledger,
        closing(State(watching.state or beside(location, "watch.db"))) as state,
        _stopped_by_signals(stop),
    ):
        left = uncoded(beside(location, "uncoded.jsonl"), gate=settings.gate)
        coder = onrecord.load(coding.model, coding.dictionaries, coding.network)
        desk = _Desk(coder.code_document, ledger, left, coding.published)
        service = _service(settings, desk, state, location, watching, stop)
        for happened in service.run(once=watching.once):
            _tell(happened, failures)
    if watching.once:
        failures.leave()


def _service(
    settings: Configuration, desk: _Desk, state: State, location: str, watching: Watching, stop: threading.Event
) -> Service:
    bounds = Bounds(settings.agent, allow_private=watching.allow_private)
    polite = Polite(bounds, delay=settings.delay, pause=stop.wait)
    pages = Pages(polite, Limits(DEFAULT_MAX_CHARS), Archive(beside(location, "pages")))
    poller = Poller(pages, state)
    return Service(settings.sources, poller, desk, settings.pause_of, settings.health, stop)


@contextmanager
def _stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    """The first SIGINT or SIGTERM asks for a clean stop, the second is obeyed at once."""

    def ask(number: int, _frame: FrameType | None) -> None:
        complain("stopping after this document")
        stop.set()
        signal.signal(number, before[number])

    before = {int(number): signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in before:
        signal.signal(number, ask)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tell(happened: Happened | Health, failures: Failures) -> None:
    if isinstance(happened, Health):
        _write(_health(happened))
    elif happened.outcome == "failed":
        failures(DocumentError(happened.where, happened.detail))
    else:
        _write(f"{happened.outcome} {happened.where}" + (f" ({happened.detail})" if happened.detail else ""))


def _write(line: str) -> None:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    typer.echo(f"{now} {visible(line)}")
    sys.stdout.flush()


def _health(health: Health) -> str:
    outcomes = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(health.outcomes.items())) or "nothing yet"
    languages = ", ".join(f"{count:,} {language}" for language, count in sorted(health.languages.items()))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB
    due = f"the next due in {timedelta(seconds=round(health.next_in))}" if health.next_in else "one due now"
    parts = [
        f"up {timedelta(seconds=round(health.seconds))}",
        outcomes + (f" (not coded: {languages})" if languages else ""),
        f"{health.sources:,} sources, {health.failing:,} failing, {due}, {health.resting_hosts:,} hosts left alone",
        f"{health.queued:,} to code, {health.waiting:,} to try again",
        f"at most {memory:,.0f} MiB",
    ]
    return f"health: {'; '.join(parts)}"
