"""Boundaries of contents: without the punctuation at their edges, with the quotations that they cut into whole."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from onrecord.records import Span, Spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.coder.quotes import Quotation

_EDGE = frozenset(" \t\r\n\x0b\x0c\x85\xa0\u2028\u2029,.;:-—–―")
_FOLLOWING = re.compile(r"[\s,:]{0,4}")


class Fitter:
    """Fits contents to the quotations of one text."""

    def __init__(self, text: str, quotations: Sequence[Quotation]) -> None:
        self._text = text
        self._quotations = quotations
        self._starts = [quotation.span.start for quotation in quotations]

    def fit(self, content: Span) -> Spans:
        """The content, trimmed, with every quotation that it cuts into or leads up to; one span a paragraph part."""
        found = trim(self._text, content)
        if found is None:
            return ()
        head, tail = self._at(found.start), self._at(found.end - 1)
        if head is not None and head == tail and _strictly_inside(self._quotations[head].span, found):
            return (found,)
        start = self._quotations[head].span.start if head is not None else found.start
        return self._to_end(start, found, tail)

    def trimmed(self, part: Span) -> Span:
        """A source or cue without separators at its edges, or whole: a colon or dash may itself be the cue."""
        return trim(self._text, part) or part

    def _to_end(self, start: int, found: Span, tail: int | None) -> Spans:
        if tail is None:
            tail = self._led_to(found.end)
        if tail is None:
            return (Span(start, found.end),)
        parts = self._quotations[tail].parts
        if start >= parts[0].end:
            return parts
        return (Span(min(start, parts[0].start), parts[0].end), *parts[1:])

    def _at(self, offset: int) -> int | None:
        """The quotation that the character lies in."""
        number = bisect_right(self._starts, offset) - 1
        if number >= 0 and offset < self._quotations[number].span.end:
            return number
        return None

    def _led_to(self, end: int) -> int | None:
        """The quotation that starts right after the content, with at most a comma or colon between."""
        gap = _FOLLOWING.match(self._text, end)
        number = bisect_right(self._starts, end)
        if gap is None or number >= len(self._starts) or self._starts[number] != gap.end():
            return None
        return None if "\n" in gap.group() else number


def merge(spans: Iterable[Span]) -> Spans:
    """The spans in order, those that overlap joined."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _strictly_inside(quotation: Span, content: Span) -> bool:
    return quotation.start + 3 < content.start and content.end < quotation.end - 3


def trim(text: str, span: Span) -> Span | None:
    """The span without white space and separating punctuation at its edges; None if nothing else is in it."""
    start, end = span
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    while start < end and text[start] in _EDGE:
        start += 1
    return Span(start, end) if end > start else None
