"""Stretches of tokens, and the way from characters to them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from onrecord.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Range(NamedTuple):
    """Token indices ``first`` up to, not including, ``end``."""

    first: int
    end: int


def span_of(doc: Doc, part: Range) -> Span:
    """The characters of a stretch of tokens."""
    last = doc[part.end - 1]
    return Span(doc[part.first].idx, last.idx + len(last))


class TokenMap:
    """Token indices by character offset."""

    def __init__(self, doc: Doc) -> None:
        self._starts = [token.idx for token in doc]

    def range(self, start: int, end: int) -> Range:
        """The tokens that begin in ``[start, end)``."""
        return Range(bisect_left(self._starts, start), bisect_left(self._starts, end))
