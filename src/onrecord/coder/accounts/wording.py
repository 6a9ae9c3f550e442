"""The words of a proposition: pieces of the text, trimmed and joined, nothing added."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.coder.clauses import content_lemmas, span_of, tokens_in
from onrecord.ontology import accounts as words
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

MAX_WORDS = 30
_BREAKS = frozenset({",", ";", ":", "--", "-", "–", "—", "(", ")", "."})
_QUOTES = frozenset({'"', "“", "”", "''", "``"})
_OPENERS = frozenset({"that", "whether", "if", "of", "for", "with", "in", "any", "also"})
_MARKS = re.compile(r"[“”\"]|``|''")
MIN_BEFORE_BREAK = 3


def clause_span(head: Token) -> Span:
    """A clause or gerund without its opening conjunction, up to the first comma after it has said something."""
    tokens = [token for token in head.doc[head.left_edge.i : head.right_edge.i + 1] if not token.is_space]
    while tokens and tokens[0].i < head.i and (tokens[0].lower_ in _OPENERS or tokens[0].is_punct):
        tokens = tokens[1:]
    kept = _until_break(tokens, head)
    return Span(kept[0].idx, span_of(kept[-1]).end)


def clause_without(head: Token, left_out: Iterable[Token]) -> tuple[Span, ...]:
    """A clause in pieces, without some of its words."""
    span, pieces = clause_span(head), []
    for token in sorted(left_out, key=lambda one: one.i):
        if span.start < token.idx < span.end:
            pieces.append(Span(span.start, token.idx))
            span = Span(span_of(token).end, max(span.end, span_of(token).end + 1))
    return (*pieces, span)


def spans_before(pieces: Iterable[Span], end: Token) -> tuple[Span, ...]:
    """What of the pieces stands before a word that the parse took for a part of them."""
    return tuple(Span(piece.start, min(piece.end, end.idx)) for piece in pieces if piece.start < end.idx)


def phrase_span(head: Token) -> Span:
    """A noun phrase up to its head: "the Chechen government"."""
    first = head.left_edge
    return Span(first.idx, span_of(head).end)


def noun_span(head: Token) -> Span:
    """A noun phrase with what depends on it: "involvement in the bombing"."""
    return clause_span(head)


def words_of(text: str, pieces: Iterable[Span]) -> str:
    """The pieces as one line without quotation marks."""
    joined = " ".join(piece.of(text) for piece in pieces)
    return " ".join(_MARKS.sub("", joined).split()).strip(" ,;:.–—-")


def lemmas_of(doc: Doc, pieces: Iterable[Span]) -> frozenset[str]:
    """What the pieces are about: :func:`matters_of` their words."""
    return matters_of(token for piece in pieces for token in tokens_in(doc, piece))


def matters_of(tokens: Iterable[Token]) -> frozenset[str]:
    """Content lemmas, one for all words of a matter, so that a murder denied answers a killing that is charged."""
    return frozenset(words.matter_of(lemma) for lemma in content_lemmas(tokens))


def _breaks(token: Token) -> bool:
    """Whether a clause may end here; a quotation mark ends it only if what was quoted ends with a mark of its own."""
    closed = token.text in _QUOTES and token.i > 0 and token.nbor(-1).is_punct
    return bool(token.whitespace_) and (token.text in _BREAKS or closed)


def _until_break(tokens: list[Token], head: Token) -> list[Token]:
    kept: list[Token] = []
    for token in tokens:
        said = token.i > head.i and len(kept) >= MIN_BEFORE_BREAK
        if (said and _breaks(token)) or len(kept) >= MAX_WORDS:
            break
        kept.append(token)
    while len(kept) > 1 and kept[-1].is_punct:
        kept.pop()
    return kept or [head]
