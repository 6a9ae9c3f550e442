"""Which tokens of a phrase say whom it denotes: its head, those joined to it, and what a partitive is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from onrecord.coder.actors.scan import NOUN_TAGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span as DocSpan

_PARTITIVES = frozenset(
    {"number", "dozen", "hundred", "thousand", "group", "lot", "majority", "minority", "some", "many", "most", "all"}
    | {"one", "both", "several", "each", "few", "none", "half", "member", "pair", "handful", "rest", "score", "any"}
    | {
        "series",
        "delegation",
        "crowd",
        "team",
        "couple",
        "array",
        "range",
        "bulk",
        "part",
        "variety",
        "million",
        "total",
    }
)
_HEAD_TAGS = NOUN_TAGS | {"PRP", "PRP$", "CD"}


def heads(phrase: DocSpan | Token) -> list[Token]:
    """The head of a phrase and the heads joined to it.

    Of a token all that is joined to it, if it is the first of them; else itself alone. Of a span what lies inside; a
    span that is no phrase of the parse ("visiting [minister X]") is searched for the first noun that hangs highest.
    """
    if isinstance(phrase, Token):
        joined = () if phrase.dep_ == "conj" else phrase.conjuncts
        return [phrase, *(token for token in joined if token.i > phrase.i)]
    tops = [token for token in phrase if not _contains(phrase, token.head) or token.head == token]
    root = next((token for token in reversed(tops) if token.tag_ in _HEAD_TAGS), tops[-1] if tops else phrase.root)
    return [root, *(token for token in root.conjuncts if _contains(phrase, token))]


def inner_heads(phrase: DocSpan) -> Iterator[Token]:
    """Nouns of a span whose head is none ("departing UN chief X"): below verbs and adjectives, not in other nouns."""
    for token in reversed(list(phrase)):
        if token.tag_ in NOUN_TAGS and not any(_is_noun_inside(phrase, above) for above in token.ancestors):
            yield token


def partitive(head: Token) -> Token | None:
    """The noun that "dozens of protesters", "one of the leaders" is about."""
    if head.lemma_.lower() not in _PARTITIVES and head.tag_ not in {"CD", "DT"}:
        return None
    for child in head.rights:
        if child.lower_ == "of":
            return next((inner for inner in child.rights if inner.dep_ == "pobj"), None)
    return None


def _contains(phrase: DocSpan, token: Token) -> bool:
    return phrase.start <= token.i < phrase.end


def _is_noun_inside(phrase: DocSpan, token: Token) -> bool:
    return _contains(phrase, token) and token.tag_ in NOUN_TAGS
