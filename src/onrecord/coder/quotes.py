"""Quotation marks as they are: straight, curly, « », „ “, `` '', NYT's '' for ", single marks, nested and unclosed.

Works on the bare text, paragraph by paragraph, so that an odd mark is confined to its paragraph and recorded. A
quotation over several paragraphs, which opens each of them and closes once, is one quotation with several parts. One
pass over the marks: linear, whatever their number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.records import Span, Spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_DEPTH = 3
"""Quotations inside quotations inside quotations: nothing deeper is ever meant."""

_MARK = re.compile(r"''|``|[\"“”„‟«»‘’‚‹›']")
_STRAIGHT = frozenset({'"', "''"})
_CURLY = ("“", "”", "„", "«", "»")
_SINGLE = frozenset({"'", "‘", "’", "‚", "‹", "›"})
_CLOSERS: dict[str, frozenset[str]] = {
    '"': frozenset({'"', "”"}),
    "''": frozenset({"''", '"'}),
    "``": frozenset({"''", '"', "``"}),
    "“": frozenset({"”", '"', "“"}),
    "”": frozenset({"”"}),
    "‟": frozenset({"”"}),
    "„": frozenset({"“", "”", '"'}),
    "«": frozenset({"»"}),
    "»": frozenset({"«"}),
    "'": frozenset({"'", "’"}),
    "‘": frozenset({"’", "'"}),
    "‚": frozenset({"‘", "’"}),
    "‹": frozenset({"›"}),
    "›": frozenset({"‹"}),
}
_BEFORE_OPENING = frozenset("([{—–-/…:*_") | {"", *_STRAIGHT, *_SINGLE, "“", "„", "«", "`"}
_AFTER_CLOSING = frozenset(".,;:!?)]}—–-/…*_&") | {"", *_STRAIGHT, *_SINGLE, "”", "»", "“", "«"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation, its marks included; one part a paragraph.

    ``nested`` is True inside another quotation, ``closed`` False where the closing mark is missing, ``single`` True
    between single marks.
    """

    parts: Spans
    nested: bool = False
    closed: bool = True
    single: bool = False

    @property
    def span(self) -> Span:
        """From the first opening to the last closing mark."""
        return Span(self.parts[0].start, self.parts[-1].end)


@dataclass(frozen=True, slots=True)
class Quotations:
    """What quotation marks enclose, in order of their start; ``odd`` are the marks that have no partner."""

    found: tuple[Quotation, ...]
    odd: Spans

    @property
    def outer(self) -> tuple[Quotation, ...]:
        """Those that stand in no other quotation."""
        return tuple(quotation for quotation in self.found if not quotation.nested)


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    sign: str
    opens: bool
    closes: bool

    @property
    def single(self) -> bool:
        return self.sign in _SINGLE


@dataclass(slots=True)
class _Open:
    """A quotation that waits for its closing mark; ``inner`` are those closed inside it."""

    mark: _Mark
    parts: list[Span] = field(default_factory=list)
    inner: list[Quotation] = field(default_factory=list)


def find_quotations(text: str, paragraphs: Sequence[Span]) -> Quotations:
    """The quotations of a text cut into paragraphs (:func:`onrecord.coder.sections.find_paragraphs`)."""
    reader = _Reader(text)
    for paragraph, following in pairwise((*paragraphs, None)):
        if paragraph is not None:
            reader.read(paragraph, following)
    return Quotations(tuple(sorted(reader.found, key=lambda q: q.span)), tuple(sorted(reader.odd)))


