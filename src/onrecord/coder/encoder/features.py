"""What the encoder is told about each token beside its word pieces: the parser's labels, quotation marks, case."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from spacy.attrs import DEP, ENT_TYPE, IDX, TAG

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from onrecord.coder.quotes import Quotations

QUOTED, NESTED, SINGLE = 1, 2, 3
"""Inside double marks, inside marks that stand in others, inside single marks; 0 is outside."""

NO_LETTERS, LOWER, TITLE, UPPER, MIXED = range(5)
QUOTE_STATES, CASES = 4, 5
LABELS = ("tag", "dep", "ent")
"""Token attributes (``tag_``, ``dep_``, ``ent_type_``) that are looked up in the lists stored with the weights."""

REMEMBERED = 30_000
"""Words whose case is remembered."""


@dataclass(frozen=True, slots=True)
class FeatureVocabulary:
    """Numbers of the parser's labels; 0 is a label that training never saw."""

    labels: Mapping[str, Mapping[str, int]]

    @classmethod
    def of(cls, lists: Mapping[str, Sequence[str]]) -> FeatureVocabulary:
        """From the stored lists, in which a label's place is its number."""
        return cls({name: {label: place for place, label in enumerate(lists[name])} for name in LABELS})

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many values each feature has, in the order of the columns of :func:`token_features`."""
        return (*(len(self.labels[name]) for name in LABELS), QUOTE_STATES, CASES)


def token_features(doc: Doc, quotations: Quotations, vocabulary: FeatureVocabulary) -> NDArray[np.int64]:
    """An array of shape (tokens, 5): tag, dependency label, entity type, quotation state, case."""
    found = np.zeros((len(doc), 5), dtype=np.int64)
    for column, (name, labels) in enumerate(zip(LABELS, doc.to_array([TAG, DEP, ENT_TYPE]).T, strict=True)):
        known, places = np.unique(labels, return_inverse=True)
        numbers = [vocabulary.labels[name].get(doc.vocab.strings[label], 0) for label in known.tolist()]
        found[:, column] = np.array(numbers, dtype=np.int64)[places]
    found[:, 3] = _quote_states(doc, quotations)
    found[:, 4] = [letter_case(token.text) for token in doc]
    return found


@lru_cache(maxsize=REMEMBERED)
def letter_case(word: str) -> int:
    """The case of a word's letters."""
    if not any(character.isalpha() for character in word):
        return NO_LETTERS
    if word.islower():
        return LOWER
    if word.isupper() and len(word) > 1:
        return UPPER
    return TITLE if word[0].isupper() else MIXED


def offsets(doc: Doc) -> NDArray[np.int64]:
    """Where each token starts, in characters."""
    return doc.to_array(IDX).astype(np.int64)


def _quote_states(doc: Doc, quotations: Quotations) -> NDArray[np.int64]:
    """For each token the state of its first character; nested marks count over outer ones."""
    starts = offsets(doc)
    states = np.zeros(len(doc), dtype=np.int64)
    for quotation in quotations.found:
        state = NESTED if quotation.nested else SINGLE if quotation.single else QUOTED
        for part in quotation.parts:
            first, end = np.searchsorted(starts, (part.start, part.end))
            np.maximum(states[first:end], state, out=states[first:end])
    return states
