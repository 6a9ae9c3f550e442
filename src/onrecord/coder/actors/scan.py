"""One parsed document laid out for reading: the fields that every step asks for, as plain lists."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PLURAL_TAGS = frozenset({"NNS", "NNPS"})
APOSTROPHES = frozenset({"'s", "’s", "'", "’", "'S", "’S"})

_OPENING, _CLOSING = frozenset({"“", "``", "„"}), frozenset({"”", "''"})
_QUOTES = _OPENING | _CLOSING | {'"'}


class Scan:
    """Words, tags, arcs and sentence numbers of a document; indices are spaCy token indices."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        tokens = list(doc)
        self.text = [token.text for token in tokens]
        self.lower = [text.lower() for text in self.text]
        self.tag = [token.tag_ for token in tokens]
        self.dep = [token.dep_ for token in tokens]
        self.head = [token.head.i for token in tokens]
        self.start = [token.idx for token in tokens]
        self.sentence = [number for number, sent in enumerate(doc.sents) for _ in range(sent.end - sent.start)]

    def __len__(self) -> int:
        return len(self.text)

    @cached_property
    def sentence_start(self) -> list[int]:
        """First token of each sentence."""
        return [sent.start for sent in self.doc.sents]

    @cached_property
    def date(self) -> str | None:
        """The document's date, where a component before has written it."""
        meta = getattr(self.doc._, layers.META.name)
        return meta.date if meta is not None else None

    @cached_property
    def aside(self) -> frozenset[int]:
        """First tokens of sentences that are no part of the report: headings, credits, the dateline."""
        asides = iter(getattr(self.doc._, layers.ASIDES.name) or ())
        aside = next(asides, None)
        found = set()
        for at in self.sentence_start:
            while aside is not None and aside.end <= self.start[at]:
                aside = next(asides, None)
            if aside is not None and aside.start <= self.start[at]:
                found.add(at)
        return frozenset(found)

    @cached_property
    def quotation(self) -> list[int]:
        """For each token the number of the quotation that it stands in, 0 outside; a new paragraph ends one."""
        numbers, opened, count = [], False, 0
        for text in self.text:
            if text in _QUOTES:
                opened = text in _OPENING or (text not in _CLOSING and not opened)
                count += opened
            elif "\n\n" in text:
                opened = False
            numbers.append(count if opened else 0)
        return numbers

    def span(self, start: int, end: int) -> Span:
        """The characters of tokens ``[start, end)``."""
        last = end - 1
        return Span(self.start[start], self.start[last] + len(self.text[last]))

    def words(self, start: int, end: int) -> str:
        """The text of tokens ``[start, end)`` on one line."""
        return " ".join(self.doc[start:end].text.split())

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """Token range ``[first, last)`` that covers characters ``[start, end)``."""
        return bisect_right(self.start, start) - 1, bisect_left(self.start, end)

    def is_capital(self, at: int) -> bool:
        """Whether the word starts with a capital letter."""
        return self.text[at][:1].isupper()

    def is_noun(self, at: int) -> bool:
        """Whether the tagger calls the word a noun or a name."""
        return self.tag[at] in NOUN_TAGS

    def is_plural(self, at: int) -> bool:
        """Whether the tagger calls the word a plural noun or name."""
        return self.tag[at] in PLURAL_TAGS
