"""The index finds what a look at every record finds, and sees a layer that was written again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from onrecord.coder import layers
from onrecord.coder.overlap import OverlapIndex
from onrecord.coder.placed import events_at
from onrecord.records import Document, Metadata, Span

if TYPE_CHECKING:
    from onrecord.coder.pipeline import Coder

spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 3000), st.integers(1, 1200))
records = st.lists(st.lists(spans, max_size=3).map(tuple), max_size=12)


@given(records, st.lists(spans, max_size=3))
def test_each_record_at_a_place_once_in_order(known: list[tuple[Span, ...]], asked: list[Span]) -> None:
    items = list(enumerate(known))
    expected = [item for item in items if any(part.overlaps(span) for part in item[1] for span in asked)]
    assert list(OverlapIndex(items, lambda item: item[1]).at(*asked)) == expected


def test_a_layer_written_again_is_indexed_again(coder: Coder) -> None:
    doc = coder.parse(Document(Metadata("x"), "Russian troops attacked Kyiv on Monday."))
    (event,) = layers.EVENTS.get(doc)
    assert list(events_at(doc, event.trigger)) == [event]
    other = replace(event, id="e9")
    layers.EVENTS.set(doc, (other,))
    assert list(events_at(doc, event.trigger)) == [other]
