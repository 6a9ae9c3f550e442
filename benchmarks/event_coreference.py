"""Which mentions in different reports the ledger joins into one event, against readers' judgement.

    python -m benchmarks.event_coreference --data ../shared
    python -m benchmarks.event_coreference --data ../shared --record record.jsonl

Codes the annotated reports into a ledger, or takes a record that ``onrecord export --to jsonl`` wrote. Of the mentions
that were coded: the share of pairs of one event that are joined, the share of pairs that only look alike that are kept
apart, B³ (Bagga and Baldwin 1998), and of the pairs that were drawn from all reports and are joined, the share that is
right (each counting as many as it stands for). Beside it two plain ways of merging: headlines that share half of
their words, with the same type; the same date, countries and type.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.coreference.gold import Gold, Mention, read, reports

import onrecord
from benchmarks.event_gold import add_network
from onrecord.coding import code_inputs
from onrecord.exports.record import event_line
from onrecord.ledger.identity import words
from onrecord.ledger.joining import components, link

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    from onrecord.records import NetworkSize

ALIKE = 0.5
"""Share of words that two headlines of one story have in common."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A mention as the record has it, with the id of its event and what the plain ways of merging look at."""

    document: str
    trigger: tuple[int, int]
    event: str
    type: str
    date: str | None
    countries: tuple[str, ...]


def record(data: Path, documents: Iterable[str], network: NetworkSize) -> Iterator[dict[str, Any]]:
    """The record of these wire reports, event by event."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder, "reports.jsonl")
        inputs.write_text("".join(reports(data, documents)), "utf-8")
        with onrecord.open_ledger(str(Path(folder, "ledger.db"))) as ledger:
            for coded in code_inputs(onrecord.load(network=network), [str(inputs)], on_error=_refuse):
                ledger.add(coded)
            yield from map(event_line, ledger.events())


def _refuse(error: Exception) -> None:
    raise error


def coded(events: Iterable[Mapping[str, Any]]) -> dict[str, list[Coded]]:
    """The mentions of a record, by document."""
    found: defaultdict[str, list[Coded]] = defaultdict(list)
    for event in events:
        countries = sorted({actor["country"] or actor["name"] for actor in (*event["actors"], *event["recipients"])})
        for mention in event["mentions"]:
            trigger = (mention["trigger"][0], mention["trigger"][1])
            one = Coded(mention["document"], trigger, event["event"], event["type"], mention["date"], tuple(countries))
            found[one.document].append(one)
    return found


@dataclass(frozen=True, slots=True)
class Measured:
    """The gold as far as its mentions were coded: groups of one event, and pairs of two."""

    events: tuple[tuple[Coded, ...], ...]
    different: tuple[tuple[Coded, Coded], ...]
    picked: tuple[tuple[Coded, Coded, bool, int], ...]

    @staticmethod
    def of(gold: Gold, found: Mapping[str, list[Coded]]) -> Measured:
        """Finds the coded mention of each."""

        def find(mention: Mention) -> Coded | None:
            mentions = found.get(mention.document, ())
            return next((one for one in mentions if mention.overlaps(*one.trigger)), None)

        events = (tuple(one for mention in event if (one := find(mention))) for event in gold.events)
        pairs = (tuple(find(mention) for mention in pair) for pair in gold.different)
        whole = ((a, b) for a, b in pairs if a is not None and b is not None and a != b)
        drawn = ((find(pair.mentions[0]), find(pair.mentions[1]), pair) for pair in gold.picked)
        known = ((a, b, pair.same, pair.stands_for) for a, b, pair in drawn if a is not None and b is not None)
        return Measured(tuple(event for event in events if event), tuple(whole), tuple(known))

    @property
    def pairs(self) -> list[tuple[Coded, Coded]]:
        """Pairs of mentions of one event in two documents."""
        return [pair for event in self.events for pair in combinations(event, 2)]


def figures(measured: Measured, cluster: Callable[[Coded], Hashable]) -> str:
    """The shares and B³ of one way of merging."""
    joined = sum(cluster(a) == cluster(b) for a, b in measured.pairs) / max(1, len(measured.pairs))
    apart = sum(cluster(a) != cluster(b) for a, b in measured.different) / max(1, len(measured.different))
    precision, recall = b_cubed(measured, cluster)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    drawn = [(same, times) for a, b, same, times in measured.picked if cluster(a) == cluster(b)]
    right = sum(times for same, times in drawn if same) / max(1, sum(times for _, times in drawn))
    return (
        f"pairs joined {joined:.3f}  look-alikes apart {apart:.3f}  B3 {precision:.3f} {recall:.3f} F1 {f1:.3f}  "
        f"right among those joined {right:.2f} ({len(drawn)})"
    )


def b_cubed(measured: Measured, cluster: Callable[[Coded], Hashable]) -> tuple[float, float]:
    """Precision and recall: the mean over mentions of the shares of their cluster and of their event that are right."""
    event_of = {one: number for number, event in enumerate(measured.events) for one in event}
    sizes: defaultdict[Hashable, list[Coded]] = defaultdict(list)
    for one in event_of:
        sizes[cluster(one)].append(one)
    precision = recall = 0.0
    for one, number in event_of.items():
        own = sizes[cluster(one)]
        right = sum(event_of[other] == number for other in own)
        precision += right / len(own)
        recall += right / len(measured.events[number])
    return precision / max(1, len(event_of)), recall / max(1, len(event_of))


def by_headline(titles: Mapping[str, str]) -> Callable[[Coded], Hashable]:
    """Merges mentions of a type in documents whose headlines are alike, and whatever that connects."""
    documents = sorted(titles)
    bags = [frozenset(words(titles[document]).split()) for document in documents]
    pairs = (
        (a, b)
        for a, b in combinations(range(len(documents)), 2)
        if len(bags[a] & bags[b]) > ALIKE * max(1, len(bags[a] | bags[b]))
    )
    story = {
        documents[member]: min(members)
        for members in components(set(range(len(documents))), link(pairs))
        for member in members
    }
    return lambda one: (story[one.document], one.type)


def main() -> None:
    """Prints the figures of the record and of the plain ways."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    add_network(parser)
    parser.add_argument("--part", choices=("train", "dev"), default="dev")
    parser.add_argument("--record", type=Path)
    options = parser.parse_args()
    gold = read(options.part)
    if options.record:
        events = [json.loads(line) for line in options.record.read_text("utf-8").splitlines()]
    else:
        events = list(record(options.data, gold.documents, options.network))
    titles = {row["id"]: row.get("title") or "" for row in map(json.loads, reports(options.data, gold.documents))}
    measured = Measured.of(gold, coded(events))
    mentions = sum(map(len, gold.events)), sum(map(len, measured.events))
    print(f"{len(gold.events)} events of {mentions[0]} mentions, {mentions[1]} of them coded")
    print(f"{len(measured.pairs)} pairs of one event, {len(measured.different)} that only look alike")
    print("onrecord            ", figures(measured, lambda one: one.event))
    print("headlines           ", figures(measured, by_headline(titles)))
    print("date, countries, type", figures(measured, lambda one: (one.date, one.countries, one.type)))


if __name__ == "__main__":
    main()
