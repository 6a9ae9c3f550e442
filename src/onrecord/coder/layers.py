"""What the pipeline's components hand to each other: one spaCy ``Doc`` extension a layer.

A component declares the layers that it reads and writes (spaCy's ``requires`` and ``assigns``), so that a wrong order
is refused when the pipeline is put together. :class:`Layer` gives each extension a type.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span as DocSpan

    from onrecord.coder.encoder.reading import Reading
    from onrecord.coder.lookup import ActorLookup
    from onrecord.coder.quotes import Quotations
    from onrecord.records import (
        Account,
        Agreement,
        Event,
        Metadata,
        Position,
        Section,
        Span,
        Statement,
        Time,
    )

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Layer(Generic[T]):
    """One extension attribute of ``Doc``, named ``doc._.<name>``."""

    name: str

    def __post_init__(self) -> None:
        Doc.set_extension(self.name, default=None, force=True)

    @property
    def key(self) -> str:
        """How spaCy's ``requires`` and ``assigns`` name the layer."""
        return f"doc._.{self.name}"

    def get(self, doc: Doc) -> T:
        """The layer's value. Raises LookupError if no component has written it."""
        value = getattr(doc._, self.name)
        if value is None:
            raise LookupError(f"layer {self.name} was read before it was written")
        return cast("T", value)

    def set(self, doc: Doc, value: T) -> None:
        """Writes the layer."""
        setattr(doc._, self.name, value)


META: Layer[Metadata] = Layer("onrecord_meta")
SECTIONS: Layer[tuple[Section, ...]] = Layer("onrecord_sections")
ASIDES: Layer[tuple[Span, ...]] = Layer("onrecord_asides")
PARAGRAPHS: Layer[tuple[Span, ...]] = Layer("onrecord_paragraphs")
QUOTATIONS: Layer[Quotations] = Layer("onrecord_quotations")
READING: Layer[Reading] = Layer("onrecord_reading")
TIMES: Layer[tuple[Time, ...]] = Layer("onrecord_times")
ACTORS: Layer[ActorLookup] = Layer("onrecord_actors")
STATEMENTS: Layer[tuple[Statement, ...]] = Layer("onrecord_statements")
EVENTS: Layer[tuple[Event, ...]] = Layer("onrecord_events")
AGREEMENTS: Layer[tuple[Agreement, ...]] = Layer("onrecord_agreements")
ACCOUNTS: Layer[tuple[Account, ...]] = Layer("onrecord_accounts")
POSITIONS: Layer[tuple[Position, ...]] = Layer("onrecord_positions")


_TEXT = "onrecord_text"
_REPORT = "onrecord_report"


def text_of(doc: Doc) -> str:
    """The document's text, put together once: ``Doc.text`` joins all tokens anew each time that it is read."""
    known: str | None = doc.user_data.get(_TEXT)
    if known is None:
        known = doc.user_data[_TEXT] = doc.text
    return known


def section_at(doc: Doc, offset: int) -> Section | None:
    """The section that holds a character, None between sections (layer ``SECTIONS``, which is in text order)."""
    sections = SECTIONS.get(doc)
    before = bisect_right(sections, offset, key=lambda section: section.span.start)
    last = sections[before - 1] if before else None
    return last if last is not None and offset < last.span.end else None


def report_sentences(doc: Doc) -> Iterator[DocSpan]:
    """The sentences of the report itself: no headings, credits, revision notes or dateline (layer ``ASIDES``).

    Looked for once, after the parser; spaCy makes every token of a document anew to find its sentences.
    """
    known: list[tuple[int, int]] | None = doc.user_data.get(_REPORT)
    if known is None:
        known = doc.user_data[_REPORT] = [(sentence.start, sentence.end) for sentence in _report_sentences(doc)]
    return (doc[start:end] for start, end in known)


def _report_sentences(doc: Doc) -> Iterator[DocSpan]:
    asides = iter(ASIDES.get(doc))
    aside = next(asides, None)
    for sentence in doc.sents:
        while aside is not None and aside.end <= sentence.start_char:
            aside = next(asides, None)
        inside = aside is not None and aside.start <= sentence.start_char
        if not inside and not sentence.text.isspace():
            yield sentence
