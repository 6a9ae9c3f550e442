"""Batches of documents through a coder, on one process or several: bounded read-ahead, input order kept.

Knows the coder only as something that codes a batch; a worker process makes its own from the picklable ``load``.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.errors import DocumentError
    from onrecord.records import CodedDocument, Document

    Result = CodedDocument | DocumentError

BATCH = 32
"""Documents a batch: what a worker process is handed at a time."""

AHEAD = 3
"""Batches in flight a process: enough that none waits, few enough that memory does not grow with the input."""


class BatchCoder(Protocol):
    """What a batch is handed to."""

    def code_batch(self, documents: list[Document], published: str | None = None) -> list[Result]:
        """The coded document, or why there is none, in each document's place."""


Load = Callable[[], BatchCoder]
_worker: BatchCoder | None = None


def code_in_batches(
    coder: BatchCoder, load: Load, documents: Iterable[Document], *, jobs: int, published: str | None
) -> Iterator[Result]:
    """Coded documents or their errors, one for each input, in input order.

    Args:
        coder: codes in this process, if ``jobs`` is 1.
        load: makes the coder of a worker process; must be picklable.
        documents: read lazily, ``AHEAD`` batches a process ahead at most.
        jobs: number of processes.
        published: ISO date for documents that carry none.
    """
    if jobs <= 1:
        for batch in _batches(documents):
            yield from coder.code_batch(batch, published)
        return
    # spawn: a forked child would inherit threads and, on macOS, is not safe at all.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, initializer=_start_worker, initargs=(load,)) as pool:
        flying: deque[Future[list[Result]]] = deque()
        for batch in _batches(documents):
            flying.append(pool.submit(_code, batch, published))
            if len(flying) >= jobs * AHEAD:
                yield from flying.popleft().result()
        while flying:
            yield from flying.popleft().result()


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    stream = iter(documents)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _start_worker(load: Load) -> None:
    # Ctrl-C reaches every process of the terminal's group; the parent stops the pool, the workers stay quiet.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    global _worker
    _worker = load()


def _code(batch: list[Document], published: str | None) -> list[Result]:
    assert _worker is not None, "the pool's initializer loads the coder"
    return _worker.code_batch(batch, published)
