"""What a cluster gives: one worker and two on the same articles, a killed worker, and bytes and seconds a document.

    python -m benchmarks.cluster_speed --data ../shared

Runs ``onrecord cluster code`` on this machine, one worker and two in turns, and takes each at its best. A machine that
others use gives two workers less than two cores; so beside the clock it counts processor time: what coding a word costs
with one worker and with two, and which part of the time the workers have shards at hand. A worker is then killed in
the middle of a shard, and what came out is compared with what came out before.
"""

from __future__ import annotations

import argparse
import gzip
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from pyarrow import dataset

from onrecord.cluster.columns import TABLES
from onrecord.cluster.folder import FINISHED, STAGING, Folder, Receipt

ROUNDS = 2
SHARD_MIB = 0.03
"""A shard is some fifteen articles, so that two workers end at about the same time."""

COMMAND = [sys.executable, "-c", "from onrecord.cli import run; run()", "cluster", "code"]


@dataclass(frozen=True)
class Run:
    """A run of the command: seconds from the first shard's start to the last one's end, and what the shards gave."""

    seconds: float
    receipts: list[Receipt]

    @classmethod
    def of(cls, output: Path) -> Run:
        """What a run has left."""
        receipts = list(Folder(output).receipts())
        ends = [(output / FINISHED / f"{receipt.shard}.json").stat().st_mtime for receipt in receipts]
        start = min(end - receipt.seconds for end, receipt in zip(ends, receipts, strict=True))
        return cls(max(ends) - start, receipts)

    @property
    def documents(self) -> int:
        return sum(receipt.documents for receipt in self.receipts)

    @property
    def words(self) -> int:
        return sum(receipt.words for receipt in self.receipts)

    @property
    def rate(self) -> float:
        """Words a second of the clock."""
        return self.words / self.seconds

    @property
    def processor_seconds(self) -> float:
        return sum(receipt.processor_seconds for receipt in self.receipts)

    def busy(self, workers: int) -> float:
        """Share of the workers' time in which they had a shard at hand."""
        return sum(receipt.seconds for receipt in self.receipts) / (workers * self.seconds)


def corpus(data: Path, path: Path, articles: int) -> None:
    """Articles of the wire, as one file."""
    with gzip.open(data / "data" / "wire" / "wire.jsonl.gz", "rt", encoding="utf-8") as lines:
        path.write_text("".join(islice(lines, articles)), encoding="utf-8")


def start(inputs: Path, output: Path, workers: int) -> subprocess.Popen[bytes]:
    """The command as anybody would start it."""
    options = ["--output", str(output), "--workers", str(workers), "--shard-size", str(SHARD_MIB)]
    with said(output).open("ab") as stream:
        return subprocess.Popen([*COMMAND, str(inputs), *options], stderr=stream)


def said(output: Path) -> Path:
    """What the command says."""
    return output.with_name(f"{output.name}.log")


def told(workers: int, run: Run) -> str:
    """A line."""
    load = os.getloadavg()[0]
    cost = 1000 * run.processor_seconds / run.words
    rate = f"{run.rate:6,.0f} words/s, {cost:.3f} processor seconds for 1,000 words, busy {run.busy(workers):.0%}"
    return f"{workers} worker{'s' * (workers > 1)}: {rate}; the machine's load {load:.1f} on {os.cpu_count()} cores"


def speed(inputs: Path, folder: Path, rounds: int) -> Run:
    """Prints one worker beside two; gives the last run of two."""
    best: dict[int, float] = {}
    costs: dict[int, list[float]] = {1: [], 2: []}
    for number in range(rounds):
        for workers in (1, 2):
            output = folder / f"{number}-{workers}"
            if start(inputs, output, workers).wait():
                raise SystemExit(f"the command failed: {said(output).read_text(encoding='utf-8')}")
            run = Run.of(output)
            print(told(workers, run), flush=True)
            best[workers] = max(best.get(workers, 0.0), run.rate)
            costs[workers].append(run.processor_seconds / run.words / run.busy(workers))
    print(f"by the clock two workers did {best[2] / best[1]:.2f} x one, at their best")
    work = 2 * min(costs[1]) / min(costs[2])
    print(f"with a core each they would do {work:.2f} x one: processor time a word and idle time, each at its best")
    return run


def units(run: Run) -> None:
    """What a document costs, for reckoning."""
    hours = run.processor_seconds / 3600
    print(f"{run.documents:,} documents, {run.words:,} words: {run.words / run.documents:,.0f} words a document")
    print(f"{run.documents / hours:,.0f} documents, {run.words / hours:,.0f} words a core hour")
    sizes = dict.fromkeys((*TABLES, "failures"), 0)
    for receipt in run.receipts:
        for path, size in receipt.files.items():
            sizes[path.split("/")[0]] += size
    parts = ", ".join(f"{table} {size / run.documents:,.0f}" for table, size in sizes.items() if size)
    print(f"{sum(sizes.values()) / run.documents:,.0f} bytes a document out ({parts})")


def contents(output: Path) -> list[tuple[str, str]]:
    """Every coded document."""
    table = dataset.dataset(output / "coded").to_table(columns=["document_version", "coded"])
    return sorted(zip(*(column.to_pylist() for column in table.columns), strict=True))


def kill(inputs: Path, folder: Path, sound: Path) -> bool:
    """Kills a worker in the middle of a shard, then the whole run; whether the same came out in the end."""
    output = folder / "killed"
    process = start(inputs, output, 2)
    victims = {int(path.name.split("-")[1]) for path in _attempts(output, 1)}
    os.kill(victims.pop(), signal.SIGKILL)
    while len(list((output / FINISHED).glob("*.json"))) < len(Run.of(sound).receipts) // 2:
        time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    process.wait()
    finished = len(list((output / FINISHED).glob("*.json")))
    print(f"a worker killed, the run stopped with {finished} shards finished, begun again", flush=True)
    start(inputs, output, 2).wait()
    same = contents(output) == contents(sound)
    deaths = sum(receipt.deaths for receipt in Folder(output).receipts())
    kept = sum(1 for receipt in Folder(output).receipts())
    print(f"{deaths} death noted, {kept} shards: the documents are {'the same' if same else 'NOT the same'}")
    return same


def _attempts(output: Path, least: int) -> list[Path]:
    while True:
        found = [path.parent for path in (output / STAGING).glob("*/at")] if (output / STAGING).is_dir() else []
        if len(found) >= least:
            return found
        time.sleep(0.1)


def main() -> None:
    """Prints the figures; exit status 1 if a killed worker made a difference."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        corpus(options.data, folder / "wire.jsonl", options.articles)
        run = speed(folder / "wire.jsonl", folder, options.rounds)
        units(run)
        sys.exit(not kill(folder / "wire.jsonl", folder, folder / f"{options.rounds - 1}-2"))


if __name__ == "__main__":
    main()
