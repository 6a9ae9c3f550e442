"""All attributions of a document: what the encoder found, and what the layout alone tells.

A transcript's "BAIER: ...", a quotation that the next line signs and one that goes on with the speech of the paragraph
before are conventions of the page, too rare in the training articles to be learned from them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.overlap import OverlapIndex
from onrecord.coder.statements.contents import Fitter
from onrecord.coder.statements.continuation import continue_speech
from onrecord.coder.statements.headlines import find_labelled, find_signed
from onrecord.coder.statements.passages import Passage, find_passages
from onrecord.coder.statements.ranges import TokenMap
from onrecord.coder.statements.refusals import find_unanswered
from onrecord.coder.statements.tagger import find_tagged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc

    from onrecord.coder.quotes import Quotations
    from onrecord.coder.statements.attribution import Attribution
    from onrecord.records import Span, Spans

Index = OverlapIndex["Attribution"]


def find_attributions(doc: Doc, quotations: Quotations) -> tuple[Attribution, ...]:
    """The attributions of a parsed document, in order of their content."""
    text, paragraphs, tokens = layers.text_of(doc), layers.PARAGRAPHS.get(doc), TokenMap(doc)
    outer = [quotation for quotation in quotations.outer if not quotation.single]
    passages = [passage for passage in find_passages(doc, outer, paragraphs, tokens) if passage.words]
    laid_out = [*find_labelled(doc, tokens, paragraphs), *find_signed(doc, tokens, paragraphs, passages)]
    known = _index(laid_out)
    tagged = (_without(known, one) for one in find_tagged(doc, Fitter(text, outer)))
    asides = OverlapIndex(layers.ASIDES.get(doc), lambda aside: (aside,))
    reported = (one for one in tagged if one.content and not (one.cue and _lies_aside(asides, one.cue)))
    found = [*laid_out, *reported]
    told = OverlapIndex(found, _said)
    found.extend(one for one in find_unanswered(doc) if not any(any(told.at(part)) for part in _said(one)))
    said = [one for one in found if not _lies_aside(asides, one.content)]
    return tuple(continue_speech(sorted(said, key=_place), _silent(passages, said), paragraphs))


def _lies_aside(asides: OverlapIndex[Span], spans: Spans) -> bool:
    """Whether none of the spans stands in the report itself, but all in a heading, credit or note."""
    return all(any(aside.contains(span) for aside in asides.at(span)) for span in spans)


def _said(attribution: Attribution) -> Spans:
    """Content and cue."""
    return (*attribution.content, *(attribution.cue or ()))


def _silent(passages: Iterable[Passage], said: Sequence[Attribution]) -> list[Passage]:
    """Quotations of which nothing is attributed."""
    index = _index(said)
    return [passage for passage in passages if not any(index.at(passage.quotation.span))]


def _without(index: Index, attribution: Attribution) -> Attribution:
    """The attribution without the parts that belong to another."""
    return replace(attribution, content=tuple(part for part in attribution.content if not any(index.at(part))))


def _index(attributions: Iterable[Attribution]) -> Index:
    return OverlapIndex(attributions, lambda attribution: attribution.content)


def _place(attribution: Attribution) -> tuple[int, int]:
    """Where it starts; what holds another comes before it."""
    return attribution.content[0].start, -attribution.content[-1].end
