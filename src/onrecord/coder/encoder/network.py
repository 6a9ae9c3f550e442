"""The encoder as it runs: int8 weights in ONNX, one window at a time.

A window is not batched with others: dynamic quantisation scales by the largest value of a whole batch, so a batch would
let a document's figures depend on its neighbours, and on a CPU it gains nothing (the model card has the measurement).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.coder.encoder.features import FeatureVocabulary
from onrecord.coder.encoder.wordpieces import WordPieces, read_tokenizer
from onrecord.coder.onnx import open_session

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

    from onrecord.coder.encoder.inputs import WindowInput

    Floats = NDArray[np.float32]

WEIGHTS = files("onrecord.models.attribution")


class WindowScores(NamedTuple):
    """What the heads say of one window, a row a token.

    ``roles`` has shape (tokens, 5), ``pointers`` (tokens, 6 × dimension), ``nothing`` (6 × dimension): the pointers of
    the window's start symbol, which stands for "no source". What their parts are, ``statements/decoding.py`` says.
    ``states`` (tokens, 2 × 384) are the encoder's vectors after its fourth and its last layer, from which other
    networks go on (:mod:`onrecord.coder.events.network`).
    """

    roles: Floats
    pointers: Floats
    nothing: Floats
    states: Floats


@dataclass(frozen=True, slots=True)
class Network:
    """The loaded weights with the vocabularies that belong to them."""

    session: InferenceSession
    words: WordPieces
    features: FeatureVocabulary
    name: str
    version: str

    def __call__(self, window: WindowInput) -> WindowScores:
        """Scores of one window."""
        made = self.session.run(None, {name: array[None] for name, array in window.arrays().items()})
        roles, pointers, lower, upper = (found[0] for found in made)
        states = np.concatenate((lower[window.first], upper[window.first]), axis=1)
        return WindowScores(roles[window.first], pointers[window.first], pointers[0], states)


@cache
def load_network() -> Network:
    """The network that the package ships, loaded once a process."""
    session = open_session(WEIGHTS / "tagger.onnx")
    stored = json.loads((WEIGHTS / "labels.json").read_text(encoding="utf-8"))
    words = WordPieces(read_tokenizer(WEIGHTS / "tokenizer.json"))
    return Network(session, words, FeatureVocabulary.of(stored["features"]), stored["name"], stored["version"])
