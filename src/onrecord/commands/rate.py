"""How fast coding goes and how long it will take, for whoever watches the terminal."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from onrecord.coding import Pace
    from onrecord.records import CodedDocument

SOONEST = 1.0
"""Seconds before which there is no rate to tell."""


@dataclass(slots=True)
class Rate:
    """Counts coded documents from the first on: loading a model is no part of the rate."""

    pace: Pace
    clock: Callable[[], float] = time.monotonic
    documents: int = 0
    words: int = 0
    _started: float = 0.0
    _before: int = 0

    def count(self, coded: CodedDocument) -> None:
        """One more."""
        if not self.documents:
            self._started, self._before = self.clock(), len(coded.text.split())
        self.documents += 1
        self.words += len(coded.text.split())

    def told(self) -> str:
        """``3.1 documents/s, 1,024 words/s, 0:12:30 left``, as far as it can be told."""
        seconds = self.clock() - self._started
        if self.documents < 2 or seconds < SOONEST:
            return ""
        rates = (
            f"{(self.documents - 1) / seconds:,.1f} documents/s, {(self.words - self._before) / seconds:,.0f} words/s"
        )
        left = self.pace.left(self.documents, seconds)
        return rates if left is None else f"{rates}, {timedelta(seconds=round(left))} left"


def coding_progress(documents: Iterable[CodedDocument], doing: str, pace: Pace) -> Iterator[CodedDocument]:
    """Passes coded documents through, telling how it goes on standard error if that is a terminal."""
    if not sys.stderr.isatty():
        yield from documents
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    counted, told = TextColumn("{task.completed:,} documents"), TextColumn("{task.fields[rate]}")
    columns = (SpinnerColumn(), TextColumn("{task.description}"), counted, TimeElapsedColumn(), told)
    rate = Rate(pace)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None, rate="")
        for coded in documents:
            rate.count(coded)
            bar.update(task, completed=rate.documents, rate=rate.told())
            yield coded
