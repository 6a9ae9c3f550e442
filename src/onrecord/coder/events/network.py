"""The events' network as it runs: two layers over the encoder's vectors, int8 weights in ONNX.

It goes on from what the encoder has read already, over a whole stretch of the report at once, so that the first report
of an act and its echoes are seen together, and it knows what the steps before it found: who is named, who is quoted,
which words the lexicon proposes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from onrecord.coder.onnx import open_session

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

WEIGHTS = files("onrecord.models.events")

ROLES = ("actor", "recipient")
"""The sides that the pointers tell apart, in their order."""


class StretchScores(NamedTuple):
    """What the network says of one stretch, a row a token.

    ``types`` has shape (tokens, 17): logits of the 16 types, then of no event. ``asks`` and ``answers`` have shape
    (tokens, 2 × dimension), for the actor and the recipient: the product of a trigger's row of the one and a word's row
    of the other is the logit that the word names that side (Dozat and Manning 2017). The last value of an answer is the
    word's own inclination, that of an ask is 1.
    """

    types: Floats
    asks: Floats
    answers: Floats


@dataclass(frozen=True, slots=True)
class EventNetwork:
    """The loaded weights."""

    session: InferenceSession
    name: str
    version: str

    def __call__(self, states: Floats, features: Ints, lexicon: Floats, heads: Ints) -> StretchScores:
        """Scores of one stretch: the encoder's vectors, the features, lexicon and heads of an ``EventInput``."""
        given: dict[str, Floats | Ints] = {"states": states, "features": features, "lexicon": lexicon, "heads": heads}
        types, asks, answers = self.session.run(None, {name: array[None] for name, array in given.items()})
        return StretchScores(types[0], asks[0], answers[0])


@cache
def load_event_network() -> EventNetwork:
    """The network that the package ships, loaded once a process."""
    stored = json.loads((WEIGHTS / "labels.json").read_text(encoding="utf-8"))
    return EventNetwork(open_session(WEIGHTS / "events.onnx"), stored["name"], stored["version"])
