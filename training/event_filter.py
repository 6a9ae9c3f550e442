"""Makes the event filter: entry counts and feature weights, from annotated articles.

    python training/event_filter.py DATA

``DATA`` holds ``<name>.jsonl`` and ``<name>.gold.json`` for each of ``ARTICLES`` (documents, and their events with
``type`` and ``trigger`` offsets), and ``plover_sentences.jsonl`` (PLOVER's gold records: sentences, each with its
``events``, whose ``trigger_text`` lists the trigger's words). Writes ``event_counts.csv`` and ``event_weights.csv``
into the ontology's data folder: numbers only, no text.

Method: every candidate that the lexicon proposes is labelled by whether an annotated event of its type has its trigger
there, or, if none of its candidates has, stands in the same sentence. Entry counts are smoothed into the ``prior``
feature, each document judged without its own counts. Weights: logistic regression with an L2 penalty, solved by
Newton's method; nothing is random, so that the same data give the same files.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.coder.events import priors
from onrecord.coder.events.finding import candidates_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from onrecord.coder.events.candidates import Candidate
    from onrecord.coder.pipeline import Coder

ARTICLES = ("wire_train", "more_train")
SENTENCES = "plover_sentences"
TABLES = Path(__file__).parents[1] / "src" / "onrecord" / "ontology" / "data"
PENALTY = 8.0
"""L2 penalty: the best of 1, 2, 4, 8 and 16 in five-fold cross-validation over the training articles."""

MIN_SEEN = 15
"""A feature seen in fewer candidates gets no weight."""

STEPS = 12


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate of a document: its lexicon entry, its features, whether it is an event."""

    document: str
    entry: str
    features: dict[str, float]
    label: bool


def examples(document: str, doc: Doc, gold: Sequence[dict[str, Any]]) -> list[Example]:
    """The labelled candidates of one coded document."""
    found, features = candidates_of(doc)
    right = labels(found, gold)
    return [
        Example(document, candidate.trigger.method, features[place], place in right)
        for place, candidate in enumerate(found)
    ]


def labels(found: Sequence[Candidate], gold: Sequence[dict[str, Any]]) -> set[int]:
    """Which candidates are events: by overlapping triggers first, then one in the same sentence."""
    right: set[int] = set()
    for near in (False, True):
        for event in gold:
            fitting = [i for i, candidate in enumerate(found) if _fits(candidate, event, near)]
            if not near:
                right |= set(fitting[:1])
            elif not any(_fits(found[i], event, near=False) for i in fitting):
                right |= set([i for i in fitting if i not in right][:1])
    return right


def _fits(candidate: Candidate, event: dict[str, Any], near: bool) -> bool:
    start, end = event["trigger"]
    trigger, sentence = candidate.trigger, candidate.sentence
    if trigger.type != event["type"]:
        return False
    if near:
        return bool(sentence.start_char <= start < sentence.end_char)
    return bool(trigger.start < end and start < trigger.end)


def count(rows: Iterable[Example]) -> tuple[dict[str, tuple[int, int]], dict[tuple[str, str], tuple[int, int]]]:
    """How often each entry matched and named an event: over all documents, and in each."""
    overall: dict[str, Counter[bool]] = defaultdict(Counter)
    apart: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    for row in rows:
        overall[row.entry][row.label] += 1
        overall[priors.kind_of(row.entry)][row.label] += 1
        apart[row.entry, row.document][row.label] += 1
    return (
        {entry: (seen.total(), seen[True]) for entry, seen in overall.items()},
        {key: (seen.total(), seen[True]) for key, seen in apart.items()},
    )


def fit(rows: Sequence[Example], penalty: float = PENALTY) -> dict[str, float]:
    """Weights by feature."""
    seen = Counter(name for row in rows for name in row.features)
    names = sorted(name for name, times in seen.items() if times >= MIN_SEEN)
    column = {name: place for place, name in enumerate(names)}
    design = np.zeros((len(rows), len(names)))
    for place, row in enumerate(rows):
        for name, value in row.features.items():
            if name in column:
                design[place, column[name]] = value
    target = np.array([row.label for row in rows], dtype=float)
    ridge = np.full(len(names), penalty)
    ridge[[column["bias"], column["prior"]]] = 1e-3
    solved = _newton(design, target, ridge)
    return {name: round(float(solved[place]), 4) for name, place in column.items()}


def _newton(design: Any, target: Any, ridge: Any) -> Any:
    solved = np.zeros(design.shape[1])
    for _ in range(STEPS):
        expected = 1 / (1 + np.exp(-design @ solved))
        slope = design.T @ (target - expected) - ridge * solved
        curve = (design * (expected * (1 - expected))[:, None]).T @ design + np.diag(ridge)
        solved = solved + np.linalg.solve(curve, slope)
    return solved


def with_priors(
    rows: Sequence[Example], overall: dict[str, tuple[int, int]], apart: dict[tuple[str, str], tuple[int, int]]
) -> list[Example]:
    """The examples with their ``prior`` set from the counts of all other documents."""
    made = []
    for row in rows:
        kind = overall[priors.kind_of(row.entry)]
        value = priors.prior(overall[row.entry], kind, without=apart[row.entry, row.document])
        made.append(Example(row.document, row.entry, {**row.features, "prior": value}, row.label))
    return made


def write(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Writes one table of the ontology."""
    with (TABLES / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def train(rows: Sequence[Example]) -> None:
    """Counts, fits and writes both tables."""
    overall, apart = count(rows)
    weights = fit(with_priors(rows, overall, apart))
    write("event_counts.csv", ("key", "matched", "events"), ((key, *overall[key]) for key in sorted(overall)))
    write("event_weights.csv", ("feature", "weight"), sorted(weights.items()))


def articles(coder: Coder, folder: Path) -> Iterator[Example]:
    """Labelled candidates of the annotated articles."""
    for name in ARTICLES:
        gold = {one["id"]: one["events"] for one in json.loads((folder / f"{name}.gold.json").read_text("utf-8"))}
        for article in lines(folder / f"{name}.jsonl"):
            yield from examples(article["id"], parse(coder, article), gold[article["id"]])


def sentences(coder: Coder, folder: Path) -> Iterator[Example]:
    """Labelled candidates of PLOVER's gold sentences; their triggers are words, which are looked up in the sentence."""
    for record in lines(folder / f"{SENTENCES}.jsonl"):
        doc = parse(coder, record)
        gold = [located for event in record["events"] for located in _locate(doc.text, event)]
        yield from examples(record["id"], doc, gold)


def _locate(text: str, event: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The event with offsets: of the first of its trigger's words that names its type there, else of the sentence."""
    starts = [text.find(word) for word in event["trigger_text"].split()]
    found = [start for start in starts if start >= 0]
    if found:
        yield {"type": event["type"], "trigger": [min(found), max(found) + 1]}


def parse(coder: Coder, article: dict[str, Any]) -> Doc:
    """The document as far as the events' step reads it."""
    from onrecord.coder import layers
    from onrecord.records import Metadata

    doc = coder.nlp.make_doc(article["text"])
    layers.META.set(doc, Metadata(article["id"], published=article["published"]))
    return coder.nlp(doc)


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    yield from map(json.loads, path.read_text("utf-8").splitlines())


def main() -> None:
    """Trains on the folder that the command line names."""
    import onrecord

    coder, folder = onrecord.load(), Path(sys.argv[1])
    train([*articles(coder, folder), *sentences(coder, folder)])


if __name__ == "__main__":
    main()
