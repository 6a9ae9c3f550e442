"""Pieces of the parse as spans and word sets, for the steps that read what the events' step wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder import syntax
from onrecord.coder.factuality import judge
from onrecord.coder.placed import events_at
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

    from onrecord.records import Event, Factuality

_NO = frozenset({"neither", "no", "nobody", "none"})
"""Subjects and their determiners that deny what its verb says: "neither side has withdrawn"."""

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


def span_of(piece: Token | DocSpan) -> Span:
    """The characters of a token or of a stretch of the parse."""
    start: int = piece.start_char if hasattr(piece, "start_char") else piece.idx
    return Span(start, start + len(piece.text))


def tokens_in(doc: Doc, span: Span) -> list[Token]:
    """The tokens that share a character with the span, in order."""
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return list(found) if found is not None else []


def content_lemmas(tokens: Iterable[Token]) -> frozenset[str]:
    """Lower-case lemmas of the words that carry meaning."""
    kept = (token for token in tokens if token.pos_ in CONTENT and not token.is_stop)
    return frozenset(token.lemma_.lower() for token in kept)


def event_at(token: Token) -> Event | None:
    """The event whose trigger holds the token."""
    return next(events_at(token.doc, span_of(token)), None)


def factuality_at(token: Token) -> Factuality:
    """FactBank value of what the token says: the event's own where there is one, else read off the parse."""
    if _has_no_doer(token) or _is_counterfactual(token) or _is_barely(token):
        return "CT-"
    if _is_supposed(token):
        return "Uu"
    event = event_at(token)
    return event.factuality if event is not None else judge(token).value


def _has_no_doer(token: Token) -> bool:
    heads = syntax.subjects(token)
    return any(word.lower_ in _NO for head in heads for word in (head, *head.children) if word.dep_ != "conj")


def _is_barely(token: Token) -> bool:
    """It did not happen: "almost reached an agreement"."""
    return any(child.lower_ in {"almost", "nearly"} for child in token.children if child.dep_ == "advmod")


def _is_counterfactual(token: Token) -> bool:
    """What did not happen but was wished for or supposed: "should have been signed", "would have left"."""
    helpers = [child.lower_ for child in token.children if child.dep_ in {"aux", "auxpass"}]
    return "have" in helpers and bool({"should", "would", "could"} & set(helpers))


def _is_supposed(verb: Token) -> bool:
    """In a clause on an indefinite subject of which something would follow: "a state that left would break the law"."""
    noun = verb.head
    if verb.dep_ != "relcl" or noun.dep_ != "nsubj":
        return False
    definite = any(child.lower_ in {"the", "this", "that"} for child in noun.children)
    return not definite and any(child.lower_ in {"would", "could"} for child in noun.head.children)
