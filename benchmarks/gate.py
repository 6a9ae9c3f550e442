"""What the gate before the reader stops and lets through, and what it costs beside coding.

    python -m benchmarks.gate --data ../shared

Recall is of reports that the gold gives events, none of which took part in training; political articles of other years
and outlets (PolNeAR) have no gold, and nearly all of them hold events. Cross-validated figures over the 1,430 reports
of the training parts are printed by ``python -m training.gate``. Seconds are of one process, coding after a warm-up.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import onrecord
from onrecord.coder.gate import load_gate
from onrecord.records import Document, Metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

REPEATED = 20
"""Times that the gate reads all articles, since once takes it no time to speak of."""


def documents(lines: Iterable[str]) -> list[Document]:
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    return [Document(Metadata(row["id"], published=row.get("published")), row["text"]) for row in rows]


def told(name: str, found: Sequence[Document]) -> None:
    let = sum(not load_gate().stops(document) for document in found)
    print(f"{name}: {let} of {len(found)} let through ({let / len(found):.3f})")


def seconds(work: Callable[[Document], object], found: Iterable[Document]) -> float:
    """Of processor time, so that a busy machine does not count."""
    started = time.process_time()
    for document in found:
        work(document)
    return time.process_time() - started


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    data = parser.parse_args().data / "data"
    dev = documents((data / "events" / "wire_dev.jsonl").read_text("utf-8").splitlines())
    gold = json.loads((data / "events" / "wire_dev.gold.json").read_text("utf-8"))
    eventful = {one["id"] for one in gold if one["events"]}
    told("wire dev, with events", [document for document in dev if document.meta.id in eventful])
    told("wire dev, without", [document for document in dev if document.meta.id not in eventful])
    for name in ("attribution/train", "attribution/dev", "times/timebank", "wire/wire"):
        with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as stream:
            told(name, documents(stream))
    gate, coder = load_gate(), onrecord.load()
    coder.code_document(dev[0])
    passing = seconds(gate.stops, dev * REPEATED) / REPEATED
    coding = seconds(coder.code_document, dev)
    print(f"{len(dev)} articles: gate {passing:.4f} s, coding {coding:.2f} s: {passing / coding:.2%}")


if __name__ == "__main__":
    main()
