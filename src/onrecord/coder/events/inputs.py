"""A document as the events' network reads it, the same in training and at run time: one entry a token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import numpy as np
from spacy.attrs import IDX, IS_SPACE

from onrecord.coder import layers
from onrecord.coder.encoder import Window
from onrecord.coder.events.denoted import MOST, OF_A_STATE, PLACE, Denoted, denoted
from onrecord.coder.events.triggers import matching
from onrecord.records import EVENT_TYPES, SpeechAct, StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from onrecord.coder.events.told import Told

MOST_TOKENS = 448
"""Tokens that are read together: a wire report and a half. Acts are told from their echoes across this stretch."""

LATE = 31
"""Number of the sentence from which on all count as late."""

TYPE_NUMBER = {name: place for place, name in enumerate(EVENT_TYPES)}
KIND_NUMBER = {name: place for place, name in enumerate(get_args(StatementKind), start=1)}
ACT_NUMBER = {name: place for place, name in enumerate(get_args(SpeechAct), start=1)}

OWN_SIZES = (PLACE + 1, OF_A_STATE + 1, MOST + 1, len(KIND_NUMBER) + 1, 3, len(ACT_NUMBER) + 1, 2, LATE + 1, 2)
"""Numbers of values of the features beside the encoder's own: kind, state and number of the actors denoted; kind of
the statement that tells the token, whether it has a source; act of the statement whose cue it is; part of the report
itself; sentence; white space."""


@dataclass(frozen=True, slots=True)
class EventInput:
    """``features`` has shape (tokens, 5 + 9), ``lexicon`` (tokens, 16): the types that its entries propose.

    ``heads`` are indices of syntactic heads, ``sentences`` numbers of sentences, ``denoted`` says whom a token names.
    """

    features: NDArray[np.int64]
    lexicon: NDArray[np.float32]
    heads: NDArray[np.int64]
    sentences: NDArray[np.int64]
    denoted: Sequence[Denoted]

    @classmethod
    def of(cls, doc: Doc, told: Told) -> EventInput:
        """Prepares a document whose actors and statements are known."""
        read, known = layers.READING.get(doc).input, denoted(doc)
        sentences = np.zeros(len(doc), dtype=np.int64)
        for number, sentence in enumerate(doc.sents):
            sentences[sentence.start : sentence.end] = number
        own = _own_features(doc, told, known, sentences)
        return cls(np.concatenate((read.features, own), axis=1), _lexicon(doc), read.heads, sentences, known)

    def windows(self, most: int = MOST_TOKENS) -> Iterator[Window]:
        """Stretches of whole sentences, of like length, that cover the document."""
        total = len(self.heads)
        size = total / max(1, -(-total // most))
        ends = [*(np.flatnonzero(np.diff(self.sentences)) + 1).tolist(), total]
        first = 0
        for end in ends:
            while end - first > 2 * most:  # no sentence that anybody wrote
                yield Window(first, first + most)
                first += most
            if end - first >= size or end == total:
                yield Window(first, end)
                first = end

    def heads_within(self, window: Window) -> NDArray[np.int64]:
        """Heads counted from the window's start; a token whose head lies outside is its own."""
        heads = self.heads[window.first : window.end] - window.first
        own = np.arange(len(heads))
        return np.where((heads >= 0) & (heads < len(heads)), heads, own)


def _own_features(doc: Doc, told: Told, known: Sequence[Denoted], sentences: NDArray[np.int64]) -> NDArray[np.int64]:
    made = np.zeros((len(doc), len(OWN_SIZES)), dtype=np.int64)
    offsets = doc.to_array(IDX).tolist()
    made[:, 0] = [whom.kind for whom in known]
    made[:, 1] = [whom.state for whom in known]
    made[:, 2] = [min(len(whom.keys), MOST) for whom in known]
    telling = [told.telling(offset) for offset in offsets]
    made[:, 3] = [KIND_NUMBER[one.kind] if one is not None else 0 for one in telling]
    made[:, 4] = [1 + (one.source is not None) if one is not None else 0 for one in telling]
    made[:, 5] = [ACT_NUMBER[cued.act] if (cued := told.cue_at(offset)) is not None else 0 for offset in offsets]
    for sentence in layers.report_sentences(doc):
        made[sentence.start : sentence.end, 6] = 1
    made[:, 7] = np.minimum(sentences, LATE)
    made[:, 8] = doc.to_array(IS_SPACE)
    return made


def _lexicon(doc: Doc) -> NDArray[np.float32]:
    made = np.zeros((len(doc), len(EVENT_TYPES)), dtype=np.float32)
    for token in doc:
        for entry in matching(token):
            if entry.type is not None:
                made[token.i, TYPE_NUMBER[entry.type]] = 1.0
    return made
