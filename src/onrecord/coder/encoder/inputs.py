"""A window as arrays over word pieces, the same in training and at run time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.coder.encoder.wordpieces import END, START

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from onrecord.coder.encoder.windows import Window

    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class WindowInput:
    """One window between a start and an end symbol.

    ``ids`` and ``heads`` have shape (pieces,), ``features`` (pieces, features), ``first`` (tokens,). A piece's head is
    the first piece of its token's syntactic head, or the piece itself where that lies outside the window.
    """

    ids: Ints
    features: Ints
    heads: Ints
    first: Ints

    def arrays(self) -> dict[str, Ints]:
        """What the network takes, by the names of its inputs."""
        return {"ids": self.ids, "features": self.features, "heads": self.heads}


def window_input(window: Window, pieces: Sequence[tuple[int, ...]], features: Ints, heads: Ints) -> WindowInput:
    """Cuts a window out of a document's pieces, features and head indices, which have one entry a token."""
    first, end = window
    sizes = np.array([len(pieces[token]) for token in range(first, end)], dtype=np.int64)
    starts = np.concatenate(([1], 1 + np.cumsum(sizes)))[:-1]
    total = int(sizes.sum()) + 2
    ids = np.array([START, *(piece for token in range(first, end) for piece in pieces[token]), END], dtype=np.int64)
    spread = np.zeros((total, features.shape[1]), dtype=np.int64)
    spread[1:-1] = np.repeat(features[first:end], sizes, axis=0)
    return WindowInput(ids, spread, _piece_heads(window, heads[first:end], starts, sizes, total), starts)


def _piece_heads(window: Window, heads: Ints, starts: Ints, sizes: Ints, total: int) -> Ints:
    inside = (heads >= window.first) & (heads < window.end)
    target = np.where(inside, starts[np.where(inside, heads - window.first, 0)], -1)
    spread = np.repeat(target, sizes)
    found = np.arange(total, dtype=np.int64)
    found[1:-1] = np.where(spread >= 0, spread, found[1:-1])
    found[[0, -1]] = 0
    return found
