"""The same coder over many documents on several processes: bounded read-ahead, input order kept."""

from __future__ import annotations

import multiprocessing
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TYPE_CHECKING

from onrecord.coder.pipeline import Coder, batches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.errors import DocumentError
    from onrecord.records import CodedDocument, Document

    Result = CodedDocument | DocumentError

AHEAD = 3
"""Batches in flight a process: enough that none waits, few enough that memory does not grow with the input."""

_worker: Coder | None = None


def code_in_batches(
    coder: Coder, documents: Iterable[Document], *, jobs: int, published: str | None
) -> Iterator[Result]:
    """Coded documents or their errors, one for each input, in input order."""
    if jobs <= 1:
        for batch in batches(documents):
            yield from coder.code_batch(batch, published)
        return
    yield from _on_processes(_model_of(coder), documents, jobs, published)


def _on_processes(model: str, documents: Iterable[Document], jobs: int, published: str | None) -> Iterator[Result]:
    # spawn: a forked child would inherit threads and, on macOS, is not safe at all.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, initializer=_start_worker, initargs=(model,)) as pool:
        flying: deque[Future[list[Result]]] = deque()
        for batch in batches(documents):
            flying.append(pool.submit(_code, batch, published))
            if len(flying) >= jobs * AHEAD:
                yield from flying.popleft().result()
        while flying:
            yield from flying.popleft().result()


def _model_of(coder: Coder) -> str:
    return f"{coder.nlp.meta['lang']}_{coder.nlp.meta['name']}"


def _start_worker(model: str) -> None:
    global _worker
    _worker = Coder.load(model)


def _code(batch: list[Document], published: str | None) -> list[Result]:
    assert _worker is not None, "the pool's initializer loads the coder"
    return _worker.code_batch(batch, published)
