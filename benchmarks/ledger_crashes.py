"""Whether a ledger loses anything: a writer that is killed, and several that write and read at once.

    python -m benchmarks.ledger_crashes --kills 200
    python -m benchmarks.ledger_crashes --kills 0 --ledger postgresql://localhost/empty

A writer adds made-up documents (those of ``benchmarks/ledger_scale.py``) and is killed (SIGKILL) after a random time;
then the ledger must open and hold the first of them, whole; the next writer goes on. At the end the rest is added,
and the ledger must be that of one writer that was left alone. After that two writers add the same documents, one
from the last to the first, while five readers list and count; nobody may see half a document or an error.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.ledger_scale import documents
from onrecord.ledger.store import Ledger

DOCUMENTS = 400
WRITERS, READERS, TOLD = 2, 5, 60
LONGEST = 1.5
"""Seconds after which a writer is killed at the latest: some ten documents each."""

ADDING = """
import sys
from benchmarks.ledger_scale import documents
from onrecord.ledger.store import Ledger
made = list(documents(int(sys.argv[2])))[:: int(sys.argv[3])]
with Ledger.open(sys.argv[1]) as ledger:
    print("ready", flush=True)
    for document in made:
        ledger.add(document)
"""
READING = """
import sys, time
from onrecord.ledger.store import Ledger
until, seen, reads = time.time() + float(sys.argv[2]), 0, 0
with Ledger.open(sys.argv[1]) as ledger:
    while time.time() < until:
        documents = len(ledger.documents())
        ledger.find("w17")
        held = len(ledger.documents())
        assert seen <= documents <= held, "documents never become fewer"
        seen, reads = held, reads + 1
print(reads)
"""


def killed(path: str, chance: random.Random) -> int:
    """The number of documents after a writer was killed, all of them whole and the first ones."""
    command = [sys.executable, "-c", ADDING, path, str(DOCUMENTS), "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, LONGEST))
        process.send_signal(signal.SIGKILL)
    with Ledger.open(path) as ledger:
        held = {document.id for document in ledger.documents()}
        assert held == {f"made-{number}" for number in range(len(held))}, "the first documents, and no other"
        said = ledger.some_statements(limit=0).total
        assert said == 10 * len(held), "every document whole"
    return len(held)


def kills(count: int, folder: Path) -> str:
    """Kills so many writers, completes the ledger, and compares it."""
    chance, held, path = random.Random(20150714), [0], str(folder / "killed.db")
    for _ in range(count):
        held.append(killed(path, chance))
        assert held[-1] >= held[-2], "nothing that was there is gone"
        if held[-1] == DOCUMENTS:
            (folder / "killed.db").unlink()
            held.append(0)
    with Ledger.open(path) as ledger, Ledger.open(str(folder / "whole.db")) as whole:
        for document in documents(DOCUMENTS):
            ledger.add(document)
            whole.add(document)
        same = ledger.content_digest() == whole.content_digest() and ledger.events() == whole.events()
    return f"{count} writers killed, {'nothing lost, nothing twice' if same else 'NOT THE SAME RECORD'}"


def crowd(location: str) -> str:
    """Lets writers and readers at a ledger at once."""
    Ledger.open(location).close()
    writers = [
        subprocess.Popen([sys.executable, "-c", ADDING, location, str(DOCUMENTS // 2), step], stdout=subprocess.DEVNULL)
        for step in ("1", "-1")[:WRITERS]
    ]
    readers = [
        subprocess.Popen([sys.executable, "-c", READING, location, str(TOLD)], stdout=subprocess.PIPE, text=True)
        for _ in range(READERS)
    ]
    reads = [int(reader.communicate()[0] or 0) for reader in readers]
    failed = sum(writer.wait() != 0 for writer in writers) + sum(reader.returncode != 0 for reader in readers)
    with Ledger.open(location) as ledger:
        held, said = len(ledger.documents()), ledger.some_statements(limit=0).total
    whole = held == DOCUMENTS // 2 and said == 10 * held
    return (
        f"{WRITERS} writers, {READERS} readers: {failed} failed, {sum(reads):,} reads, "
        f"{'every document once and whole' if whole else 'DOCUMENTS LOST'}"
    )


def main() -> None:
    """Prints a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--ledger", help="where the crowd works, say a PostgreSQL database without tables")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.kills:
            print(kills(asked.kills, Path(folder)), flush=True)
        print(crowd(asked.ledger or str(Path(folder, "crowd.db"))))


if __name__ == "__main__":
    main()
