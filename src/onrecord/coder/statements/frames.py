"""Candidates: predicates with the frame of complements that they stand in. Grammar only; the lexicon weighs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.coder.statements.tree import Range, Tree, join
from onrecord.ontology.cues import CueKey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

PREDICATES = frozenset({"VERB", "AUX"})
EXPLETIVES = frozenset({"it", "there"})
_WH = frozenset({"WDT", "WP", "WP$", "WRB"})
_TENSED = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A predicate with a complement that may be a content; ``head`` is the token that the cue is built on."""

    head: Token
    key: CueKey
    cue: Range
    content: tuple[Range, ...]
    source: Token | None


def of_verb(tree: Tree, verb: Token, frame: str, content: tuple[Range, ...], source: Token | None) -> Candidate:
    """A verb's candidate; a particle is part of its word ("point out")."""
    particle = tree.kid(verb, "prt")
    word = verb.lemma_.lower() if particle is None else f"{verb.lemma_.lower()} {particle.lower_}"
    return Candidate(verb, CueKey(word, "VERB", frame, ""), tree.group(verb), content, source)


def of_preposition(tree: Tree, verb: Token, prep: Token, source: Token | None, frame: str) -> Iterator[Candidate]:
    """A verb with a prepositional content ("called for Y"); of two prepositions in a row the second leads to it."""
    inner = tree.kid(prep, "pobj", "pcomp", "prep")
    if inner is not None and inner.dep_ == "prep":
        prep, inner = inner, tree.kid(inner, "pobj", "pcomp")
    if inner is None or prep.i < verb.i:
        return
    bare = of_verb(tree, verb, frame, (tree.phrase(inner),), source)
    cue = join(bare.cue, Range(prep.i, prep.i + 1))
    yield Candidate(verb, bare.key._replace(particle=prep.lower_), cue, bare.content, source)


def clause_frame(tree: Tree, clause: Token) -> str:
    """What kind of clause it is: "wh", "that", "object inf", "clause" (finite, unmarked) or "small"."""
    first = clause.left_edge
    if first.lower_ in {"whether", "if"} or first.tag_ in _WH:
        return "wh"
    if has_that(tree, clause):
        return "that"
    if is_infinitive(tree, clause):
        return "object inf"
    auxiliary = tree.kid(clause, "aux", "auxpass") is not None
    return "clause" if clause.pos_ in PREDICATES and (clause.tag_ in _TENSED or auxiliary) else "small"


def has_that(tree: Tree, clause: Token) -> bool:
    """Whether the conjunction "that" opens the clause."""
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in tree.kids(clause))


def is_infinitive(tree: Tree, verb: Token) -> bool:
    """Whether the verb is an infinitive with "to"."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in tree.kids(verb))
