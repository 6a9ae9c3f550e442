"""Which statements of different reports the ledger joins into one utterance, against a reader's judgement.

    python -m benchmarks.utterance_pairs --data ../shared
    python -m benchmarks.utterance_pairs --ledger coded.db

Codes the reports concerned into a ledger, or takes one that holds them. ``utterance_pairs.jsonl`` has one pair a line:
``data`` (``wire`` or ``attribution``), the two statements by document and content, and ``same``, the judgement of one
language-model reader with both statements in view. ``drawn`` says from where. ``joined``: all pairs that a first
version of the rules joined, but for those of one source in the same words. ``near``: all of one source that share a
third of their word pairs and were not joined. Both were read with the thresholds still open. ``later``: what the rules
then joined in the rest of the attribution data, but for the same words at length; it showed that one or two words in
common are none, and no other threshold was changed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import onrecord
from onrecord.coding import code_inputs
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.ledger.store import Ledger

PAIRS = Path(__file__).with_name("utterance_pairs.jsonl")
TEXTS = {"wire": ("wire/wire.jsonl.gz",), "attribution": ("attribution/train.jsonl.gz", "attribution/dev.jsonl.gz")}
FOUND = 0.5
"""Share of the characters of either content that the coded one must have to be the statement meant."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A statement of the ledger: its content's characters, and its utterance."""

    characters: frozenset[int]
    utterance: str


def pairs() -> list[dict[str, Any]]:
    """The judged pairs."""
    return [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]


def inputs(data: Path, wanted: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The reports that the pairs lie in, as JSON Lines without their annotation."""
    ids = {pair[side]["document"] for pair in wanted for side in ("one", "other")}
    for name in (name for names in TEXTS.values() for name in names):
        with gzip.open(data / "data" / name, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["id"] in ids:
                    kept = {key: row[key] for key in ("id", "title", "outlet", "published", "text")}
                    yield json.dumps(kept) + "\n"


def reported(ledger: Ledger) -> dict[str, list[Reported]]:
    """The statements of a ledger by document."""
    found: defaultdict[str, list[Reported]] = defaultdict(list)
    for utterance in ledger.utterances():
        for report in utterance.reports:
            one = Reported(_characters(report.evidence.spans), utterance.id)
            found[report.evidence.document].append(one)
    return found


def verdicts(judged: Sequence[Mapping[str, Any]], ledger: Ledger) -> Counter[tuple[str, bool, bool]]:
    """How many pairs of each kind there are: from where they were drawn, the judgement, and whether they are joined."""
    found = reported(ledger)
    counts: Counter[tuple[str, bool, bool]] = Counter()
    for pair in judged:
        one, other = (_find(found, pair[side]) for side in ("one", "other"))
        if one and other:
            counts[pair["drawn"], pair["same"], one.utterance == other.utterance] += 1
    return counts


def _find(found: Mapping[str, Sequence[Reported]], wanted: Mapping[str, Any]) -> Reported | None:
    """The coded statement that covers the content best, if it covers it well enough."""
    content = _characters(Span(*span) for span in wanted["content"])
    known = [(len(content & r.characters) / len(content | r.characters), r) for r in found.get(wanted["document"], ())]
    share, best = max(known, key=lambda entry: entry[0], default=(0.0, None))
    return best if share >= FOUND else None


def _characters(spans: Any) -> frozenset[int]:
    return frozenset(place for span in spans for place in range(span.start, span.end))


def _refuse(error: Exception) -> None:
    raise error


def _coded(data: Path, folder: str, judged: Sequence[Mapping[str, Any]]) -> str:
    """A ledger of the reports, at a path in ``folder``."""
    reports, location = Path(folder, "reports.jsonl"), str(Path(folder, "ledger.db"))
    reports.write_text("".join(inputs(data, judged)), "utf-8")
    with onrecord.open_ledger(location) as ledger:
        for coded in code_inputs(onrecord.load(), [str(reports)], on_error=_refuse):
            ledger.add(coded)
    return location


def show(counts: Counter[tuple[str, bool, bool]]) -> str:
    """The figures in words, by where the pairs were drawn."""
    lines = []
    for drawn in ("joined", "near", "later"):
        right, missed, wrong, apart = (
            counts[drawn, same, together] for same in (True, False) for together in (True, False)
        )
        joined = f"{drawn}: {right + wrong} joined, {right} of them rightly"
        lines.append(f"{joined}; {missed + apart} not joined, {apart} of them rightly")
    return "\n".join(lines)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="the folder that holds the reports")
    parser.add_argument("--ledger", help="a ledger that holds them already")
    arguments = parser.parse_args()
    judged = pairs()
    with tempfile.TemporaryDirectory() as folder:
        location = arguments.ledger or _coded(arguments.data, folder, judged)
        with onrecord.open_ledger(location) as ledger:
            print(show(verdicts(judged, ledger)))


if __name__ == "__main__":
    main()
