"""Attributions as the encoder's heads see them.

The annotation that they learned from (PolNeAR) has no attribution inside another's content. The record needs one kind
of them all the same, the speech that an outlet or agency passes on ("IRNA reported that Khamenei said ..."): a
carrier's content is read once more on its own, and what is clearly attributed in it is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.coder import layers
from onrecord.coder.encoder import Window
from onrecord.coder.statements.attribution import Attribution
from onrecord.coder.statements.carriers import is_carrier, without_credit
from onrecord.coder.statements.circumstances import without_adjunct
from onrecord.coder.statements.contents import Fitter, merge
from onrecord.coder.statements.decoding import Found, decode
from onrecord.coder.statements.ranges import span_of
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from onrecord.coder.encoder import WindowScores

MIN_CARRIED = 0.6
"""Certainty of a cue inside a carrier's content."""

METHOD, CARRIED = "encoder", "encoder, inside a carrier's words"


def find_tagged(doc: Doc, fitter: Fitter) -> Iterator[Attribution]:
    """The attributions of a parsed document whose actors are known."""
    reading = layers.READING.get(doc)
    blank = np.array([token.is_space for token in doc], dtype=np.bool_)
    for outer in _decoded(zip(reading.windows, reading.scores, strict=True), blank):
        yield from _attribution(doc, fitter, outer, METHOD)
        if outer.source is not None and is_carrier(doc[outer.source.first : outer.source.end]):
            passed_on = reading.within(_without_that(doc, Window(outer.content[0].first, outer.content[-1].end)))
            for inner in _decoded(passed_on, blank):
                if inner.certainty >= MIN_CARRIED and inner.source is not None:
                    yield from _attribution(doc, fitter, inner, CARRIED)


def _without_that(doc: Doc, stretch: Window) -> Window:
    """A content as a sentence of its own."""
    joins = doc[stretch.first].lower_ == "that" and stretch.end - stretch.first > 1
    return Window(stretch.first + 1, stretch.end) if joins else stretch


def _decoded(readings: Iterable[tuple[Window, WindowScores]], blank: NDArray[np.bool_]) -> Iterator[Found]:
    for window, scores in readings:
        yield from decode(scores, blank[window.first : window.end], window.first)


def _attribution(doc: Doc, fitter: Fitter, found: Found, method: str) -> Iterator[Attribution]:
    """The attribution in offsets; none if nothing but punctuation is its content."""
    parts = (without_credit(doc, part) for part in found.content)
    content = merge(span for part in parts for span in fitter.fit(span_of(doc, part)))
    if content:
        source = (fitter.trimmed(span_of(doc, found.source)),) if found.source is not None else None
        cue = without_adjunct(doc[found.cue.first : found.cue.end])
        yield Attribution(source, (fitter.trimmed(Span(cue.start_char, cue.end_char)),), content, method)
