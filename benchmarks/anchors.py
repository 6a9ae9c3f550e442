"""Whether reviews find their records again in a revision: documents of a ledger are revised by a program.

    python -m benchmarks.anchors --ledger iran.db

Each record (statement or event mention) is addressed as a review would address it, then looked for in the revised
text. *lost* is one that is still there in the same words and is not found; *mistaken* is one that is gone, and another
is taken for it.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import onrecord
from onrecord.ledger.anchors import LEAST_ALIKE, TextQuote
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onrecord.records import CodedDocument, Spans

REVISIONS: dict[str, tuple[float, float]] = {
    "unchanged": (0.0, 0.0),
    "every third sentence cut out": (0.0, 1 / 3),
    "every tenth word and sentence": (0.1, 0.1),
    "every fifth word and sentence": (0.2, 0.2),
}
"""Shares of words that are changed or cut out, and of sentences that are cut out."""

THRESHOLDS = (0.2, 0.3, LEAST_ALIKE, 0.5, 0.6)
_PIECE = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Record:
    """What of a record a review addresses it by."""

    kind: str
    claim: str
    spans: Spans


def records(coded: CodedDocument) -> Iterator[Record]:
    """The statements and events of a document."""
    for made in coded.statements:
        yield Record("statement", f"{made.source} {made.kind}", made.content_span)
    for event in coded.events:
        claim = f"{event.mode} {event.actors} {event.recipients} {event.date}"
        yield Record(event.type, claim, (event.trigger,))


def revised(coded: CodedDocument, words: float, sentences: float, chance: random.Random) -> tuple[str, dict[int, int]]:
    """Another text, and where the characters of the first that are left stand in it."""
    cut = [event.sentence for event in coded.events if chance.random() < sentences]
    vocabulary = re.findall(r"\w+", coded.text)
    parts: list[str] = []
    place, places = 0, dict[int, int]()
    for piece in _PIECE.finditer(coded.text):
        if any(span.start <= piece.start() < span.end for span in cut):
            continue
        if piece.group()[0].isalnum() and chance.random() < words:
            part = chance.choice(("", chance.choice(vocabulary)))
        else:
            part = piece.group()
            places.update(zip(range(*piece.span()), range(place, place + len(part)), strict=True))
        parts.append(part)
        place += len(part)
    return "".join(parts), places


def moved(spans: Spans, places: Mapping[int, int]) -> Spans | None:
    """The spans in the other text, None if a character of them is gone."""
    if any(at not in places for span in spans for at in range(*span)):
        return None
    return tuple(Span(places[span.start], places[span.end - 1] + 1) for span in spans)


def outcomes(coded: CodedDocument, revision: tuple[float, float], chance: random.Random) -> Iterator[tuple[float, str]]:
    """For each record and threshold what becomes of it."""
    text, places = revised(coded, *revision, chance)
    known = tuple(records(coded))
    left: defaultdict[tuple[str, str], list[tuple[Record, TextQuote, Spans]]] = defaultdict(list)
    there: dict[int, Spans] = {}
    for number, record in enumerate(known):
        if spans := moved(record.spans, places):
            found = TextQuote.of(text, spans)
            left[record.kind, found.key].append((record, found, spans))
            there[number] = spans
    for number, record in enumerate(known):
        asked = TextQuote.of(coded.text, record.spans)
        same = left.get((record.kind, asked.key), ())
        scored = [(asked.alike(quote), other.claim == record.claim, spans) for other, quote, spans in same]
        best = max(scored, key=lambda one: one[:2], default=None)
        for least in THRESHOLDS:
            taken = best[2] if best and best[0] >= least else None
            expected = there.get(number)
            yield least, "right" if taken == expected else "lost" if expected else "mistaken"


def main() -> None:
    """Prints a line a revision and threshold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", required=True, help="the ledger whose documents are revised")
    parser.add_argument("--documents", type=int, default=400, help="how many of them")
    options = parser.parse_args()
    with onrecord.open_ledger(options.ledger) as ledger:
        names = sorted(document.id for document in ledger.documents())
        chosen = random.Random(1).sample(names, min(options.documents, len(names)))
        documents = [ledger.coded(name) for name in chosen]
    print(f"{'revision':32}{'least alike':>12}{'records':>9}{'lost':>7}{'mistaken':>10}")
    for name, revision in REVISIONS.items():
        chance = random.Random(2)
        counts = Counter(outcome for coded in documents for outcome in outcomes(coded, revision, chance))
        for least in THRESHOLDS:
            total = sum(count for (threshold, _), count in counts.items() if threshold == least)
            print(f"{name:32}{least:>12}{total:>9,}{counts[least, 'lost']:>7,}{counts[least, 'mistaken']:>10,}")


if __name__ == "__main__":
    main()
