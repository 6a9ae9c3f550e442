"""Corrections: what is denied in naming who claims it, as in "was not, as Belmark claimed, the first step"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.accounts.sides import make_side
from onrecord.coder.accounts.wording import clause_span
from onrecord.coder.clauses import span_of
from onrecord.coder.syntax import SUBJECTS, children, doers
from onrecord.ontology import accounts as words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from onrecord.coder.accounts.sides import Side
    from onrecord.records import Spans


def find_corrections(doc: Doc) -> Iterator[tuple[Side, Side]]:
    """What is denied in naming who claims it, claim and denial: "was not, as Belmark claimed, the first step"."""
    for sentence in layers.report_sentences(doc):
        for token in sentence:
            body = _corrected(token) if _is_aside(token) else ()
            if body:
                yield make_side(token, doers(token), (), body), make_side(token.head, (), (), body)


def _is_aside(claim: Token) -> bool:
    """Whether "as Belmark claimed" stands right after a negation; after the whole clause it would agree with it."""
    opened = claim.dep_ == "advcl" and any(one.lower_ == "as" for one in children(claim, "mark"))
    if not opened or claim.lemma_.lower() not in words.claim_frames() or not children(claim, "nsubj"):
        return False
    return any(0 < claim.left_edge.i - negation.i <= 2 for negation in children(claim.head, "neg"))


def _corrected(claim: Token) -> Spans:
    """The clause without its negation and without the aside: its subject, and what follows the aside."""
    doc, start = claim.doc, claim.i + 1
    while start < claim.sent.end and doc[start].is_punct:
        start += 1
    end = next(
        (token.i for token in doc[start : claim.sent.end] if token.is_punct and token.whitespace_), claim.sent.end
    )
    while end > start and doc[end - 1].is_punct:
        end -= 1
    subject = tuple(clause_span(one) for one in children(claim.head, *SUBJECTS) if one.i < claim.i)
    return (*subject[:1], span_of(doc[start:end])) if subject and end > start else ()
