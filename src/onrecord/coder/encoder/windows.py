"""A document cut into windows that the encoder can take: whole paragraphs, cut at sentences where they are too long."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MAX_PIECES = 192
"""Word pieces of a window. Training mixes 96 to 224; attention's cost grows with the square of it."""


class Window(NamedTuple):
    """Token indices ``first`` up to, not including, ``end``."""

    first: int
    end: int


def cut(
    sizes: Sequence[int], unit_starts: Iterable[int], sentence_starts: Iterable[int], most: int = MAX_PIECES
) -> list[Window]:
    """Windows of at most ``most`` pieces that cover every token once, in order.

    Args:
        sizes: number of pieces of each token.
        unit_starts: tokens at which a paragraph starts, or paragraphs that belong together.
        sentence_starts: tokens at which a sentence starts.
        most: pieces of a window.
    """
    paragraphs = _split(Window(0, len(sizes)), unit_starts)
    sentences = sorted(sentence_starts)
    units = [unit for paragraph in paragraphs for unit in _fitting(sizes, paragraph, sentences, most)]
    return list(_packed(sizes, units, most))


def _split(whole: Window, starts: Iterable[int]) -> Iterator[Window]:
    first = whole.first
    for start in (*sorted(starts), whole.end):
        if first < start <= whole.end:
            yield Window(first, start)
            first = start


def _fitting(sizes: Sequence[int], paragraph: Window, sentences: Sequence[int], most: int) -> Iterator[Window]:
    """The paragraph, or as many whole sentences as fit, or tokens of a sentence that fits no window."""
    if sum(sizes[paragraph.first : paragraph.end]) <= most:
        yield paragraph
        return
    inside = sentences[bisect_right(sentences, paragraph.first) : bisect_left(sentences, paragraph.end)]
    pieces = [piece for sentence in _split(paragraph, inside) for piece in _broken(sizes, sentence, most)]
    yield from _packed(sizes, pieces, most)


def _broken(sizes: Sequence[int], sentence: Window, most: int) -> Iterator[Window]:
    tokens = (Window(token, token + 1) for token in range(sentence.first, sentence.end))
    yield from _packed(sizes, tokens, most)


def _packed(sizes: Sequence[int], units: Iterable[Window], most: int) -> Iterator[Window]:
    """Neighbouring units joined as long as they fit."""
    first, end, filled = 0, 0, 0
    for unit in units:
        size = sum(sizes[unit.first : unit.end])
        if end > first and filled + size > most:
            yield Window(first, end)
            filled = 0
            first = unit.first
        elif end == first:
            first = unit.first
        end, filled = unit.end, filled + size
    if end > first:
        yield Window(first, end)
