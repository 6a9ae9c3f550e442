"""Claims and accusations that a text reports, and the propositions that nouns and verbs of claiming govern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.accounts.sides import make_side, owners
from onrecord.coder.accounts.wording import clause_span, phrase_span
from onrecord.coder.clauses import span_of
from onrecord.coder.factuality import judge
from onrecord.coder.syntax import antecedent, children, doers, patients
from onrecord.ontology import accounts as words
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from onrecord.coder.accounts.sides import Side
    from onrecord.records import Spans


_MEETS = frozenset({"on", "to"})
"""Prepositions before whom an accusation meets: "blamed the blast on Belmark", "linked it to Belmark"."""


def find_claims(doc: Doc) -> Iterator[Side]:
    """Claims and accusations that the text reports, in order."""
    for sentence in layers.report_sentences(doc):
        for token in sentence:
            claim = _claim(token)
            if claim is not None and not judge(token).value.endswith("-"):
                yield claim


def _claim(token: Token) -> Side | None:
    lemma = token.lemma_.lower()
    if token.pos_ == "NOUN" and lemma in words.claim_nouns() and not _is_answered(token):
        body = complement_of(token)
        return make_side(token, owners(token), _about(token), body) if body else None
    frames = words.claim_frames().get(lemma) if token.pos_ == "VERB" else None
    body = _claimed(token, frames) if frames else ()
    if not body or not frames:
        return None
    return make_side(token, doers(token), _about(token) if "clause" in frames else _accused(token, frames), body)


def _accused(verb: Token, frames: frozenset[str]) -> list[Token]:
    """Whom an accusation meets: "accused Belmark of", "blamed the blast on Belmark"."""
    met = [preposition for preposition in _prepositions(verb, frames) if preposition.lower_ in _MEETS]
    return [*patients(verb), *(phrase for preposition in met for phrase in children(preposition, "pobj"))]


def _is_answered(noun: Token) -> bool:
    """Whether the noun stands in a denial, which then says all of it: "denied reports that ..."."""
    return noun.head.lemma_.lower() in words.denials() or any(
        child.dep_ == "acl" and child.lemma_.lower() in words.denials() for child in noun.children
    )


def _about(claim: Token) -> list[Token]:
    """Whom a claim with a clause is about: the clause's subject."""
    clauses = [child for child in claim.children if child.dep_ in {"ccomp", "acl"}]
    return [subject for clause in clauses[:1] for subject in children(clause, "nsubj", "nsubjpass")]


def complement_of(noun: Token) -> Spans:
    """What a noun of claiming says: "reports that ...", "allegations of fraud"; nothing if it only points back."""
    for child in noun.children:
        if child.dep_ in {"acl", "relcl", "ccomp"} and _is_that_clause(child):
            return (clause_span(child),)
        if child.dep_ == "prep" and child.lower_ in {"of", "about", "over"} and not _is_clausal(noun):
            return tuple(_to_the_end(below) for below in child.children if below.dep_ in {"pobj", "pcomp"})
    return ()


def _is_clausal(noun: Token) -> bool:
    return noun.lemma_.lower() in words.clausal_nouns()


def _is_that_clause(clause: Token) -> bool:
    """A clause with a subject of its own, opened by a conjunction: no relative clause."""
    opened = any(child.dep_ == "mark" or child.lower_ == "that" for child in clause.children)
    return opened and any(
        child.dep_ in {"nsubj", "nsubjpass", "expl"} and child.lower_ != "that" for child in clause.children
    )


def _to_the_end(head: Token) -> Span:
    """A noun phrase, and the phrases of place and time right after it wherever the parse hung them."""
    span = clause_span(head)
    following = [child for child in head.head.head.children if child.dep_ == "prep" and child.i > head.i]
    for preposition in following:
        if preposition.left_edge.idx <= span.end + 1:
            span = Span(span.start, _end_of(preposition))
    return span


def _end_of(preposition: Token) -> int:
    """Where a prepositional phrase ends, before any comma in it."""
    return max(
        [clause_span(child).end for child in preposition.children if child.dep_ == "pobj"],
        default=span_of(preposition).end,
    )


def _claimed(verb: Token, frames: frozenset[str]) -> Spans:
    """The proposition of a claim: a clause, or whom an accusation meets and what of."""
    if "clause" in frames:
        clauses = [child for child in verb.children if child.dep_ == "ccomp"]
        return (clause_span(clauses[0]),) if clauses else ()
    accused = [antecedent(phrase) for phrase in patients(verb)][:1]
    for preposition in _prepositions(verb, frames):
        bodies = [below for below in preposition.children if below.dep_ in {"pcomp", "pobj"}]
        named = tuple(phrase_span(one) for one in accused if one.pos_ != "PRON")
        return (*named, *(_matter(preposition, body) for body in bodies[:1]))
    return ()


def _matter(preposition: Token, body: Token) -> Span:
    """What somebody is accused of: a gerund by itself, a noun with its preposition ("Belmark for the unrest")."""
    span = clause_span(body)
    return span if body.dep_ == "pcomp" else Span(preposition.idx, span.end)


def _prepositions(verb: Token, frames: frozenset[str]) -> list[Token]:
    """The verb's own prepositions of the frame; else one that the parse hung on another ("for the first time of")."""
    preps = children(verb, "prep")
    inner = [below for prep in preps for noun in children(prep, "pobj") for below in children(noun, "prep")]
    own = [prep for prep in preps if prep.lower_ in frames]
    hung = [prep for phrase in patients(verb) for prep in children(phrase, "prep") if prep.lower_ in frames & _MEETS]
    return own or hung or [prep for prep in inner if prep.lower_ in frames and children(prep, "pcomp")]
