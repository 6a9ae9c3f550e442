"""Whether ``find --like`` finds what another report tells of the same event, against plain words and vectors.

    python -m benchmarks.find_like --data ../shared
    python -m benchmarks.find_like --data ../shared --part dev --ledger wire.db

For each annotated mention the sentence it stands in is the query, read on its own as a person's would be; wanted are
the records (statements and event mentions) that stand on the sentence of the same event in each other report. The
query's own report is left out. Recall at 10 sentences, of all wanted ones, of those that share less than 0.15 of their
words with the query (Jaccard), and of those of another agency.

``vectors`` are means of the shipped encoder's states after its fourth layer, over the query read alone
and over the record's words in their report; whitened over all records, since plain means point the same way.
Without ``--ledger`` all wire reports are coded first.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import numpy as np
from training.coreference.gold import WIRE, Mention, Part, read

import onrecord
from onrecord.coder import layers
from onrecord.coder.encoder import Window
from onrecord.coding import code_inputs
from onrecord.ledger import database, search
from onrecord.ledger.identity import words
from onrecord.ledger.sought import Sought, actor_key
from onrecord.records import Document, Metadata, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from onrecord.coder.pipeline import Coder
    from onrecord.ledger.store import Ledger
    from onrecord.records import Spans

    Floats = NDArray[np.float32]

AT = 10
FEW_WORDS_SHARED = 0.15
LAYER = 384
"""Of the encoder's two layers that it hands on the fourth, which finds more than the last."""

ENCODED = ("onrecord_times", "onrecord_actors", "onrecord_statements", "onrecord_events")
ENCODED_TOO = ("onrecord_agreements", "onrecord_accounts", "onrecord_positions")
VECTOR_WEIGHTS = (0.1, 0.25, 0.5)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report."""

    document: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """A sentence, and the sentences that tell the same event in other reports."""

    sentence: Sentence
    wanted: frozenset[Sentence]


@dataclass(frozen=True, slots=True)
class Record:
    """A statement or event mention with what it is weighed by."""

    id: str
    document: str
    spans: Spans
    types: frozenset[str]
    actors: frozenset[str]


class Corpus:
    """The reports, with their sentences."""

    def __init__(self, coder: Coder, texts: dict[str, str]) -> None:
        self.coder, self.texts = coder, texts
        self._sentences: dict[str, list[Sentence]] = {}
        self._docs: dict[str, Doc] = {}

    def sentence(self, document: str, start: int) -> Sentence | None:
        """The sentence at a character."""
        return next((s for s in self.sentences(document) if s.span.start <= start < s.span.end), None)

    def sentences(self, document: str) -> list[Sentence]:
        """All of a report."""
        if document not in self._sentences:
            spans = (Span(found.start_char, found.end_char) for found in self.doc(document).sents)
            text = self.texts[document]
            self._sentences[document] = [Sentence(document, span, span.of(text)) for span in spans]
        return self._sentences[document]

    def doc(self, document: str) -> Doc:
        """The report, parsed and read by the encoder; the last one is remembered."""
        if document not in self._docs:
            self._docs = {document: self.encoded(self.texts[document])}
        return self._docs[document]

    def encoded(self, text: str) -> Doc:
        """A text, parsed and read by the encoder."""
        with self.coder.nlp.select_pipes(disable=[*ENCODED, *ENCODED_TOO]):
            return self.coder.parse(Document(Metadata("x"), text))

    @staticmethod
    def vector(doc: Doc, spans: Spans) -> Floats:
        """The mean of the encoder's states of the tokens under spans."""
        offsets = [token.idx for token in doc]
        windows = (np.searchsorted(offsets, (span.start, span.end)) for span in spans)
        states = [layers.READING.get(doc).states(Window(int(a), int(max(b, a + 1)))) for a, b in windows]
        mean: Floats = np.concatenate(states).mean(axis=0)[:LAYER]
        return mean


class Measure:
    """The records of a ledger, and the scores that each way of searching gives them for a query."""

    def __init__(self, ledger: Ledger, corpus: Corpus) -> None:
        self.ledger, self.corpus = ledger, corpus
        self.records = sorted(_records(ledger), key=lambda record: record.document)
        self.place = {record.id: number for number, record in enumerate(self.records)}
        self.sentence_of: list[Sentence | None] = []
        raw = []
        for record in self.records:
            self.sentence_of.append(corpus.sentence(record.document, record.spans[0].start))
            raw.append(corpus.vector(corpus.doc(record.document), record.spans))
        self._raw = np.array(raw, dtype=np.float32)

    def words(self, query: Sentence) -> Floats:
        """What words alone give."""
        scores = np.zeros(len(self.records), dtype=np.float32)
        with database.reading(self.ledger._engine, self.ledger.name) as connection:
            for record, score in search.similar(connection, query.text).items():
                if record in self.place:
                    scores[self.place[record]] = score
        return scores

    def like(self, query: Sentence) -> Floats:
        """What ``find --like`` gives."""
        sought, scores = Sought.of(self.corpus.coder.code(query.text)), self.words(query)
        for number in np.flatnonzero(scores):
            record = self.records[number]
            scores[number] = sought.weigh(float(scores[number]), record.types, record.actors)[0]
        return scores

    def vectors(self, query: Sentence) -> Floats:
        """Cosines of whitened means."""
        alone = self.corpus.encoded(query.text)
        made = self._whitened(self.corpus.vector(alone, (Span(0, len(alone.text)),))[None])
        cosines: Floats = (self._vectors @ made[0]).astype(np.float32)
        return cosines

    @cached_property
    def _whitening(self) -> tuple[Floats, Floats]:
        normed = _normed(self._raw)
        mean = normed.mean(axis=0)
        _, sizes, axes = np.linalg.svd((normed - mean)[::3], full_matrices=False)
        return mean, (axes.T / sizes).astype(np.float32)

    def _whitened(self, raw: Floats) -> Floats:
        mean, axes = self._whitening
        return _normed(((_normed(raw) - mean) @ axes).astype(np.float32))

    @cached_property
    def _vectors(self) -> Floats:
        return self._whitened(self._raw)

    def best(self, query: Sentence, scores: Floats) -> list[Sentence]:
        """The first sentences of other reports."""
        found: dict[Sentence, None] = {}
        for number in np.argsort(-scores, kind="stable"):
            sentence = self.sentence_of[number]
            if scores[number] > 0 and sentence is not None and sentence.document != query.document:
                found[sentence] = None
            if len(found) == AT or scores[number] <= 0:
                break
        return list(found)


