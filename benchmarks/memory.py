"""How much memory ``onrecord code`` takes as its input grows, and how fast it stays.

    python -m benchmarks.memory --documents 10100

Codes made-up reports of some forty words, in which ever new names keep coming (a fifth of the names were never seen
before), and tells the resident memory of all its processes as the output grows.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = (sys.executable, "-c", "from onrecord.cli import run; run()", "code")
MARKS = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
PAGE_KIB = 4
SENTENCES = (
    "{0}'s foreign minister, {1}, said on Monday that {2} would not attend the talks in {3}.",
    "{1} accused {2} of shelling the border town of {3}.",
    "The two sides signed an agreement on trade, {1} told reporters in {3}.",
    "Troops of {2} withdrew from {3} after the ceasefire.",
)
COUNTRIES = ("Norway", "Chile", "Japan", "Kenya", "Poland", "Peru", "India", "France", "Iran", "Egypt")
SYLLABLES = ("ka", "lo", "mi", "ne", "ru", "ta", "vo", "se", "bi", "do", "fa", "ge", "hu", "ji", "pa", "zo")
NEW = 0.2
"""Share of names that are made anew; the others are among the first ``KNOWN``."""

KNOWN = 2_000


def reports(count: int) -> Iterator[str]:
    """Lines of JSON, the same in every run."""
    chance = random.Random(1)
    known = [_name(chance) for _ in range(KNOWN)]
    for number in range(count):
        names = [_name(chance) if chance.random() < NEW else chance.choice(known) for _ in range(4)]
        fillings = (chance.choice(COUNTRIES), f"{names[0]} {names[1]}", names[2], names[3])
        text = " ".join(sentence.format(*fillings) for sentence in SENTENCES)
        yield json.dumps({"id": f"r{number}", "published": "2020-03-03", "text": text}) + "\n"


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=4)).title()


def resident(process: int) -> float:
    """MiB of a process and its children."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    own = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * PAGE_KIB / 1024
    return own + sum(resident(int(child)) for child in children)


def main() -> None:
    """Codes, and tells the memory at each mark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_100)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        inputs, output = Path(folder, "reports.jsonl"), Path(folder, "coded.jsonl")
        inputs.write_text("".join(reports(options.documents)), encoding="utf-8")
        arguments = (*COMMAND, str(inputs), "--output", str(output), "--jobs", str(options.jobs))
        with subprocess.Popen(arguments) as running:
            _watch(running, output, [mark for mark in MARKS if mark < options.documents])


def _watch(running: subprocess.Popen[bytes], output: Path, marks: list[int]) -> None:
    started, coded = time.monotonic(), 0
    with subprocess.Popen(
        ["tail", "-n", "+1", "-F", "-q", str(output)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as tail:
        assert tail.stdout is not None
        for mark in marks:
            for _ in range(mark - coded):
                tail.stdout.readline()
            coded = mark
            seconds = time.monotonic() - started
            print(f"{coded:>7,} documents: {resident(running.pid):,.0f} MiB, {seconds:,.0f} s", flush=True)
        tail.terminate()
    running.terminate()


if __name__ == "__main__":
    main()
