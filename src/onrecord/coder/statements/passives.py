"""Candidates of passive verbs: what undergoes is content, who does it stands after "by" or is not told.

"Obama is expected to go": content "Obama ... to go", no source. Some passives name who holds an attitude ("they were
convinced that"): these "state" frames have the subject as source. The counts in the lexicon tell which verb is which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder.statements.frames import EXPLETIVES, Candidate, of_preposition, of_verb
from onrecord.coder.statements.tree import QUOTING, Range, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_CAUSES = frozenset({"for", "as", "of", "over"})


def passive_candidates(tree: Tree, verb: Token) -> Iterator[Candidate]:
    """A candidate for each complement of the passive verb, and one for its subject alone."""
    if verb.lemma_.lower() in QUOTING and any(child.lower_ == "as" for child in tree.kids(verb)):
        return  # "was quoted as saying": the saying is the attribution
    agent, subject = tree.agent(verb), _undergoer(tree, verb)
    parts = () if subject is None else (_phrase(tree, subject),)
    rest = [child for child in tree.kids(verb) if child.i > verb.i]
    for child in rest:
        yield from _complement(tree, verb, child, agent, parts)
        if agent is None:
            yield from _state(tree, verb, child, subject)
    if parts:
        cause = next((child for child in rest if child.dep_ == "prep" and child.lower_ in _CAUSES), None)
        content = parts if cause is None else (*parts, tree.phrase(cause))
        yield of_verb(tree, verb, "passive" if agent is None else "passive by", content, agent)


def _complement(
    tree: Tree, verb: Token, child: Token, agent: Token | None, parts: tuple[Range, ...]
) -> Iterator[Candidate]:
    if child.dep_ == "xcomp":
        yield of_verb(tree, verb, "passive inf", (*parts, tree.phrase(child)), agent)
    elif child.dep_ == "oprd":
        yield of_verb(tree, verb, "passive complement", (*parts, tree.phrase(child)), agent)
    elif child.dep_ == "ccomp":
        yield of_verb(tree, verb, "passive that", (tree.phrase(child),), agent)
    elif child.dep_ == "prep":
        yield from of_preposition(tree, verb, child, agent, "passive prep")


def _state(tree: Tree, verb: Token, child: Token, subject: Token | None) -> Iterator[Candidate]:
    if child.dep_ == "xcomp":
        yield of_verb(tree, verb, "state inf", (tree.phrase(child),), subject)
    elif child.dep_ == "ccomp":
        yield of_verb(tree, verb, "state that", (tree.phrase(child),), subject)
    elif child.dep_ == "prep":
        yield from of_preposition(tree, verb, child, subject, "state prep")


def _undergoer(tree: Tree, verb: Token) -> Token | None:
    subject = tree.kid(verb, "nsubjpass") or (verb.head if verb.dep_ in {"acl", "relcl"} else None)
    return None if subject is not None and subject.lower_ in EXPLETIVES else subject


def _phrase(tree: Tree, subject: Token) -> Range:
    """The subject's phrase; of a noun that the participle hangs on only what stands before it."""
    whole = tree.phrase(subject)
    return whole if subject.dep_ == "nsubjpass" else Range(whole.first, subject.i + 1)
