"""Expressions inside quotation marks: "tomorrow" is the day after the words were said, not after the report.

Where the sentence around a quotation tells one day before the report's ("on February 3, she said: ..."), what stands
between the marks is read once more against that day.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.coder.layers import text_of
from onrecord.coder.times import tagger
from onrecord.coder.times.calendar import Anchor
from onrecord.coder.times.lexer import lex
from onrecord.coder.times.scene import Discourse, Scene
from onrecord.records import Span, Time

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc

    from onrecord.coder.times.scene import Grammar

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DAY_LENGTH = len("2025-03-08")


def read_quoted(
    doc: Doc, times: Sequence[Time], quotations: Iterable[Span], grammar: Grammar, anchor: Anchor | None
) -> tuple[Time, ...]:
    """The expressions, those in quotations of another day with the values that they have on that day.

    Args:
        doc: the parsed document.
        times: its expressions in text order, read against the report's day.
        quotations: spans with their marks, outermost ones.
        grammar: of the document.
        anchor: the report's day.
    """
    if anchor is None or anchor.day is None:
        return tuple(times)
    found = list(times)
    starts = [time.span.start for time in times]
    for span in quotations:
        first, last = bisect_left(starts, span.start), bisect_right(starts, span.end - 1)
        day = _day_said(doc, span, times, anchor.day.isoformat()) if first < last else None
        if day is not None:
            found[first:last] = _read_again(text_of(doc), span, found[first:last], grammar, day)
    return tuple(found)


def _day_said(doc: Doc, quotation: Span, times: Sequence[Time], today: str) -> str | None:
    """The one day before the report's that the sentences of a quotation tell outside its marks."""
    inside = doc.char_span(*quotation, alignment_mode="expand")
    if inside is None:
        return None
    start, end = inside[0].sent.start_char, inside[-1].sent.end_char
    first, last = (bisect_left(times, at, key=lambda time: time.span.start) for at in (start, end))
    days = {
        time.value[:_DAY_LENGTH]
        for time in times[first:last]
        if not quotation.overlaps(time.span)
        and time.value is not None
        and time.type in {"DATE", "TIME"}
        and _DAY.match(time.value)
    }
    return days.pop() if len(days) == 1 and max(days) < today else None


def _read_again(text: str, quotation: Span, times: Sequence[Time], grammar: Grammar, day: str) -> list[Time]:
    scene = Scene(lex(quotation.of(text)), Anchor.parse(day), _Moved(grammar, quotation.start), Discourse())
    again = {
        Span(time.span.start + quotation.start, time.span.end + quotation.start): time.value
        for time in tagger.read(scene)
    }
    return [replace(time, value=again.get(time.span) or time.value) if time.value else time for time in times]


@dataclass(frozen=True, slots=True)
class _Moved:
    """A document's grammar for a stretch of it, whose characters are counted from its start."""

    grammar: Grammar
    by: int

    def tag(self, offset: int) -> str:
        return self.grammar.tag(offset + self.by)

    def future(self, offset: int) -> bool:
        return self.grammar.future(offset + self.by)

    def past(self, offset: int) -> bool:
        return self.grammar.past(offset + self.by)

    def counts(self, offset: int) -> bool:
        return self.grammar.counts(offset + self.by)
