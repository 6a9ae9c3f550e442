"""What the events' network says of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.coder import layers
from onrecord.coder.events.network import ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from onrecord.coder.encoder import Window
    from onrecord.coder.events.inputs import EventInput
    from onrecord.coder.events.network import EventNetwork, StretchScores
    from onrecord.records import NetworkSize

    Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EventReading:
    """What a network of one ``size`` says.

    ``types`` has shape (tokens, 17): the probability of each type at each token, in the last column of none.

    ``_sums`` has a row more: the sums of all rows before, so that a stretch's sum costs the same wherever it ends.
    """

    size: NetworkSize
    input: EventInput
    types: Floats
    _sums: NDArray[np.float64]
    _stretches: Sequence[tuple[Window, StretchScores]]

    @classmethod
    def of(cls, doc: Doc, made: EventInput, network: EventNetwork) -> EventReading:
        """Reads a document (layer ``READING``)."""
        stretches = list(network.scores(layers.READING.get(doc), made))
        types = np.concatenate([_softmax(scores.types) for _, scores in stretches])
        sums = np.concatenate((np.zeros((1, types.shape[1])), np.cumsum(types, axis=0, dtype=np.float64)))
        return cls(network.size, made, types, sums, stretches)

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
