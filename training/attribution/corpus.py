"""Annotated articles as the encoder sees them: a role for each token, and which cue governs it."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.coder import layers
from onrecord.coder.encoder.features import LABELS, FeatureVocabulary
from onrecord.coder.encoder.reading import EncoderInput
from onrecord.coder.pipeline import Coder
from onrecord.coder.statements.decoding import CONTENT, CUE_BEGIN, CUE_INSIDE, OTHER, SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc

    from onrecord.coder.encoder.inputs import WindowInput
    from onrecord.coder.encoder.windows import Window
    from onrecord.coder.encoder.wordpieces import WordPieces

Ints = NDArray[np.int64]

IGNORED = -100
"""Label of what the loss does not count (PyTorch's default)."""

NO_SOURCE = -1
"""In ``first`` and ``last``: a cue whose attribution has no source."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What the annotation says of each token; token indices, or :data:`IGNORED` where there is nothing to learn.

    ``governor`` is the token that begins a content token's cue; ``first`` and ``last``, at that token, are the ends
    of the cue's source.
    """

    roles: Ints
    governor: Ints
    first: Ints
    last: Ints


@dataclass(frozen=True, slots=True)
class Article:
    """One annotated article."""

    input: EncoderInput
    blank: NDArray[np.bool_]
    labels: Labels


class Taught(NamedTuple):
    """What a teacher says of each word piece of a window: logits of roles, vectors of pointers (16-bit floats)."""

    roles: NDArray[np.float16]
    pointers: NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Example:
    """A window with its labels, over word pieces; ``pointed`` marks the pieces that pointers choose among."""

    input: WindowInput
    roles: Ints
    governor: Ints
    first: Ints
    last: Ints
    pointed: NDArray[np.bool_]
    taught: Taught | None = None


def parsed(path: Path, most: int | None = None) -> Iterator[tuple[dict[str, Any], Doc]]:
    """The articles of a file (gzipped JSON Lines) with their parses; about ``most`` of them, spread over the file."""
    nlp = parser()
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        lines = list(stream)
    for line in lines[:: 1 if most is None else max(1, len(lines) // most)]:
        row = json.loads(line)
        yield row, nlp(row["text"])


def parser() -> Language:
    """The coder's pipeline up to where the encoder starts."""
    nlp = Coder.load().nlp
    for name in nlp.pipe_names:
        if name.startswith("onrecord_") and name != "onrecord_sections":
            nlp.disable_pipe(name)
    return nlp


def label_lists(docs: Iterable[Doc]) -> dict[str, list[str]]:
    """The parser's labels that the documents hold; place 0 is kept for labels never seen."""
    seen: dict[str, set[str]] = {name: set() for name in LABELS}
    for doc in docs:
        seen["tag"] |= {token.tag_ for token in doc}
        seen["dep"] |= {token.dep_ for token in doc}
        seen["ent"] |= {token.ent_type_ for token in doc}
    return {name: ["", *sorted(labels - {""})] for name, labels in seen.items()}


def article(
    attributions: Iterable[Mapping[str, Any]] | None, doc: Doc, words: WordPieces, vocabulary: FeatureVocabulary
) -> Article:
    """One article in the encoder's terms, with its labels; None if nobody has annotated it."""
    made = EncoderInput.of(doc, layers.QUOTATIONS.get(doc), layers.PARAGRAPHS.get(doc), words, vocabulary)
    blank = np.array([token.is_space for token in doc], dtype=np.bool_)
    labels = _no_labels(doc) if attributions is None else label(doc, attributions, blank)
    return Article(made, blank, labels)


def label(doc: Doc, attributions: Iterable[Mapping[str, Any]], blank: NDArray[np.bool_]) -> Labels:
    """Labels of a document's tokens; contents without a cue (35 of 19,868) get a role and no governor."""
    made = _no_labels(doc)
    made.roles[~blank] = OTHER
    for attribution in attributions:
        source, cue, content = (_tokens(doc, attribution.get(role)) for role in ("source", "cue", "content"))
        made.roles[source], made.roles[content], made.roles[cue] = SOURCE, CONTENT, CUE_INSIDE
        if cue:
            made.roles[cue[0]] = CUE_BEGIN
            made.governor[content] = cue[0]
            made.first[cue[0]], made.last[cue[0]] = (source[0], source[-1]) if source else (NO_SOURCE, NO_SOURCE)
    return made


def _no_labels(doc: Doc) -> Labels:
    return Labels(*(np.full(len(doc), IGNORED, dtype=np.int64) for _ in range(4)))


def _tokens(doc: Doc, spans: Sequence[Sequence[int]] | None) -> list[int]:
    cut = (doc.char_span(start, end, alignment_mode="expand") for start, end in spans or ())
    return sorted({token.i for span in cut if span is not None for token in span if not token.is_space})


def example(article: Article, window: Window) -> Example:
    """One window of an article; what points out of it is not learned from."""
    made = article.input.at(window)
    inside = slice(window.first, window.end)
    pieces = len(made.ids)
    place = _Placing(window, made.first)
    roles, governor, first, last = (np.full(pieces, IGNORED, dtype=np.int64) for _ in range(4))
    labels = article.labels
    roles[made.first] = labels.roles[inside]
    governor[made.first] = place(labels.governor[inside])
    first[made.first], last[made.first] = place(labels.first[inside]), place(labels.last[inside])
    first[last == IGNORED] = IGNORED
    last[first == IGNORED] = IGNORED
    pointed = np.zeros(pieces, dtype=np.bool_)
    pointed[made.first[~article.blank[inside]]] = True
    pointed[0] = True
    return Example(made, roles, governor, first, last, pointed)


@dataclass(frozen=True, slots=True)
class _Placing:
    """Puts token indices of a document in terms of a window's pieces; "no source" is its start symbol."""

    window: Window
    starts: Ints

    def __call__(self, tokens: Ints) -> Ints:
        inside = (tokens >= self.window.first) & (tokens < self.window.end)
        placed = np.where(inside, self.starts[np.where(inside, tokens - self.window.first, 0)], IGNORED)
        return np.where(tokens == NO_SOURCE, 0, placed)
