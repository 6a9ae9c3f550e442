"""The learned encoder: one pass over a document, whose heads' scores the later steps decode.

wordpieces, features (what is read) → windows (cut to size) → inputs (arrays) → network (ONNX) → reading (scores)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder.encoder.network import WindowScores, load_network
from onrecord.coder.encoder.reading import EncoderInput, Reading
from onrecord.coder.encoder.windows import Window

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from onrecord.coder.quotes import Quotations
    from onrecord.records import Span

__all__ = ["EncoderInput", "Reading", "Window", "WindowScores", "load_network", "read_document"]


def read_document(doc: Doc, quotations: Quotations, paragraphs: Iterable[Span]) -> Reading:
    """What the encoder's heads say of a parsed document."""
    network = load_network()
    return Reading.of(EncoderInput.of(doc, quotations, paragraphs, network.words, network.features), network)
