"""The circumstances of a statement: to whom it was made, on what occasion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.ontology.cues import addressee_relations, audience_nouns, occasion_nouns, speech_verbs
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

MAX_CLIMB = 3
"""Clauses above a participle ("..., asserting that") whose adjuncts still tell its occasion."""

MAX_NESTED = 3
"""Phrases inside a phrase that are looked through: "in a preview clip for his interview"."""

_PREPOSITIONS = frozenset({"in", "at", "during", "on", "through", "via", "after", "before", "following", "for"})
_CIRCUMSTANTIAL = frozenset({"in", "at", "on", "during", "via", "after", "before"})
_PUT_IN = frozenset({"statement", "interview", "email", "e-mail", "post"})
"""PolNeAR's training part leaves other places and times out of the cue in 263 of 371 cases after a verb of saying,
these in 85 of 177."""

_LOOSE = frozenset({"advcl", "xcomp", "pcomp", "prep"})
_TAILS = frozenset({"relcl", "acl"})


def addressee(head: Token, content: Sequence[Token]) -> str | None:
    """The actor to whom the words of a cue are addressed; None where the text names none.

    What makes up the content alone is what was promised or told, not to whom.
    """
    for token in _addressed(head):
        whole = content[0].i == token.left_edge.i and content[-1].i == token.right_edge.i
        actor = None if whole else _actor(token)
        if actor is not None:
            return actor
    return None


def occasion(head: Token) -> Span | None:
    """Where the cue's words were said, with its preposition: "in an interview with Fox News"."""
    phrase = next(_occasions(head), None)
    return None if phrase is None else _phrase(phrase)


def without_adjunct(cue: DocSpan) -> DocSpan:
    """A cue up to where its verb's place or time begins: "said" of "said at a rally in Ohio".

    What the words were put in stays: "said in a statement".
    """
    for token in cue[1:]:
        verb = token.head
        said = verb.lemma_.lower() in speech_verbs() and cue.start <= verb.i < token.i
        if said and token.dep_ == "prep" and token.lower_ in _CIRCUMSTANTIAL:
            noun = _object(token)
            return cue if noun is not None and noun.lemma_.lower() in _PUT_IN else cue.doc[cue.start : token.i]
    return cue


def _addressed(head: Token) -> Iterator[Token]:
    relations = addressee_relations().get(head.lemma_.lower(), frozenset())
    for child in head.children:
        if child.dep_ in {"dobj", "dative", "nsubjpass"} and child.pos_ != "ADP" and "object" in relations:
            yield child
        elif child.lower_ in relations and child.dep_ in {"prep", "dative"}:
            yield from (inner for inner in child.children if inner.dep_ == "pobj")
    for preposition in _occasions(head):
        yield from _written_to(preposition)


def _written_to(preposition: Token) -> Iterator[Token]:
    """X in "in a letter to X"."""
    for noun in preposition.children:
        if noun.dep_ == "pobj" and occasion_nouns().get(noun.lemma_.lower(), False):
            to = (child for child in noun.children if child.dep_ == "prep" and child.lower_ == "to")
            yield from (inner for child in to for inner in child.children if inner.dep_ == "pobj")


def _actor(token: Token) -> str | None:
    index = layers.ACTORS.get(token.doc)
    known = index.ids(token)
    if known:
        return known[0]
    if token.lemma_.lower() in audience_nouns():
        return index.source(token.doc[token.left_edge.i : token.right_edge.i + 1])
    return None


def _occasions(head: Token) -> Iterator[Token]:
    """The prepositions of the cue's clause, and of the clauses that it hangs on, that lead to an occasion."""
    verb = head
    for _ in range(MAX_CLIMB):
        for child in verb.children:
            if child.dep_ in {"prep", "agent"} and child.lower_ in _PREPOSITIONS and _leads_to_occasion(child):
                yield child
        if verb.dep_ not in _LOOSE or verb.head.i == verb.i:
            return
        verb = verb.head


def _leads_to_occasion(preposition: Token) -> bool:
    phrase: Token | None = preposition
    for _ in range(MAX_NESTED):
        noun = _object(phrase)
        if noun is None:
            return False
        if noun.lemma_.lower() in occasion_nouns():
            return True
        phrase = next((child for child in noun.children if child.dep_ == "prep"), None)
    return False


def _object(preposition: Token | None) -> Token | None:
    if preposition is None:
        return None
    return next((child for child in preposition.children if child.dep_ == "pobj"), None)


def _phrase(preposition: Token) -> Span:
    """The phrase up to a relative clause or participle on its noun, without punctuation at its end."""
    doc: Doc = preposition.doc
    last = preposition.right_edge.i
    noun = _object(preposition)
    tail = next((child for child in noun.children if child.dep_ in _TAILS), None) if noun is not None else None
    if tail is not None and tail.left_edge.i > preposition.i + 1:
        last = tail.left_edge.i - 1
    while last > preposition.i and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    return Span(preposition.idx, doc[last].idx + len(doc[last]))
