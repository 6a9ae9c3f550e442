"""``onrecord cluster code``: a corpus to Parquet datasets, on the workers of a cluster.

What it does is told on standard error, a line a shard; what it makes lies in the folder.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

import onrecord
from onrecord.cluster.engine import Where, code_shards
from onrecord.cluster.folder import Folder, Job
from onrecord.cluster.plan import extended
from onrecord.cluster.worker import Work
from onrecord.commands.code import checked_date
from onrecord.commands.output import progress
from onrecord.commands.status import SOME_UNREAD, Failures, complain
from onrecord.sources import DEFAULT_MAX_CHARS
from onrecord.sources.limits import Limits
from onrecord.sources.options import Options, parse_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.cluster.folder import Receipt
    from onrecord.cluster.plan import Shard
    from onrecord.commands.code import Coding

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Spreading:
    """How a corpus is spread: over which cluster, on how many workers, and in shards of how many MiB."""

    address: str | None = None
    workers: int | None = None
    shard_size: float = 16


def run(inputs: Sequence[str], output: Path, coding: Coding, spreading: Spreading) -> None:
    """Codes what is not finished yet; a line for each shard."""
    failures = Failures()
    folder = Folder(Path(output).absolute())
    dictionaries = tuple(path.absolute() for path in coding.dictionaries)
    load = partial(onrecord.load, coding.model, dictionaries, coding.network)
    columns = parse_columns(coding.columns)
    job = Job(load().info, checked_date(coding.published), columns, coding.gate)
    with folder.locked():
        folder.begin(job)
        options = Options(Limits(DEFAULT_MAX_CHARS), columns)
        plan = extended(folder.plan(), inputs, round(spreading.shard_size * MIB), options, failures)
        folder.replan(plan)
        finished = folder.finished()
        left = [shard for shard in plan if shard.name not in finished]
        if left:
            _code(Work(folder, job, load), left, Where(spreading.address, spreading.workers))
        _conclude(folder, failures)


def _code(work: Work, shards: Sequence[Shard], where: Where) -> None:
    for receipt in progress(code_shards(work, shards, where), f"coding {len(shards):,} shards", "finished"):
        complain(_told(receipt))


def _told(receipt: Receipt) -> str:
    found = f"{receipt.documents:,} documents, {receipt.words:,} words in {receipt.seconds:,.0f} s"
    died = f", {receipt.deaths:,} workers died at it" if receipt.deaths else ""
    return f"finished {receipt.shard} ({found}{_failed(receipt.failed)}{died}; {receipt.worker})"


def _failed(failed: dict[str, int]) -> str:
    return "".join(f", {count:,} {kind}" for kind, count in sorted(failed.items()))


def _conclude(folder: Folder, failures: Failures) -> None:
    documents = shards = 0
    failed: Counter[str] = Counter()
    for receipt in folder.receipts():
        shards, documents = shards + 1, documents + receipt.documents
        failed.update(receipt.failed)
    complain(f"{folder.path}: {shards:,} shards, {documents:,} documents coded{_failed(failed)}")
    failures.leave()
    if failed["unreadable"] or failed["uncoded"]:
        raise typer.Exit(SOME_UNREAD)
