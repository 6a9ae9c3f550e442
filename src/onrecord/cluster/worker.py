"""What a worker does: codes a shard and writes it, whole. Knows nothing of how shards reach it.

A document on which the process dies (memory, a fault in a library) must not take its shard with it for good. Each
attempt notes which documents it is at; where one died the next goes document by document, and passes over one that
killed two.
"""

from __future__ import annotations

import os
import socket
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

from onrecord.cluster.folder import Folder, Job, Receipt
from onrecord.cluster.rows import month, rows
from onrecord.cluster.spool import Spool
from onrecord.coder.gate import load_gate
from onrecord.coder.language import other_language
from onrecord.coder.parallel import MOST_DOCUMENTS
from onrecord.coder.workers import BatchCoder
from onrecord.errors import ConfigurationError, DocumentError
from onrecord.sources import DEFAULT_MAX_CHARS
from onrecord.sources.limits import Limits
from onrecord.sources.options import Options
from onrecord.sources.pieces import read_piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from onrecord.cluster.plan import Shard
    from onrecord.cluster.rows import Row
    from onrecord.cluster.spool import Dated
    from onrecord.records import CodedDocument, CoderInfo, Document

AT = "at"
"""File of an attempt: the number of the document that it is at, and how many it codes at a time."""

DEATHS_OF_ONE = 2
MOST_DEATHS = 10
"""Attempts that may die at a shard before the run stops, since no single document is to blame."""


class CorpusCoder(BatchCoder, Protocol):
    """What a worker codes with."""

    @property
    def info(self) -> CoderInfo:
        """What it is."""


Load = Callable[[], CorpusCoder]


@dataclass(frozen=True, slots=True)
class Work:
    """All that a worker has to know: picklable, the same for every worker."""

    folder: Folder
    job: Job
    load: Load


class Worker:
    """Codes shard after shard with one coder, loaded when the first comes."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._coder: CorpusCoder | None = None

    def code(self, shard: Shard) -> Receipt:
        """Codes a shard unless it is finished, and says what it gave.

        Raises:
            ConfigurationError: if this machine's coder is not the job's, or attempts at the shard die again and again.
        """
        folder = self._work.folder
        if receipt := folder.receipt(shard.name):
            return receipt
        deaths = _Deaths.of(folder.attempts(shard.name), shard.name)
        with folder.attempt(shard.name) as staging:
            return _Attempt(self._work, self._loaded(), shard, staging, deaths).finish()

    def _loaded(self) -> CorpusCoder:
        if self._coder is None:
            coder = self._work.load()
            if coder.info != self._work.job.coder:
                told = f"it has {coder.info}, the job {self._work.job.coder}"
                raise ConfigurationError(f"{socket.gethostname()} has another coder than the job began with: {told}")
            self._coder = coder
        return self._coder


class _Deaths(NamedTuple):
    """Where earlier attempts at a shard have died: from which document on, coding how many at a time."""

    at: Counter[tuple[int, int]]

    @classmethod
    def of(cls, attempts: Iterable[Path], shard: str) -> _Deaths:
        at: Counter[tuple[int, int]] = Counter()
        for attempt in attempts:
            with suppress(FileNotFoundError):
                first, many = (attempt / AT).read_text(encoding="ascii").split()
                at[int(first), int(many)] += 1
        if at.total() >= MOST_DEATHS:
            raise ConfigurationError(
                f"{at.total()} workers died at shard {shard}; give each more memory, or start fewer (--workers)"
            )
        return cls(at)

    def near(self, first: int, many: int) -> bool:
        """Whether an attempt died at one of these documents."""
        return any(at < first + many and first < at + size for at, size in self.at)

    def of_one(self, number: int) -> int:
        """How many attempts died at this very document."""
        return self.at[number, 1]


class _Attempt:
    """One go at a shard."""

    def __init__(self, work: Work, coder: CorpusCoder, shard: Shard, staging: Path, deaths: _Deaths) -> None:
        self._work, self._coder, self._shard = work, coder, shard
        self._staging, self._deaths = staging, deaths
        self._failed: Counter[str] = Counter()
        self._words = 0

    def finish(self) -> Receipt:
        """Codes, writes, publishes, and sets the marker."""
        started, at_work = time.monotonic(), time.process_time()
        ready = self._staging / "ready"
        with Spool(self._staging) as spool:
            for first, batch in _numbered(self._items()):
                self._code(spool, first, batch)
        spool.sort(ready, self._shard.name)
        receipt = Receipt(
            shard=self._shard.name,
            documents=spool.rows["documents"],
            words=self._words,
            failed=dict(self._failed),
            rows=spool.rows,
            files=self._work.folder.publish(ready),
            seconds=round(time.monotonic() - started, 3),
            deaths=self._deaths.at.total(),
            processor_seconds=round(time.process_time() - at_work, 3),
            worker=f"{socket.gethostname()}:{os.getpid()}",
        )
        self._work.folder.finish(receipt)
        return receipt

    def _items(self) -> Iterator[Document | DocumentError]:
        options = Options(Limits(DEFAULT_MAX_CHARS), self._work.job.columns)
        for part in self._shard.parts:
            yield from read_piece(part.path, part.name, part.piece, options)

    def _code(self, spool: Spool, first: int, batch: list[Document | DocumentError]) -> None:
        if len(batch) > 1 and self._deaths.near(first, len(batch)):
            for number, item in enumerate(batch, start=first):
                self._code(spool, number, [item])
            return
        deaths = self._deaths.of_one(first)
        if deaths >= DEATHS_OF_ONE:
            where = batch[0].where if isinstance(batch[0], DocumentError) else batch[0].meta.id
            died = DocumentError(where, f"{deaths} workers died while coding it")
            spool.add([], [self._failure(died, "uncoded")])
            return
        (self._staging / AT).write_text(f"{first} {len(batch)}", encoding="ascii")
        self._add(spool, batch)

    def _add(self, spool: Spool, batch: Iterable[Document | DocumentError]) -> None:
        documents: list[Document] = []
        failures: list[Row] = []
        for item in batch:
            if isinstance(item, DocumentError):
                failures.append(self._failure(item, "unreadable"))
            elif language := other_language(item.text):
                no_model = DocumentError(item.meta.id, "in a language that no model reads")
                failures.append(self._failure(no_model, "language", language))
            elif self._work.job.gate and load_gate().stops(item):
                no_politics = DocumentError(item.meta.id, "by its words it holds no politics")
                failures.append(self._failure(no_politics, "gate"))
            else:
                documents.append(item)
        coded: list[Dated] = []
        for result in self._coder.code_batch(documents, self._work.job.published):
            try:
                coded.append(self._dated(result))
            except DocumentError as error:
                failures.append(self._failure(error, "uncoded"))
        spool.add(coded, failures)

    def _dated(self, result: CodedDocument | DocumentError) -> Dated:
        if isinstance(result, DocumentError):
            raise result
        try:
            dated = month(result), rows(result)
        except ValueError as error:
            raise DocumentError(result.document.id, f"cannot be written: {error}") from error
        self._words += len(result.text.split())
        return dated

    def _failure(self, error: DocumentError, kind: str, language: str | None = None) -> Row:
        self._failed[kind] += 1
        return (error.where, kind, language, error.reason)


def _numbered(items: Iterator[Document | DocumentError]) -> Iterator[tuple[int, list[Document | DocumentError]]]:
    """Batches, each with the number of its first."""
    first = 0
    while batch := list(islice(items, MOST_DOCUMENTS)):
        yield first, batch
        first += len(batch)
