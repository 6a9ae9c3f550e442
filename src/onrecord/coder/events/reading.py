"""What the events' network says of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.coder import layers
from onrecord.coder.events.network import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from onrecord.coder.encoder import Window
    from onrecord.coder.events.inputs import EventInput
    from onrecord.coder.events.network import StretchScores

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]
    Network = Callable[[Floats, Ints, Floats, Ints], StretchScores]


@dataclass(frozen=True, slots=True)
class EventReading:
    """``types`` has shape (tokens, 17): the probability of each type at each token, in the last column of none.

    ``_sums`` has a row more: the sums of all rows before, so that a stretch's sum costs the same wherever it ends.
    """

    input: EventInput
    types: Floats
    _sums: NDArray[np.float64]
    _stretches: Sequence[tuple[Window, StretchScores]]

    @classmethod
    def of(cls, doc: Doc, made: EventInput, network: Network) -> EventReading:
        """Reads a document (layer ``READING``)."""
        reading = layers.READING.get(doc)
        stretches = []
        for window in made.windows():
            inside = slice(window.first, window.end)
            states, heads = reading.states(window), made.heads_within(window)
            stretches.append((window, network(states, made.features[inside], made.lexicon[inside], heads)))
        types = np.concatenate([_softmax(scores.types) for _, scores in stretches])
        sums = np.concatenate((np.zeros((1, types.shape[1])), np.cumsum(types, axis=0, dtype=np.float64)))
        return cls(made, types, sums, stretches)

    def expected(self, kind: int, first: int, end: int) -> float:
        """How many events of a type (by its number) are expected among tokens ``first`` up to ``end``."""
        return float(self._sums[end, kind] - self._sums[first, kind])

    def sides(self, trigger: int) -> tuple[Window, Floats]:
        """The stretch around a trigger's token, and for each side (rows) the logit that each token of it names it."""
        window, scores = next(found for found in self._stretches if found[0].first <= trigger < found[0].end)
        asks = np.split(scores.asks[trigger - window.first], len(ROLES))
        answers = np.split(scores.answers, len(ROLES), axis=1)
        return window, np.stack([answer @ ask for ask, answer in zip(asks, answers, strict=True)])


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    made: Floats = raised / raised.sum(axis=1, keepdims=True)
    return made
