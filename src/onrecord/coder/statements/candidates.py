"""Who might attribute what to whom: every predicate of a parse that has a source-like and a content-like complement.

A candidate is grammar only; whether it is an attribution is for the lexicon (:mod:`onrecord.ontology.cues`) to weigh.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.coder.statements.tree import QUOTING, Range, Tree, join
from onrecord.ontology.cues import CueKey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

PREDICATES = frozenset({"VERB", "AUX"})
_WH = frozenset({"WDT", "WP", "WP$", "WRB"})
_OBJECT_TAILS = frozenset({"for", "as", "of", "over", "about", "from", "against", "with", "to"})
_EXPLETIVES = frozenset({"it", "there"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A predicate with a frame of complements. ``head`` is the token that the cue is built on."""

    head: Token
    key: CueKey
    cue: Range
    content: tuple[Range, ...]
    source: Token | None
    implicit: bool = False


def predicate_candidates(tree: Tree, verb: Token) -> Iterator[Candidate]:
    """The candidates of one verb: a frame for each complement that it takes."""
    if tree.is_passive(verb):
        yield from _passive(tree, verb)
    else:
        yield from _active(tree, verb)


def _active(tree: Tree, verb: Token) -> Iterator[Candidate]:
    source = tree.subject(verb)
    for child in tree.kids(verb):
        if child.dep_ == "ccomp":
            yield _make(tree, verb, _clause_frame(tree, child), (tree.phrase(child),), source)
        elif child.dep_ in {"xcomp", "advcl"} and _is_infinitive(tree, child) and child.i > verb.i:
            if child.dep_ == "xcomp":
                yield from _infinitive(tree, verb, child, source)
        elif child.dep_ == "xcomp":
            frame = "ing" if child.tag_ == "VBG" else "complement"
            yield _make(tree, verb, frame, (tree.phrase(child),), source)
        elif child.dep_ in {"dobj", "dative"}:
            yield from _object(tree, verb, child, source)
        elif child.dep_ == "oprd" and tree.kid(verb, "dobj") is None:
            yield _make(tree, verb, "complement", (tree.phrase(child),), source)
        elif child.dep_ == "prep":
            yield from _preposition(tree, verb, child, source, "")
        elif child.dep_ == "acomp":
            yield from _adjective(tree, verb, child, source)


def _infinitive(tree: Tree, verb: Token, child: Token, source: Token | None) -> Iterator[Candidate]:
    """"wants to leave"; of a raising verb ("seems to be") the subject is part of the content."""
    yield _make(tree, verb, "inf", (tree.phrase(child),), source)
    own = tree.kid(verb, "nsubj")
    if own is not None:
        parts = () if own.lower_ in _EXPLETIVES else (tree.phrase(own),)
        yield _make(tree, verb, "raising inf", (*parts, tree.phrase(child)), None)


def _object(tree: Tree, verb: Token, child: Token, source: Token | None) -> Iterator[Candidate]:
    later = [other for other in tree.kids(verb) if other.i > child.i]
    goal = next((t for t in later if t.dep_ == "xcomp"), None)
    if goal is not None:
        frame = "object inf" if _is_infinitive(tree, goal) else "object complement"
        yield _make(tree, verb, frame, (join(tree.phrase(child), tree.phrase(goal)),), source)
        return
    second = next((t for t in later if t.dep_ == "oprd"), None)
    if second is not None:
        yield _make(tree, verb, "object complement", (join(tree.phrase(child), tree.phrase(second)),), source)
        return
    content = tree.phrase(child)
    tail = _tail(tree, content, later)
    if tail is not None and tail.lower_ == "as":
        yield _make(tree, verb, "object as", (join(content, tree.phrase(tail)),), source)
        return
    yield _make(tree, verb, "object", (join(content, tree.phrase(tail)) if tail is not None else content,), source)


def _tail(tree: Tree, content: Range, later: list[Token]) -> Token | None:
    """A prepositional phrase that goes on with the object: "blamed him for the war", "dismissed it as a stunt"."""
    end = content.end
    for token in later:
        if token.left_edge.i != end:
            return None
        if token.dep_ == "prep" and token.lower_ in _OBJECT_TAILS:
            return token
        if token.dep_ not in {"advmod", "npadvmod"}:
            return None
        end = token.right_edge.i + 1
    return None


def _preposition(
    tree: Tree, verb: Token, prep: Token, source: Token | None, prefix: str, head: Token | None = None
) -> Iterator[Candidate]:
    inner = tree.kid(prep, "pobj", "pcomp", "prep")
    if inner is None or prep.i < verb.i:
        return
    if inner.dep_ == "prep":
        prep, inner = inner, tree.kid(inner, "pobj", "pcomp") or inner
        if inner.dep_ == "prep":
            return
    made = _make(tree, head or verb, f"{prefix}prep", (tree.phrase(inner),), source, prep)
    whole = tree.group(verb)
    yield Candidate(made.head, made.key, join(whole, Range(prep.i, prep.i + 1)), made.content, made.source)


def _adjective(tree: Tree, verb: Token, adjective: Token, source: Token | None) -> Iterator[Candidate]:
    """"is critical of", "was sure that", "is reluctant to"; "it is clear that" has no source."""
    if source is not None and source.lower_ in _EXPLETIVES:
        source = None
    cue = join(tree.group(verb), tree.group(adjective))
    for child in tree.kids(adjective):
        frame, content = "", None
        if child.dep_ == "ccomp":
            frame, content = _clause_frame(tree, child), child
        elif child.dep_ == "xcomp":
            frame, content = "inf", child
        elif child.dep_ == "prep" and child.i > adjective.i:
            content = tree.kid(child, "pobj", "pcomp")
            frame = "prep"
        if content is not None:
            particle = child if frame == "prep" else None
            if frame == "inf" and source is not None:
                key = CueKey(adjective.lower_, "ADJ", "raising inf", "")
                yield Candidate(adjective, key, cue, (tree.phrase(source), tree.phrase(content)), None)
            ends = join(cue, Range(child.i, child.i + 1)) if particle is not None else cue
            key = CueKey(adjective.lower_, "ADJ", frame, particle.lower_ if particle is not None else "")
            yield Candidate(adjective, key, ends, (tree.phrase(content),), source)


