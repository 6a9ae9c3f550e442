"""Who said what, to whom, on whose word: quotations, attributions, statements.

an :class:`~onrecord.coder.statements.attribution.AttributionFinder` (source, cue, content): ``finding``
→ reading (kind, speaker, act, addressee, occasion, chain, date)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.statements.attribution import Attribution, AttributionFinder
from onrecord.coder.statements.finding import find_attributions
from onrecord.coder.statements.reading import read_statements

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.records import Statement

__all__ = [
    "Attribution",
    "AttributionFinder",
    "find_attributions",
    "find_statements",
]


def find_statements(doc: Doc, finder: AttributionFinder = find_attributions) -> tuple[Statement, ...]:
    """The statements of a parsed document whose actors and times are known.

    ``finder`` finds the attributions; another of the same shape can take its place.
    """
    quotations = layers.QUOTATIONS.get(doc)
    return read_statements(doc, finder(doc, quotations), quotations.outer)
