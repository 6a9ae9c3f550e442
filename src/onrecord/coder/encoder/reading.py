"""A document as the encoder reads it: the scores of its windows, and of any stretch of tokens that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from spacy.attrs import HEAD, SENT_START

from onrecord.coder.encoder.features import offsets, token_features
from onrecord.coder.encoder.inputs import window_input
from onrecord.coder.encoder.windows import MAX_PIECES, Window, cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from onrecord.coder.encoder.features import FeatureVocabulary
    from onrecord.coder.encoder.inputs import WindowInput
    from onrecord.coder.encoder.network import Network, WindowScores
    from onrecord.coder.encoder.wordpieces import WordPieces
    from onrecord.coder.quotes import Quotations
    from onrecord.records import Span


@dataclass(frozen=True, slots=True)
class EncoderInput:
    """A parsed document in the encoder's terms; ``pieces``, ``features`` and ``heads`` have one entry a token.

    ``unit_starts`` are the tokens at which a paragraph starts that does not go on from the one before.
    """

    pieces: Sequence[tuple[int, ...]]
    features: NDArray[np.int64]
    heads: NDArray[np.int64]
    unit_starts: Sequence[int]
    sentence_starts: Sequence[int]

    @classmethod
    def of(
        cls,
        doc: Doc,
        quotations: Quotations,
        paragraphs: Iterable[Span],
        words: WordPieces,
        vocabulary: FeatureVocabulary,
    ) -> EncoderInput:
        """Prepares a parsed document."""
        starts = np.searchsorted(offsets(doc), list(_unit_starts(doc.text, paragraphs)))
        return cls(
            pieces=list(words.of(doc)),
            features=token_features(doc, quotations, vocabulary),
            heads=np.arange(len(doc)) + doc.to_array(HEAD).astype(np.int64),  # spaCy counts them from the token
            unit_starts=starts.tolist(),
            sentence_starts=np.flatnonzero(doc.to_array(SENT_START) == 1).tolist(),
        )

    def windows(self, most: int = MAX_PIECES) -> list[Window]:
        """The windows that cover the document."""
        return cut([len(found) for found in self.pieces], self.unit_starts, self.sentence_starts, most)

    def at(self, window: Window) -> WindowInput:
        """The arrays of one window."""
        return window_input(window, self.pieces, self.features, self.heads)


def _unit_starts(text: str, paragraphs: Iterable[Span]) -> Iterator[int]:
    """Where paragraphs start, save those that a colon leads to: "She said:" and the quotation after it are one."""
    invited = False
    for paragraph in paragraphs:
        if not invited:
            yield paragraph.start
        invited = paragraph.of(text).rstrip().endswith(":")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder's heads say of a document: ``windows`` and their ``scores``, in order; ``input`` was read."""

    windows: tuple[Window, ...]
    scores: tuple[WindowScores, ...]
    input: EncoderInput
    _network: Network

    @classmethod
    def of(cls, made: EncoderInput, network: Network) -> Reading:
        """Reads a whole document."""
        windows = tuple(made.windows())
        return cls(windows, tuple(network(made.at(window)) for window in windows), made, network)

    def states(self, stretch: Window) -> NDArray[np.float32]:
        """The encoder's vectors of a stretch of tokens, a row a token."""
        parts = [
            scores.states[max(stretch.first - window.first, 0) : stretch.end - window.first]
            for window, scores in zip(self.windows, self.scores, strict=True)
            if window.first < stretch.end and stretch.first < window.end
        ]
        return np.concatenate(parts)

    def within(self, stretch: Window) -> list[tuple[Window, WindowScores]]:
        """The scores of a stretch read on its own, as if nothing stood around it; cut where it is too long."""
        sizes = [len(found) for found in self.input.pieces[stretch.first : stretch.end]]
        cuts = (Window(w.first + stretch.first, w.end + stretch.first) for w in cut(sizes, (), ()))
        return [(window, self._network(self.input.at(window))) for window in cuts]
