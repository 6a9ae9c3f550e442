"""Candidates of nouns: "the claim that", "his decision to", "support for", with the one who holds it as source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder.statements.frames import PREDICATES, Candidate, has_that, is_infinitive
from onrecord.coder.statements.tree import Range, Tree
from onrecord.ontology.cues import CueKey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_CLAUSES = frozenset({"acl", "relcl", "ccomp", "xcomp"})
_COMPLEMENTS = _CLAUSES | {"prep"}
_AUTHORS = frozenset({"by", "from", "among"})


def noun_candidates(tree: Tree, noun: Token) -> Iterator[Candidate]:
    """A candidate for each complement that follows the noun."""
    complements = [child for child in tree.kids(noun) if child.i > noun.i and child.dep_ in _COMPLEMENTS]
    if not complements:
        return
    source, light = _holder(tree, noun)
    first = min(noun.i, _start(tree, noun) if light is None else tree.group(light).first)
    for child in complements:
        frame, particle, content = _frame(tree, child)
        if content is not None:
            end = child.i + 1 if particle else noun.i + 1
            key = CueKey(noun.lemma_.lower(), "NOUN", frame, particle)
            yield Candidate(noun, key, Range(first, end), (tree.phrase(content),), source)


def _frame(tree: Tree, child: Token) -> tuple[str, str, Token | None]:
    if child.dep_ == "prep":
        content = tree.kid(child, "pobj", "pcomp")
        is_time = content is not None and content.ent_type_ in {"DATE", "TIME"}  # "a statement on Sunday"
        return "prep", child.lower_, None if is_time else content
    if has_that(tree, child):
        return "that", "", child
    if child.dep_ != "relcl" and is_infinitive(tree, child):
        return "inf", "", child
    return "", "", None


def _start(tree: Tree, noun: Token) -> int:
    """Where the noun phrase starts, its possessor left out."""
    owner = tree.kid(noun, "poss")
    return noun.left_edge.i if owner is None else owner.right_edge.i + 1


def _holder(tree: Tree, noun: Token) -> tuple[Token | None, Token | None]:
    """Whose claim it is, and the verb that says so if one does ("he made the claim", "she has no intention")."""
    owner = tree.kid(noun, "poss")
    if owner is not None:
        return owner, None
    for child in tree.kids(noun):
        if child.dep_ == "prep" and child.lower_ in _AUTHORS:
            return tree.kid(child, "pobj"), None
    if noun.dep_ in {"dobj", "attr"} and noun.head.pos_ in PREDICATES:
        return tree.subject(noun.head), noun.head
    return None, None
