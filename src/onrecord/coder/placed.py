"""Which statements and events stand at a place: the layers indexed once, since steps ask it for word after word."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from onrecord.coder import layers
from onrecord.coder.overlap import OverlapIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Doc

    from onrecord.coder.layers import Layer
    from onrecord.records import Event, Span, Spans, Statement

T = TypeVar("T")


def events_at(doc: Doc, *spans: Span) -> Iterator[Event]:
    """The events whose trigger shares a character with one of the spans, in the layer's order."""
    return _index(doc, layers.EVENTS, "triggers", lambda event: (event.trigger,)).at(*spans)


def cued_at(doc: Doc, *spans: Span) -> Iterator[Statement]:
    """The statements whose cue shares a character with one of the spans, in the layer's order."""
    return _index(doc, layers.STATEMENTS, "cues", lambda statement: statement.cue_span or ()).at(*spans)


def told_at(doc: Doc, *spans: Span) -> Iterator[Statement]:
    """The statements whose content shares a character with one of the spans, in the layer's order."""
    return _index(doc, layers.STATEMENTS, "contents", lambda statement: statement.content_span).at(*spans)


def _index(doc: Doc, layer: Layer[tuple[T, ...]], name: str, spans: Callable[[T], Spans]) -> OverlapIndex[T]:
    """The index of a layer, made again if another step has written the layer since."""
    key, records = f"onrecord_{name}_by_place", layer.get(doc)
    known = cast("tuple[tuple[T, ...], OverlapIndex[T]] | None", doc.user_data.get(key))
    if known is None or known[0] is not records:
        known = doc.user_data[key] = (records, OverlapIndex(records, spans))
    return known[1]
