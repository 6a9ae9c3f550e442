"""The events' networks as they run: int8 weights in ONNX, a stretch of the report at a time.

The small one goes on with two layers from the vectors of the encoder that statements are read with. The large one reads
the word pieces anew with eight layers of twice the width: it finds more, and takes about as long as all else together.
Both know what the steps before them found: who is named, who is quoted, which words the lexicon proposes; and both read
a stretch whole, so that the first report of an act and its echoes are seen together.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple, get_args

from onrecord.coder.events.stretches import STRETCHES
from onrecord.coder.onnx import open_session
from onrecord.errors import ConfigurationError
from onrecord.records import NetworkSize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from onrecord.coder.encoder import Window
    from onrecord.coder.events.inputs import EventInput
    from onrecord.coder.events.stretches import Arrays, Read

    Floats = NDArray[np.float32]
    Run = Callable[[Arrays], Sequence[Floats]]

FOLDERS: Mapping[NetworkSize, str] = {"small": "onrecord.models.events", "large": "onrecord.models.events_large"}

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
    """A network of one size; ``run`` takes arrays by name, each with a first axis of 1, and gives its scores'."""

    size: NetworkSize
    name: str
    version: str
    run: Run

    def scores(self, reading: Read, made: EventInput) -> Iterator[tuple[Window, StretchScores]]:
        """The stretches of a document, in order, and what the network says of each."""
        for window, arrays in STRETCHES[self.size](reading, made):
            types, asks, answers = self.run({name: array[None] for name, array in arrays.items()})
            yield window, StretchScores(types[0], asks[0], answers[0])


@cache
def load_event_network(size: NetworkSize) -> EventNetwork:
    """One of the networks that the package ships, loaded once a process.

    Raises:
        ConfigurationError: if there is none of that size.
    """
    if size not in FOLDERS:
        raise ConfigurationError(f"there is no events' network {size!r}, only {' and '.join(get_args(NetworkSize))}")
    weights = files(FOLDERS[size])
    stored = json.loads((weights / "labels.json").read_text(encoding="utf-8"))
    session = open_session(weights / "events.onnx")

    def run(given: Arrays) -> Sequence[Floats]:
        made: Sequence[Floats] = session.run(None, given)
        return made

    return EventNetwork(size, stored["name"], stored["version"], run)