class _Reader:
    """Reads marks in order; ``stack`` holds the open quotations, the outermost first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.curly = sum(map(text.count, _CURLY)) > sum(map(text.count, _STRAIGHT))
        self.found: list[Quotation] = []
        self.odd: list[Span] = []
        self.stack: list[_Open] = []

    def read(self, paragraph: Span, following: Span | None) -> None:
        """One paragraph; an open quotation outlives it only if the following paragraph opens with its mark."""
        start = paragraph.start
        for mark in _marks(self.text, paragraph):
            continues = mark.span.start == paragraph.start and bool(self.stack)
            if continues and mark.sign == self.stack[0].mark.sign:
                continue
            self._take(mark, start)
        if self.stack:
            self._end(paragraph, following)

    def _take(self, mark: _Mark, paragraph_start: int) -> None:
        depth = self._closed_by(mark)
        if depth is not None:
            self._close(depth, mark, paragraph_start)
        elif mark.opens:
            self._open(mark)
        elif not mark.single:
            self.odd.append(mark.span)

    def _closed_by(self, mark: _Mark) -> int | None:
        """Place in the stack of the quotation that the mark closes; single quotations above it are let go."""
        if not mark.closes:
            return None
        for depth in range(len(self.stack) - 1, -1, -1):
            opener = self.stack[depth].mark
            if mark.sign in _CLOSERS[opener.sign]:
                return depth
            if not opener.single:
                return None
        return None

    def _open(self, mark: _Mark) -> None:
        top = self.stack[-1] if self.stack else None
        restarts = top is not None and top.mark.single and mark.single
        if restarts or len(self.stack) >= MAX_DEPTH:
            self._drop(self.stack.pop())
        self.stack.append(_Open(mark))

    def _close(self, depth: int, mark: _Mark, paragraph_start: int) -> None:
        while len(self.stack) > depth + 1:
            self._drop(self.stack.pop())
        opened = self.stack.pop()
        if self._is_extract(opened):
            self._drop(opened)
            return
        self._keep(opened, Span(max(opened.mark.span.start, paragraph_start), mark.span.end), closed=True)

    def _keep(self, opened: _Open, last: Span, *, closed: bool) -> None:
        made = Quotation((*opened.parts, last), bool(self.stack), closed, opened.mark.single)
        home = self.stack[-1].inner if self.stack else self.found
        home.append(made)
        home.extend(Quotation(q.parts, True, q.closed, q.single) for q in opened.inner)

    def _drop(self, opened: _Open) -> None:
        """Lets an opening mark go as odd; what was closed inside it stands on its own."""
        if not opened.mark.single:
            self.odd.append(opened.mark.span)
        home = self.stack[-1].inner if self.stack else self.found
        home.extend(Quotation(q.parts, bool(self.stack), q.closed, q.single) for q in opened.inner)

    def _end(self, paragraph: Span, following: Span | None) -> None:
        while len(self.stack) > 1:
            self._drop(self.stack.pop())
        outer = self.stack[0]
        part = Span(max(outer.mark.span.start, paragraph.start), paragraph.end)
        if following is not None and self._goes_on(outer.mark, following):
            outer.parts.append(part)
        elif not self._is_extract(outer) and (outer.parts or self._introduces_speech(outer.mark, paragraph)):
            self.odd.append(outer.mark.span)
            self._keep(self.stack.pop(), part, closed=False)
        else:
            self._drop(self.stack.pop())

    def _is_extract(self, opened: _Open) -> bool:
        """Whether straight marks enclose paragraphs that have curly quotations of their own: a reprint, not speech."""
        if not opened.parts or opened.mark.sign not in _STRAIGHT:
            return False
        return any(self.text[quotation.span.start] in _CURLY for quotation in opened.inner if not quotation.single)

    def _goes_on(self, mark: _Mark, following: Span) -> bool:
        """Whether the next paragraph opens with the mark again, and the mark stood right before a word."""
        adjoins = not self.text[mark.span.end].isspace()
        return not mark.single and adjoins and self.text.startswith(mark.sign, following.start)

    def _introduces_speech(self, mark: _Mark, paragraph: Span) -> bool:
        """Whether the mark opens the paragraph or follows a colon or comma: then only its partner was forgotten.

        Not a straight one where the text's own marks are curly.
        """
        if self.curly and mark.sign in _STRAIGHT:
            return False
        before = self.text[paragraph.start : mark.span.start].rstrip()
        inside = self.text[mark.span.end : paragraph.end]
        return not mark.single and bool(inside.strip()) and (not before or before.endswith((":", ",")))


def _marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    for found in _MARK.finditer(text, paragraph.start, paragraph.end):
        start, end = found.span()
        if found.group() == "''" and text.startswith("'", end) and not _spaced(text, start - 1):
            # 'nested''' closes the single quotation before the double one
            yield _mark(text, paragraph, start, start + 1)
            start, end = start + 1, end + 1
        elif found.group() == "'" and text.startswith("''", start - 2) and start - 2 >= paragraph.start:
            continue
        yield _mark(text, paragraph, start, end)


def _mark(text: str, paragraph: Span, start: int, end: int) -> _Mark:
    sign = text[start:end]
    before = text[start - 1] if start > paragraph.start else ""
    after = text[end] if end < paragraph.end else ""
    opens = (before.isspace() or before in _BEFORE_OPENING) and bool(after) and not after.isspace()
    closes = bool(before) and not before.isspace() and (after.isspace() or after in _AFTER_CLOSING)
    if sign in _STRAIGHT:
        return _Mark(Span(start, end), sign, opens or not closes, closes or not opens)
    if sign in _SINGLE:
        return _Mark(Span(start, end), sign, opens and sign != "’" and not after.isdigit(), closes)
    if sign == "“":
        return _Mark(Span(start, end), sign, opens or not closes, closes and not opens)
    if sign == "”":
        return _Mark(Span(start, end), sign, opens and not closes, True)
    return _Mark(Span(start, end), sign, True, sign not in {"„", "‟"})


def _spaced(text: str, at: int) -> bool:
    return at < 0 or text[at].isspace()
