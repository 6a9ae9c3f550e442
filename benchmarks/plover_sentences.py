"""Which PLOVER types each of PLOVER's gold sentences is coded with: precision, recall and F1 of (sentence, type).

    python -m benchmarks.plover_sentences --data ../shared

The sentences (``plover_sentences.jsonl``, half of the project's gold records) take no part in training.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import onrecord
from benchmarks.event_gold import add_network


def main() -> None:
    """Prints the figures of all, and F1 by type."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    add_network(parser)
    options = parser.parse_args()
    lines = (options.data / "data" / "events" / "plover_sentences.jsonl").read_text("utf-8").splitlines()
    coder = onrecord.load(network=options.network)
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for row in map(json.loads, lines):
        wanted = {event["type"] for event in row["events"]}
        coded = {str(event.type) for event in coder.code(row["text"], published=row["published"]).events}
        gold.update(wanted)
        found.update(coded)
        right.update(wanted & coded)
    total, given, matched = gold.total(), found.total(), right.total()
    precision, recall = matched / max(1, given), matched / total
    print(
        f"{len(lines)} sentences: precision {precision:.3f}, recall {recall:.3f}, F1 {_f1(matched, given, total):.3f}"
    )
    for kind in sorted(gold):
        print(f"  {kind:10} {_f1(right[kind], found[kind], gold[kind]):.3f}  ({gold[kind]})")


def _f1(right: int, found: int, gold: int) -> float:
    return 2 * right / max(1, found + gold)


if __name__ == "__main__":
    main()
