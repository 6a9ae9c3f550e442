"""Candidates of active verbs: a clause, an infinitive, an object, a prepositional phrase, an adjective's complement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder.statements.frames import EXPLETIVES, Candidate, clause_frame, is_infinitive, of_preposition, of_verb
from onrecord.coder.statements.tree import Range, Tree, join
from onrecord.ontology.cues import CueKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Token

_OBJECT_TAILS = frozenset({"for", "as", "of", "over", "about", "from", "against", "with", "to"})
_BETWEEN = frozenset({"advmod", "npadvmod"})


def active_candidates(tree: Tree, verb: Token) -> Iterator[Candidate]:
    """A candidate for each complement of the verb."""
    source = tree.subject(verb)
    for child in tree.kids(verb):
        frame = _FRAMES.get(child.dep_)
        if frame is not None:
            yield from frame(tree, verb, child, source)


def _clause(tree: Tree, verb: Token, child: Token, source: Token | None) -> Iterator[Candidate]:
    yield of_verb(tree, verb, clause_frame(tree, child), (tree.phrase(child),), source)


def _open_clause(tree: Tree, verb: Token, child: Token, source: Token | None) -> Iterator[Candidate]:
    """'He wants to leave', 'it considers leaving'; of "seems to leave" the subject is part of the content."""
    content = tree.phrase(child)
    if not is_infinitive(tree, child):
        yield of_verb(tree, verb, "ing" if child.tag_ == "VBG" else "complement", (content,), source)
        return
    if child.i < verb.i or tree.kid(verb, "dobj") is not None:
        return
    yield of_verb(tree, verb, "inf", (content,), source)
    own = tree.kid(verb, "nsubj")
    if own is not None:
        subject = () if own.lower_ in EXPLETIVES else (tree.phrase(own),)
        yield of_verb(tree, verb, "raising inf", (*subject, content), None)


def _object(tree: Tree, verb: Token, child: Token, source: Token | None) -> Iterator[Candidate]:
    """The object with what is said of it: "urged [him to go]", "called [it a lie]", "blamed [him for the war]"."""
    later = [other for other in tree.kids(verb) if other.i > child.i]
    second = next((other for other in later if other.dep_ in {"xcomp", "oprd"}), None)
    content = tree.phrase(child)
    if second is not None:
        frame = "object inf" if is_infinitive(tree, second) else "object complement"
        yield of_verb(tree, verb, frame, (join(content, tree.phrase(second)),), source)
        return
    tail = _tail(content, later)
    if tail is None:
        yield of_verb(tree, verb, "object", (content,), source)
        return
    frame = "object as" if tail.lower_ == "as" else "object"
    yield of_verb(tree, verb, frame, (join(content, tree.phrase(tail)),), source)


def _tail(content: Range, later: Sequence[Token]) -> Token | None:
    """A prepositional phrase that goes on with the object: "blamed him for the war", "dismissed it as a stunt"."""
    end = content.end
    for token in later:
        if token.left_edge.i != end:
            return None
        if token.dep_ == "prep" and token.lower_ in _OBJECT_TAILS:
            return token
        if token.dep_ not in _BETWEEN:
            return None
        end = token.right_edge.i + 1
    return None


def _predicative(tree: Tree, verb: Token, child: Token, source: Token | None) -> Iterator[Candidate]:
    if tree.kid(verb, "dobj") is None:
        yield of_verb(tree, verb, "complement", (tree.phrase(child),), source)


def _prepositional(tree: Tree, verb: Token, child: Token, source: Token | None) -> Iterator[Candidate]:
    yield from of_preposition(tree, verb, child, source, "prep")


def _adjective(tree: Tree, verb: Token, adjective: Token, source: Token | None) -> Iterator[Candidate]:
    """'Is critical of', 'was sure that', 'is reluctant to'; 'it is clear that' has no source."""
    if source is not None and source.lower_ in EXPLETIVES:
        source = None
    cue = join(tree.group(verb), tree.group(adjective))
    for child in tree.kids(adjective):
        frame, content = _adjective_frame(tree, adjective, child)
        if content is None:
            continue
        key = CueKey(adjective.lower_, "ADJ", frame, child.lower_ if frame == "prep" else "")
        whole = join(cue, Range(child.i, child.i + 1)) if frame == "prep" else cue
        yield Candidate(adjective, key, whole, (tree.phrase(content),), source)
        if frame == "inf" and source is not None:
            raised = (tree.phrase(source), tree.phrase(content))
            yield Candidate(adjective, key._replace(frame="raising inf"), cue, raised, None)


def _adjective_frame(tree: Tree, adjective: Token, child: Token) -> tuple[str, Token | None]:
    if child.dep_ == "ccomp":
        return clause_frame(tree, child), child
    if child.dep_ == "xcomp":
        return "inf", child
    if child.dep_ == "prep" and child.i > adjective.i:
        return "prep", tree.kid(child, "pobj", "pcomp")
    return "", None


_FRAMES: dict[str, Callable[[Tree, Token, Token, Token | None], Iterator[Candidate]]] = {
    "ccomp": _clause,
    "xcomp": _open_clause,
    "dobj": _object,
    "dative": _object,
    "oprd": _predicative,
    "prep": _prepositional,
    "acomp": _adjective,
}
