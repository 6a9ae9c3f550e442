"""Stretches of a document as each events' network takes them, the same in training and at run time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from onrecord.coder.encoder import EncoderInput, Window
    from onrecord.coder.events.inputs import EventInput
    from onrecord.records import NetworkSize

    Arrays = dict[str, NDArray[np.float32] | NDArray[np.int64]]
    Stretches = Iterator[tuple[Window, Arrays]]
    Stretching = Callable[["Read", EventInput], Stretches]

MOST_PIECES = 256
"""Word pieces that the large network reads together: it finds as much as with 448 (detection F1 alone on wire dev 0.666
and 0.667; with 160, 0.663), in a seventh less time. Its encoder knows places for 510."""

Value = TypeVar("Value", np.float32, np.int64)


class Read(Protocol):
    """What is needed of the encoder's reading: what it read, and its vectors of a stretch."""

    @property
    def input(self) -> EncoderInput:
        """The word pieces."""

    def states(self, stretch: Window) -> NDArray[np.float32]:
        """A row a token."""


def over_states(reading: Read, made: EventInput) -> Stretches:
    """For the small network: the encoder's vectors (tokens, 2 × 384), and what an ``EventInput`` says of each token."""
    for window in made.windows():
        inside = slice(window.first, window.end)
        yield (
            window,
            {
                "states": reading.states(window),
                "features": made.features[inside],
                "lexicon": made.lexicon[inside],
                "heads": made.heads_within(window),
            },
        )


def over_pieces(reading: Read, made: EventInput, most: int = MOST_PIECES) -> Stretches:
    """For the large network: word pieces, with features and lexicon a row a piece; ``heads`` has an entry a token, as
    has ``first``, the place of its first piece.
    """
    read = reading.input
    for window in read.windows(most):
        pieces = read.at(window)
        sizes = np.array([len(found) for found in read.pieces[window.first : window.end]], dtype=np.int64)
        yield (
            window,
            {
                "ids": pieces.ids,
                "features": _spread(made.features[window.first : window.end], sizes),
                "lexicon": _spread(made.lexicon[window.first : window.end], sizes),
                "first": pieces.first,
                "heads": made.heads_within(window),
            },
        )


def _spread(rows: NDArray[Value], sizes: NDArray[np.int64]) -> NDArray[Value]:
    """A row a token to a row a piece, between rows of zeros for the start and the end symbol."""
    return np.pad(np.repeat(rows, sizes, axis=0), ((1, 1), (0, 0)))


STRETCHES: Mapping[NetworkSize, Stretching] = {"small": over_states, "large": over_pieces}
