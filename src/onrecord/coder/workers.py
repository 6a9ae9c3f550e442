"""Processes that code: each loads a coder of its own, takes a portion of documents at a time, and may die without harm.

Processes of our own and not an executor of the standard library, which loses every portion in flight when one of its
processes dies, does not say which document it died on, and cannot be stopped before they are done.
"""

from __future__ import annotations

import multiprocessing
import signal
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Protocol

from onrecord.errors import ConfigurationError, DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.process import BaseProcess
    from types import TracebackType

    from onrecord.records import CodedDocument, Document

    Result = CodedDocument | DocumentError
    Load = Callable[[], "BatchCoder"]

PATIENCE = 5.0
"""Seconds that a process gets to end once it was told to."""

READY = "ready"

# spawn: a forked child would inherit threads and, on macOS, is not safe at all.
_CONTEXT = multiprocessing.get_context("spawn")


class BatchCoder(Protocol):
    """What documents are handed to."""

    def code_batch(self, documents: Sequence[Document], published: str | None = None) -> list[Result]:
        """The coded document, or why there is none, in each document's place."""


@dataclass(slots=True, eq=False)
class Task:
    """Documents to code together, and their results as far as they have come; ``done`` when all have.

    ``singly`` after a process has died on them: which of them it died on is found by coding one at a time.
    """

    left: Sequence[Document]
    results: list[Result] = field(default_factory=list)
    singly: bool = False

    @property
    def done(self) -> bool:
        """Whether every document has its result."""
        return not self.left

    @property
    def portion(self) -> Sequence[Document]:
        """What is handed over next."""
        return self.left[:1] if self.singly else self.left

    def take(self, results: list[Result]) -> None:
        """Takes the results of a portion."""
        self.results += results
        self.left = self.left[len(results) :]

    def died(self, how: str) -> None:
        """Takes the news that a process died on a portion."""
        if len(self.portion) == 1:
            reason = f"could not be coded: the process that coded it {how}"
            self.take([DocumentError(self.left[0].meta.id, reason)])
        self.singly = True


@dataclass(slots=True, eq=False)
class _Worker:
    process: BaseProcess
    pipe: Connection
    task: Task | None
    ready: bool = False


class Workers:
    """At most ``jobs`` processes, each started when there is work that no other is free for.

    Use as a context manager: whatever ends the block, no process outlives it.
    """

    def __init__(self, jobs: int, load: Load, published: str | None) -> None:
        self._jobs = jobs
        self._load = load
        self._published = published
        self._workers: list[_Worker] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            _end(worker.process)

    def give(self, task: Task) -> None:
        """Hands a task to a free process; waits for one if all are at work.

        Raises:
            ConfigurationError: if a process cannot load its coder.
        """
        while (free := next((worker for worker in self._workers if worker.task is None), None)) is None:
            if len(self._workers) < self._jobs:
                self._workers.append(self._start(task))
                return
            self._listen()
        free.task = task
        self._hand_on(free)

    def finish(self, task: Task) -> None:
        """Waits until a task that was given is done.

        Raises:
            ConfigurationError: if a process cannot load its coder.
        """
        while not task.done:
            self._listen()

    def _start(self, task: Task) -> _Worker:
        ours, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_work, args=(theirs, self._load, self._published), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours, task)

    def _listen(self) -> None:
        """Takes what the processes at work have to say, the first that speak."""
        speaking = wait([worker.pipe for worker in self._workers if worker.task is not None])
        for worker in [worker for worker in self._workers if worker.pipe in speaking]:
            try:
                said = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker)
            else:
                self._hear(worker, said)

    def _hear(self, worker: _Worker, said: Any) -> None:
        if isinstance(said, str) and said != READY:
            raise ConfigurationError(f"a process could not load the coder: {said}")
        if said == READY:
            worker.ready = True
        elif worker.task is not None:
            worker.task.take(said)
        self._hand_on(worker)

    def _hand_on(self, worker: _Worker) -> None:
        if worker.task is None or worker.task.done:
            worker.task = None
            return
        with suppress(OSError):  # it has died: listening to it will tell
            worker.pipe.send(list(worker.task.portion))

    def _bury(self, worker: _Worker) -> None:
        """Another process in the place of one that died, with what is left of its task."""
        worker.pipe.close()
        _end(worker.process)
        how = _death(worker.process.exitcode)
        if not worker.ready:
            raise ConfigurationError(
                f"a process {how} while it loaded the coder; fewer --jobs need less memory, and a script that codes on "
                "several processes needs: if __name__ == '__main__'"
            )
        self._workers.remove(worker)
        if worker.task is not None:
            worker.task.died(how)
            if not worker.task.done:
                self._workers.append(self._start(worker.task))


def _death(status: int | None) -> str:
    if status is None or status >= 0:
        return f"ended with status {status}"
    out_of_memory = " (out of memory?)" if -status == signal.SIGKILL else ""
    return f"was killed by signal {-status}{out_of_memory}"


def _end(process: BaseProcess) -> None:
    process.join(PATIENCE)
    if process.is_alive():
        process.kill()
        process.join()


def _work(pipe: Connection, load: Load, published: str | None) -> None:
    """The life of a process: ends when its parent does, since the pipe then has no other end."""
    # Ctrl-C reaches every process of the terminal's group; the parent ends its processes itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        coder = load()
    except Exception as error:
        pipe.send(f"{type(error).__name__}: {error}")
        return
    with suppress(EOFError, OSError):
        pipe.send(READY)
        while True:
            pipe.send(coder.code_batch(pipe.recv(), published))