def _normed(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    normed: Floats = (rows / np.maximum(lengths, 1e-6)).astype(np.float32)
    return normed


def _records(ledger: Ledger) -> Iterator[Record]:
    for event in ledger.events():
        for mention in event.mentions:
            sides = frozenset(actor_key(a.name, a.country) for a in (*event.actors, *event.recipients))
            yield Record(mention.id, mention.document, (mention.sentence,), frozenset({event.type}), sides)
    types = {event.id: event.type for event in ledger.events()}
    for statement in ledger.statements():
        about = frozenset(types[event] for event in statement.about if event in types)
        who = (statement.source, statement.addressee, *statement.via)
        sides = frozenset(actor_key(actor.name, actor.country) for actor in who if actor)
        yield Record(statement.id, statement.evidence.document, statement.evidence.spans, about, sides)


def queries(corpus: Corpus, part: Part) -> Iterator[Query]:
    """One for each annotated mention whose event other reports tell too."""
    for event in read(part).events:
        told = [sentence for mention in event if (sentence := _sentence(corpus, mention))]
        for sentence in told:
            wanted = frozenset(other for other in told if other.document != sentence.document)
            if wanted:
                yield Query(sentence, wanted)


def _sentence(corpus: Corpus, mention: Mention) -> Sentence | None:
    return corpus.sentence(mention.document, mention.start) if mention.document in corpus.texts else None


def shared(one: Sentence, other: Sentence) -> float:
    """Jaccard's measure of the words of two sentences."""
    first, second = set(words(one.text).split()), set(words(other.text).split())
    return len(first & second) / (len(first | second) or 1)


KINDS: dict[str, Callable[[Sentence, Sentence], bool]] = {
    "all": lambda query, wanted: True,
    "few words shared": lambda query, wanted: shared(query, wanted) < FEW_WORDS_SHARED,
    "other agency": lambda query, wanted: wanted.document[:3] != query.document[:3],
}


def recall(asked: Sequence[Query], found: Sequence[set[Sentence]], kind: str) -> str:
    """Mean recall at 10 over the queries that want anything of this kind."""
    shares = []
    for query, sentences in zip(asked, found, strict=True):
        wanted = {sentence for sentence in query.wanted if KINDS[kind](query.sentence, sentence)}
        if wanted:
            shares.append(len(wanted & sentences) / min(AT, len(wanted)))
    return f"{kind} {np.mean(shares):.3f} ({len(shares)})"


def report(measure: Measure, asked: Sequence[Query]) -> None:
    """Prints a line for each way of searching."""
    by_words = [measure.words(query.sentence) for query in asked]
    vectors = [measure.vectors(query.sentence) for query in asked]
    ways = {"words": by_words, "vectors": vectors}
    for weight in VECTOR_WEIGHTS:
        ways[f"words + {weight} vectors"] = [w + weight * v for w, v in zip(by_words, vectors, strict=True)]
    ways["find --like"] = [measure.like(query.sentence) for query in asked]
    for name, scores in ways.items():
        found = [set(measure.best(q.sentence, s)) for q, s in zip(asked, scores, strict=True)]
        print(f"{name:22}", ", ".join(recall(asked, found, kind) for kind in KINDS))


@contextmanager
def opened(coder: Coder, data: Path, ledger: str | None) -> Iterator[Ledger]:
    """The ledger named, or one of all wire reports."""
    if ledger is not None:
        with onrecord.open_ledger(ledger) as known:
            yield known
        return
    with tempfile.TemporaryDirectory() as folder, gzip.open(data / WIRE, "rb") as packed:
        inputs = Path(folder, "wire.jsonl")
        inputs.write_bytes(packed.read())
        with onrecord.open_ledger(str(Path(folder, "wire.db"))) as made:
            for coded in code_inputs(coder, [str(inputs)], on_error=lambda error: print(error)):
                made.add(coded)
            yield made


def main() -> None:
    """Reads the arguments and prints the figures."""
    parser = argparse.ArgumentParser(description="Recall of find --like over the annotated wire reports.")
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--part", choices=get_args(Part), default="dev")
    parser.add_argument("--ledger", help="one that holds the wire reports")
    options = parser.parse_args()
    coder = onrecord.load()
    with gzip.open(options.data / WIRE, "rt", encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    with opened(coder, options.data, options.ledger) as ledger:
        corpus = Corpus(coder, texts)
        report(Measure(ledger, corpus), list(queries(corpus, options.part)))


if __name__ == "__main__":
    main()
