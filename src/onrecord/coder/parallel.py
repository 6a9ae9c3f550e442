"""Documents through a coder, on one process or several: bounded read-ahead, input order kept.

What is coded does not depend on the number of processes, nor on which documents are handed over together.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from onrecord.coder.workers import Task, Workers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.coder.workers import BatchCoder, Load, Result
    from onrecord.records import Document

MOST_DOCUMENTS = 32
"""Documents a batch: what a process is handed at a time."""

MOST_CHARACTERS = 30_000
"""Characters from which on a batch is full: some three seconds of coding. Handing a batch over takes two milliseconds;
with larger ones the last processes to end leave the others idle for longer, and more waits in memory."""

AHEAD = 3
"""Batches read ahead a process: enough that none waits, few enough that memory does not grow with the input."""


def code_in_batches(
    coder: BatchCoder, load: Load, documents: Iterable[Document], *, jobs: int, published: str | None
) -> Iterator[Result]:
    """Coded documents or their errors, one for each input, in input order.

    Args:
        coder: codes in this process, if ``jobs`` is 1.
        load: makes the coder of a worker process; must be picklable.
        documents: read lazily, ``AHEAD`` batches a process ahead at most; one by one if ``jobs`` is 1.
        jobs: number of processes.
        published: ISO date for documents that carry none.
    """
    if jobs <= 1:
        for document in documents:
            yield from coder.code_batch([document], published)
        return
    with Workers(jobs, load, published) as workers:
        line: deque[Task] = deque()
        for batch in batches(documents):
            line.append(Task(batch))
            workers.give(line[-1])
            while line and (line[0].done or len(line) >= jobs * AHEAD):
                workers.finish(line[0])
                yield from line.popleft().results
        for task in line:
            workers.finish(task)
            yield from task.results


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Neighbouring documents, as many as make a batch; each batch has one at least, however long it is."""
    batch: list[Document] = []
    characters = 0
    for document in documents:
        batch.append(document)
        characters += len(document.text)
        if len(batch) >= MOST_DOCUMENTS or characters >= MOST_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
