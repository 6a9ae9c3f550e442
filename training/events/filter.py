"""The filter of candidates: entry counts and feature weights.

Every candidate is labelled by whether an annotated event of its type has its trigger there, or, if none of its
candidates has, stands in the same sentence. Entry counts are smoothed into the ``prior`` feature, each document judged
without its own counts, as the network's features come from a network that never saw the document. Weights: logistic
regression with an L2 penalty (:mod:`training.events.regression`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.coder import layers
from onrecord.coder.events import priors
from onrecord.coder.events.finding import weigh
from onrecord.coder.events.told import Told
from onrecord.coder.events.topics import topics_of
from onrecord.ontology.event_lexicon import table_of
from training.events.regression import fit
from training.events.tables import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc

    from onrecord.coder.events.candidates import Candidate
    from onrecord.coder.events.reading import EventReading
    from onrecord.records import NetworkSize
    from training.events.annotation import Annotated

PENALTY = 8.0
"""L2 penalty: the best of 1, 2, 4, 8 and 16 in five-fold cross-validation over the training articles."""

OWN = "annotated here"
"""Feature of candidates in articles that were annotated for this project: the first annotation had chosen the eventful
ones. It takes up that fewer of their candidates are events, and plays no part at run time."""

FREE = ("bias", "prior", "network", OWN)
"""Features whose weights are not held down."""


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate of a document: its lexicon entry, its features, whether it is an event."""

    document: str
    entry: str
    features: dict[str, float]
    label: bool


def examples(
    annotated: Annotated, doc: Doc, reading: EventReading
) -> tuple[list[Example], list[tuple[Candidate, dict[str, Any]]]]:
    """The candidates of a document with their labels, and those that are events with the event that each is."""
    found, features = weigh(doc, reading, Told(layers.STATEMENTS.get(doc)), tuple(topics_of(doc)))
    right = labels(found, annotated.events)
    extra = {OWN: 1.0} if annotated.own else {}
    rows = [
        Example(annotated.id, one.trigger.method, features[place] | extra, place in right)
        for place, one in enumerate(found)
    ]
    return rows, [(found[place], annotated.events[number]) for place, number in right.items()]


def labels(found: Sequence[Candidate], gold: Sequence[dict[str, Any]]) -> dict[int, int]:
    """Which candidates are events, and which: by overlapping triggers first, then one in the same sentence."""
    right: dict[int, int] = {}
    for near in (False, True):
        for number, event in enumerate(gold):
            fitting = [i for i, candidate in enumerate(found) if _fits(candidate, event, near)]
            if not near:
                right |= dict.fromkeys(fitting[:1], number)
            elif not any(_fits(found[i], event, near=False) for i in fitting):
                right |= dict.fromkeys([i for i in fitting if i not in right][:1], number)
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


def train(rows: Sequence[Example], size: NetworkSize) -> None:
    """Counts, fits and writes both tables that belong to a network."""
    overall, apart = count(rows)
    whole = with_priors(rows, overall, apart)
    weights = fit([row.features for row in whole], [row.label for row in whole], PENALTY, FREE)
    weights.pop(OWN, None)  # a fit to few or no articles of our own has none
    write(
        table_of("event_counts", size), ("key", "matched", "events"), ((key, *overall[key]) for key in sorted(overall))
    )
    write(table_of("event_weights", size), ("feature", "weight"), sorted(weights.items()))
