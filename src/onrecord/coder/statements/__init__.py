"""Who said what, to whom, on whose word: quotations, attributions, statements.

quotes (marks) → an :class:`~onrecord.coder.statements.attribution.AttributionFinder` (source, cue, content)
→ reading (kind, speaker, act, addressee, occasion, chain, date)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder.sections import find_paragraphs
from onrecord.coder.statements.attribution import Attribution, AttributionFinder
from onrecord.coder.statements.quotes import Quotation, Quotations, find_quotations
from onrecord.coder.statements.reading import read_statements
from onrecord.coder.statements.rules import find_attributions

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.records import Statement

__all__ = [
    "Attribution",
    "AttributionFinder",
    "Quotation",
    "Quotations",
    "find_attributions",
    "find_quotations",
    "find_statements",
]


def find_statements(doc: Doc, finder: AttributionFinder = find_attributions) -> tuple[Statement, ...]:
    """The statements of a parsed document whose actors and times are known.

    ``finder`` finds the attributions: the rules, or a learned tagger of the same shape.
    """
    quotations = find_quotations(doc.text, tuple(find_paragraphs(doc.text)))
    return read_statements(doc, finder(doc, quotations), quotations.outer)