def _passive(tree: Tree, verb: Token) -> Iterator[Candidate]:
    if verb.lemma_.lower() in QUOTING and any(child.lower_ == "as" for child in tree.kids(verb)):
        return  # "was quoted as saying": the saying is the attribution
    agent = tree.agent(verb)
    subject = tree.kid(verb, "nsubjpass") or (verb.head if verb.dep_ in {"acl", "relcl"} else None)
    if subject is not None and subject.lower_ in _EXPLETIVES:
        subject = None
    parts = (tree.phrase(subject),) if subject is not None and subject.dep_ == "nsubjpass" else ()
    if subject is not None and not parts:
        parts = (Range(subject.left_edge.i, subject.i + 1),)
    rest = [c for c in tree.kids(verb) if c.i > verb.i]
    for child in rest:
        if child.dep_ == "xcomp":
            yield _make(tree, verb, "passive inf", (*parts, tree.phrase(child)), agent)
            if agent is None:
                yield _make(tree, verb, "state inf", (tree.phrase(child),), subject)
        elif child.dep_ in {"ccomp", "oprd"}:
            frame = "passive that" if child.dep_ == "ccomp" else "passive complement"
            extra = () if child.dep_ == "ccomp" else parts
            yield _make(tree, verb, frame, (*extra, tree.phrase(child)), agent)
            if agent is None and child.dep_ == "ccomp":
                yield _make(tree, verb, "state that", (tree.phrase(child),), subject)
        elif child.dep_ == "prep":
            yield from _preposition(tree, verb, child, agent, "passive ")
            if agent is None:
                yield from _preposition(tree, verb, child, subject, "state ")
    if parts:
        tail = next((c for c in rest if c.dep_ == "prep" and c.lower_ in {"for", "as", "of", "over"}), None)
        both = (*parts, tree.phrase(tail)) if tail is not None else parts
        yield _make(tree, verb, "passive by" if agent is not None else "passive", both, agent)


def _make(
    tree: Tree, verb: Token, frame: str, content: tuple[Range, ...], source: Token | None, particle: Token | None = None
) -> Candidate:
    word = verb.lemma_.lower()
    prt = tree.kid(verb, "prt")
    if prt is not None:
        word = f"{word} {prt.lower_}"
    key = CueKey(word, "VERB", frame, particle.lower_ if particle is not None else "")
    return Candidate(verb, key, tree.group(verb), content, source)


def _clause_frame(tree: Tree, clause: Token) -> str:
    first = clause.left_edge
    if first.lower_ in {"whether", "if"} or first.tag_ in _WH:
        return "wh"
    if any(child.dep_ == "mark" and child.lower_ == "that" for child in tree.kids(clause)):
        return "that"
    if _is_infinitive(tree, clause):
        return "object inf"
    tensed = clause.pos_ in PREDICATES and (
        clause.tag_ in {"VBD", "VBZ", "VBP", "MD"} or tree.kid(clause, "aux", "auxpass") is not None
    )
    return "clause" if tensed else "small"


def _is_infinitive(tree: Tree, verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in tree.kids(verb))


def noun_candidates(tree: Tree, noun: Token) -> Iterator[Candidate]:
    """"the claim that", "his decision to", "support for": with the one who holds it as source."""
    kids = tree.kids(noun)
    complements = [c for c in kids if c.i > noun.i and c.dep_ in {"acl", "relcl", "prep", "ccomp", "xcomp"}]
    if not complements:
        return
    source, light = _holder(tree, noun)
    for child in complements:
        frame, particle, content = _noun_frame(tree, child)
        if content is None:
            continue
        first = tree.group(light).first if light is not None else _noun_start(tree, noun)
        end = child.i + 1 if particle else noun.i + 1
        key = CueKey(noun.lemma_.lower(), "NOUN", frame, particle)
        yield Candidate(noun, key, Range(min(first, noun.i), end), (tree.phrase(content),), source)


def _noun_frame(tree: Tree, child: Token) -> tuple[str, str, Token | None]:
    if child.dep_ in {"acl", "ccomp", "xcomp", "relcl"}:
        if any(c.dep_ == "mark" and c.lower_ == "that" for c in tree.kids(child)):
            return "that", "", child
        if child.dep_ != "relcl" and _is_infinitive(tree, child):
            return "inf", "", child
        return "", "", None
    return "prep", child.lower_, tree.kid(child, "pobj", "pcomp")


def _noun_start(tree: Tree, noun: Token) -> int:
    """The noun phrase without its possessor."""
    poss = tree.kid(noun, "poss")
    return poss.right_edge.i + 1 if poss is not None else noun.left_edge.i


def _holder(tree: Tree, noun: Token) -> tuple[Token | None, Token | None]:
    """Whose claim it is: a possessor, an author ("by X"), or the subject of the verb that the noun completes."""
    poss = tree.kid(noun, "poss")
    if poss is not None:
        return poss, None
    for child in tree.kids(noun):
        if child.dep_ == "prep" and child.lower_ in {"by", "from", "among"}:
            return tree.kid(child, "pobj"), None
    if noun.dep_ in {"dobj", "attr"} and noun.head.pos_ in PREDICATES:
        return tree.subject(noun.head), noun.head
    return None, None
