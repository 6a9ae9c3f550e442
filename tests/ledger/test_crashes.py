"""A process killed while it adds, and several that add and read at once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

from onrecord.interchange import to_json
from onrecord.ledger.store import Ledger

from .articles import Article, announced, held
from .test_materialised import assert_kept

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.records import CodedDocument

ADDING = """
import sys
from onrecord.interchange import from_json
from onrecord.ledger.store import Ledger
with Ledger.open(sys.argv[1]) as ledger:
    print("ready", flush=True)
    for line in open(sys.argv[2], encoding="utf-8"):
        ledger.add(from_json(line))
"""


def series(count: int) -> list[CodedDocument]:
    return [
        Article(f"d{n}", f"On day {n} Iran rejected offer {n}.", published=f"2015-03-{n % 28 + 1:02}")
        .event("REJECT", "rejected", "irn", "usa", date=f"2015-03-{n % 28 + 1:02}")
        .statement("irn", f"offer {n}", cue="rejected")
        .coded()
        for n in range(count)
    ]


def test_a_killed_writer_leaves_a_prefix_that_can_be_completed(tmp_path: Path) -> None:
    documents = series(30)
    (tmp_path / "coded.jsonl").write_bytes(b"\n".join(map(to_json, documents)))
    chance = random.Random(20150714)
    path = tmp_path / "l.db"
    sizes = []
    for _ in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", ADDING, path, tmp_path / "coded.jsonl"], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.15))
            os.kill(process.pid, signal.SIGKILL)
        with Ledger.open(str(path)) as ledger:
            held_now = {document.id for document in ledger.documents()}
            assert held_now == {document.document.id for document in documents[: len(held_now)]}
            assert len(ledger.statements()) == len(held_now)
        sizes.append(len(held_now))
    assert sizes == sorted(sizes)
    with Ledger.open(str(path)) as ledger, Ledger.open(str(tmp_path / "other.db")) as other:
        for document in documents:
            ledger.add(document)
            other.add(document)
        assert ledger.content_digest() == other.content_digest()
        assert_kept(ledger)


def test_writers_and_readers_at_once_lose_nothing(location: str) -> None:
    documents = series(24)
    failures: list[Exception] = []
    done = threading.Event()

    def write(part: list[CodedDocument]) -> None:
        try:
            with Ledger.open(location) as ledger:
                for document in part:
                    ledger.add(document)
        except Exception as error:
            failures.append(error)

    def read() -> None:
        try:
            with Ledger.open(location) as ledger:
                while not done.is_set():
                    documents, statements = ledger.documents(), ledger.statements()
                    assert len(statements) >= len(documents), "a document is seen whole"
        except Exception as error:
            failures.append(error)

    Ledger.open(location).close()
    writers = [threading.Thread(target=write, args=(part,)) for part in (documents, list(reversed(documents)))]
    readers = [threading.Thread(target=read) for _ in range(2)]
    for thread in (*writers, *readers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()
    assert failures == []
    with Ledger.open(location) as ledger:
        assert len(ledger.documents()) == len(ledger.statements()) == len(documents)
        assert_kept(ledger)


def test_two_ledgers_of_one_file_see_each_others_documents(location: str) -> None:
    with Ledger.open(location) as one, Ledger.open(location) as other:
        assert other.documents() == ()
        one.add(announced().coded())
        assert len(other.documents()) == 1
        other.add(held().coded())
        (event,) = [event for event in one.events() if event.type == "CONSULT"]
        assert len(event.mentions) == 2
