"""Reading a text piece by piece: all of it, or what stands around some spans."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from onrecord.web.mcp.answers import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Window(NamedTuple):
    """A stretch of a text that is read."""

    start: int
    end: int


def windows(length: int, spans: Sequence[tuple[int, int]], context: int) -> list[Window]:
    """What is read of a text: around each span ``context`` characters, what touches as one; without spans all of it."""
    if not spans:
        return [Window(0, length)]
    found: list[Window] = []
    for start, end in sorted(spans):
        around = Window(max(0, start - context), min(length, end + context))
        if found and around.start <= found[-1].end:
            found[-1] = Window(found[-1].start, max(found[-1].end, around.end))
        elif around.start < around.end:
            found.append(around)
    return found


def pieces(text: str, read: Sequence[Window], spans: Iterable[tuple[int, int]], offset: int, most: int) -> list[Piece]:
    """The pieces of the windows from the ``offset``-th of their characters on, ``most`` characters in all."""
    marked = sorted(spans)
    return [_piece(text, part, marked) for part in _cut(read, offset, offset + most)]


def total(read: Iterable[Window]) -> int:
    """How many characters the windows have."""
    return sum(window.end - window.start for window in read)


def _cut(read: Sequence[Window], first: int, last: int) -> Iterator[Window]:
    """The windows' parts between two places that are counted through all of them."""
    ends = accumulate(window.end - window.start for window in read)
    for window, end in zip(read, ends, strict=True):
        shift = window.end - end
        part = Window(max(window.start, first + shift), min(window.end, last + shift))
        if part.start < part.end:
            yield part


def _piece(text: str, part: Window, marked: Iterable[tuple[int, int]]) -> Piece:
    inside = [(start, end) for start, end in marked if start < part.end and part.start < end]
    return Piece(start=part.start, end=part.end, text=text[part.start : part.end], marked=inside)
