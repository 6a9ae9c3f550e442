"""The output folder: datasets, and beside them what says which shards are finished.

    documents/month=2025-03/s000001-0.parquet   a dataset a folder, a file a shard and month; failures without months
    _job.json                                   which coder, with what
    _plan.jsonl                                 the shards
    _finished/s000001.json                      the marker of a finished shard, with what it gave
    _staging/s000001-.../                       what a worker is at work on
    _lock                                       held by the run that writes

A shard is written in its staging folder. Its files are moved into the datasets one by one, then its marker: it counts
only once that stands. Whoever dies before leaves files that the next attempt replaces, since the same shard gives the
same names.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

import msgspec

from onrecord.cluster.columns import TABLES
from onrecord.cluster.plan import Shard
from onrecord.errors import ConfigurationError
from onrecord.records import CoderInfo  # noqa: TC001 - resolved when a job is read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

DATASETS = (*TABLES, "failures")
JOB, PLAN, FINISHED, STAGING, LOCK = "_job.json", "_plan.jsonl", "_finished", "_staging", "_lock"
LAYOUT = 1
"""Version of the layout and of the tables' columns."""


@dataclass(frozen=True, slots=True)
class Job:
    """What coded the folder's documents, and how: one folder has one. ``gate`` passes over what holds no politics."""

    coder: CoderInfo
    published: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    gate: bool = False
    layout: int = LAYOUT


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a finished shard gave: documents and their words, failures by kind, rows, and files with their bytes.

    ``seconds`` are of the clock, ``processor_seconds`` those that the worker was at work in; ``deaths`` are workers
    that died at it before.
    """

    shard: str
    documents: int
    words: int
    failed: dict[str, int]
    rows: dict[str, int]
    files: dict[str, int]
    seconds: float
    processor_seconds: float
    deaths: int
    worker: str


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder, which every worker reaches by the same path."""

    path: Path

    @property
    def is_one(self) -> bool:
        """Whether it is the output of a cluster."""
        return (self.path / JOB).is_file()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps other runs from writing.

        Raises:
            ConfigurationError: if another writes already, or the folder cannot be made.
        """
        import fcntl  # only what writes needs it, and Windows has none

        try:
            self.path.mkdir(parents=True, exist_ok=True)
            stream = (self.path / LOCK).open("w")
        except OSError as error:
            raise ConfigurationError(f"cannot write {self.path}: {error.strerror or error}") from error
        with stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise ConfigurationError(f"{self.path}: another run writes there") from error
            yield

    def begin(self, job: Job) -> None:
        """Takes up the job, or goes on with it; clears what unfinished shards have left.

        Raises:
            ConfigurationError: if the folder holds another job's documents, or anything else.
        """
        if self.is_one:
            self._check(job)
        elif any(child.name != LOCK for child in self.path.iterdir()):
            raise ConfigurationError(f"{self.path} holds something else: choose an empty folder")
        else:
            self._replace(JOB, _json(job))
        for name in (FINISHED, STAGING):
            (self.path / name).mkdir(exist_ok=True)
        self._clear()

    def plan(self) -> list[Shard]:
        """The shards that are planned."""
        path = self.path / PLAN
        if not path.exists():
            return []
        with path.open("rb") as lines:
            return [msgspec.json.decode(line, type=Shard) for line in lines]

    def replan(self, shards: Iterable[Shard]) -> None:
        """Keeps a new plan."""
        self._replace(PLAN, b"".join(_json(shard) + b"\n" for shard in shards))

    def finished(self) -> set[str]:
        """Names of the finished shards."""
        return {path.stem for path in (self.path / FINISHED).glob("*.json")}

    def receipt(self, shard: str) -> Receipt | None:
        """What a shard gave; None if it is not finished."""
        try:
            return _read(self.path / FINISHED / f"{shard}.json", Receipt)
        except FileNotFoundError:
            return None

    def receipts(self) -> Iterator[Receipt]:
        """What the finished shards gave, in the order of their names."""
        for shard in sorted(self.finished()):
            if receipt := self.receipt(shard):
                yield receipt

    @contextmanager
    def attempt(self, shard: str) -> Iterator[Path]:
        """A staging folder of its own, so that two workers at one shard are not in each other's way."""
        path = Path(tempfile.mkdtemp(prefix=f"{shard}-{os.getpid()}-", dir=self.path / STAGING))
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)

    def attempts(self, shard: str) -> list[Path]:
        """The staging folders of attempts at a shard that have not come to their end."""
        return list((self.path / STAGING).glob(f"{shard}-*"))

    def publish(self, ready: Path) -> dict[str, int]:
        """Moves a shard's files into the datasets; gives their bytes, by path within the folder."""
        sizes = {}
        for path in sorted(ready.rglob("*.parquet")):
            place = path.relative_to(ready)
            target = self.path / place
            target.parent.mkdir(parents=True, exist_ok=True)
            sizes[place.as_posix()] = path.stat().st_size
            _settle(path)
            path.replace(target)
        return sizes

    def finish(self, receipt: Receipt) -> None:
        """Sets a shard's marker: from here on it is finished."""
        self._replace(f"{FINISHED}/{receipt.shard}.json", _json(receipt))

    def _check(self, job: Job) -> None:
        kept = _read(self.path / JOB, Job)
        for name in (part.name for part in fields(Job)):
            before, now = getattr(kept, name), getattr(job, name)
            if before != now:
                told = f"{name} was {_json(before).decode()}, now {_json(now).decode()}"
                raise ConfigurationError(f"{self.path} was coded otherwise: {told}; choose another folder")

    def _clear(self) -> None:
        for left in (self.path / STAGING).iterdir():
            shutil.rmtree(left, ignore_errors=True)
        finished = self.finished()
        for dataset in DATASETS:
            for path in (self.path / dataset).rglob("s*-*.parquet"):
                if path.name.split("-")[0] not in finished:
                    path.unlink(missing_ok=True)

    def _replace(self, name: str, data: bytes) -> None:
        path = self.path / name
        draft = path.with_name(f".{path.name}.{uuid4().hex}")
        draft.write_bytes(data)
        _settle(draft)
        draft.replace(path)


def _json(value: object) -> bytes:
    return msgspec.json.encode(value)


def _read(path: Path, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except msgspec.DecodeError as error:
        raise ConfigurationError(f"{path} cannot be read: {error}") from error


def _settle(path: Path) -> None:
    """Has the disk hold a file before its name counts."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
