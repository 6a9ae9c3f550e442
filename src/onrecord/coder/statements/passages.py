"""Where each quotation stands: its tokens, and what leads to it and follows it within its sentence."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.coder.statements.ranges import Range, TokenMap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from onrecord.coder.quotes import Quotation
    from onrecord.records import Span

MAX_REACH = 60
"""Tokens that a lead or tail may hold: a cue further off belongs to another quotation."""

_ENDS = frozenset({".", "!", "?", "…", "...", ";"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A quotation with its neighbourhood.

    ``lead`` reaches from the sentence's start, or the quotation before, to its opening mark; ``tail`` from its closing
    mark to the sentence's end or the quotation after; ``borrowed`` says that the lead is the end of the paragraph
    before ("He added:").
    """

    quotation: Quotation
    tokens: Range
    lead: Range
    tail: Range
    paragraph: int
    borrowed: bool = False

    @property
    def stands_alone(self) -> bool:
        """Whether nothing of its sentence stands outside the marks."""
        return (self.lead.end == self.lead.first or self.borrowed) and self.tail.end == self.tail.first

    @property
    def words(self) -> int:
        """Tokens inside."""
        return self.tokens.end - self.tokens.first


def find_passages(
    doc: Doc, quotations: Sequence[Quotation], paragraphs: Sequence[Span], tokens: TokenMap
) -> Iterator[Passage]:
    """The passages of outer quotations, in text order."""
    starts = [paragraph.start for paragraph in paragraphs]
    bounds = [tokens.range(paragraph.start, paragraph.end) for paragraph in paragraphs]
    inside = [tokens.range(q.span.start, q.span.end) for q in quotations]
    for number, (quotation, own) in enumerate(zip(quotations, inside, strict=True)):
        place = max(0, bisect_right(starts, quotation.span.start) - 1)
        last = max(0, bisect_right(starts, quotation.span.end - 1) - 1)
        before = inside[number - 1].end if number else 0
        after = inside[number + 1].first if number + 1 < len(inside) else len(doc)
        lead = _lead(doc, own.first, max(bounds[place].first, before))
        tail = _tail(doc, own.end, min(bounds[last].end, after))
        borrowed = own.first == bounds[place].first and place > 0 and _invites(doc, bounds[place - 1])
        if borrowed:
            lead = _lead(doc, bounds[place - 1].end, max(bounds[place - 1].first, before))
        yield Passage(quotation, own, lead, tail, place, borrowed)


def _lead(doc: Doc, end: int, floor: int) -> Range:
    first = end
    floor = max(floor, end - MAX_REACH)
    while first > floor and doc[first - 1].text not in _ENDS:
        first -= 1
    return Range(first, end)


def _tail(doc: Doc, first: int, ceiling: int) -> Range:
    end = first
    ceiling = min(ceiling, first + MAX_REACH)
    while end < ceiling and doc[end].text not in _ENDS:
        end += 1
    return Range(first, end)


def _invites(doc: Doc, paragraph: Range) -> bool:
    return paragraph.end > paragraph.first and doc[paragraph.end - 1].text.endswith(":")
