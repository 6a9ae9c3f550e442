"""Stretches of tokens, and the way from characters to them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Range(NamedTuple):
    """Token indices ``first`` up to, not including, ``end``."""

    first: int
    end: int


class TokenMap:
    """Token indices by character offset."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._starts = [token.idx for token in doc]

    def range(self, start: int, end: int) -> Range:
        """The tokens that begin in ``[start, end)``."""
        return Range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def at(self, offset: int) -> int:
        """The token that the character belongs to."""
        return max(0, bisect_right(self._starts, offset) - 1)
