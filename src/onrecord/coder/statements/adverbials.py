"""Attribution beside the clause: "according to X", "in X's words", "X, he said, Y", "as X put it", "reportedly"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder.statements.frames import PREDICATES, Candidate
from onrecord.coder.statements.tree import Range, Tree
from onrecord.ontology.cues import CueKey, speech_verbs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_PREPOSITIONS = frozenset({"in", "by", "per", "under", "from", "to", "for"})


def adverbial_candidates(tree: Tree, token: Token) -> Iterator[Candidate]:
    """What the token attributes if it heads an adverbial of its clause."""
    if token.lower_ == "according":
        yield from _according(tree, token)
    elif token.dep_ == "prep" and token.lower_ in _PREPOSITIONS:
        yield from _preposition(tree, token)
    elif token.dep_ in {"parataxis", "advcl"} and token.pos_ == "VERB":
        yield from _parenthetical(tree, token)
    elif token.dep_ == "advmod" and token.lower_.endswith("ly") and token.head.pos_ in PREDICATES:
        yield from _adverb(tree, token)


def _according(tree: Tree, token: Token) -> Iterator[Candidate]:
    to = next((kid for kid in tree.kids(token) if kid.lower_ == "to"), None)
    source = tree.kid(to, "pobj", "pcomp") if to is not None else None
    if to is None or source is None:
        return
    whole = Range(token.i, tree.phrase(token).end)
    content = _rest_of_clause(tree, _clause(token), whole)
    if content:
        yield Candidate(token, CueKey("according", "ADP", "clause", "to"), Range(token.i, to.i + 1), content, source)


def _preposition(tree: Tree, token: Token) -> Iterator[Candidate]:
    """'In Trump's view', 'in a new poll', 'by his own account', 'under Florida law'."""
    noun = tree.kid(token, "pobj")
    if noun is None or noun.pos_ != "NOUN":
        return
    owner = tree.kid(noun, "poss")
    content = _rest_of_clause(tree, _clause(token), tree.phrase(token))
    if not content:
        return
    if owner is not None:
        cue = Range(token.i, noun.i + 1)
        yield Candidate(token, CueKey(noun.lemma_.lower(), "ADP", "owner", token.lower_), cue, content, owner)
    cue = Range(token.i, token.i + 1)
    yield Candidate(token, CueKey(noun.lemma_.lower(), "ADP", "clause", token.lower_), cue, content, noun)


def _parenthetical(tree: Tree, verb: Token) -> Iterator[Candidate]:
    """'X, he said, Y' and 'as he put it, X': the clause around is the content."""
    as_clause = any(kid.lower_ == "as" and kid.i < verb.i for kid in tree.kids(verb))
    if verb.dep_ == "advcl" and not as_clause:
        return
    if verb.lemma_.lower() not in speech_verbs() or tree.kid(verb, "ccomp") is not None:
        return
    source = tree.agent(verb) if tree.is_passive(verb) else tree.kid(verb, "nsubj")
    content = _rest_of_clause(tree, _clause(verb), tree.phrase(verb))
    if content:
        frame = "as" if as_clause else "parenthesis"
        yield Candidate(verb, CueKey(verb.lemma_.lower(), "VERB", frame, ""), tree.group(verb), content, source)


def _adverb(tree: Tree, token: Token) -> Iterator[Candidate]:
    content = _rest_of_clause(tree, token.head, Range(token.i, token.i + 1))
    if content:
        cue = Range(token.i, token.i + 1)
        yield Candidate(token, CueKey(token.lower_, "ADV", "clause", ""), cue, content, None)


def _clause(token: Token) -> Token:
    """The predicate of the clause that the adverbial belongs to."""
    for _ in range(4):
        if token.head.i == token.i:
            return token
        token = token.head
        if token.pos_ in PREDICATES:
            return token
    return token


def _rest_of_clause(tree: Tree, clause: Token, without: Range) -> tuple[Range, ...]:
    """The clause but for the adverbial: one range, or two around it."""
    whole = tree.phrase(clause)
    before = Range(whole.first, min(whole.end, without.first))
    after = Range(max(whole.first, without.end), whole.end)
    return tuple(part for part in (before, after) if _has_words(tree, part))


def _has_words(tree: Tree, part: Range) -> bool:
    return any(tree.doc[i].is_alpha or tree.doc[i].like_num for i in range(*part))
