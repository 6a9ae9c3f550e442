"""What the rules ask of a parse: children, phrases, subjects, verb groups; each in constant time a token.

Phrases are :class:`Range` of token indices, read off spaCy's subtree edges, so that a sentence of 200,000 characters
costs no more a token than a short one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.coder.syntax import is_stranded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

MAX_CLIMB = 8
"""Steps from a verb without subject to the clause that lends it one; deeper chains are parse errors."""

QUOTING = frozenset({"quote", "cite"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_LENDING = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "dep", "ccomp", "acomp", "attr", "oprd"})
_GROUP = frozenset({"aux", "auxpass", "neg", "advmod", "prt"})


class Range(NamedTuple):
    """Token indices ``first`` up to, not including, ``end``."""

    first: int
    end: int

    def holds(self, index: int) -> bool:
        """Whether the token of that index lies inside."""
        return self.first <= index < self.end


class Tree:
    """The children of every token of one document, listed once."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text  # spaCy builds it anew at each access
        self._kids: list[list[Token]] = [[] for _ in range(len(doc))]
        for token in doc:
            if token.dep_ != "ROOT":
                self._kids[token.head.i].append(token)

    def kids(self, token: Token) -> Sequence[Token]:
        """The token's children in text order."""
        return self._kids[token.i]

    def kid(self, token: Token, *deps: str) -> Token | None:
        """The first child in one of the relations."""
        return next((child for child in self._kids[token.i] if child.dep_ in deps), None)

    def is_passive(self, verb: Token) -> bool:
        """Whether the verb's subject undergoes: with an auxiliary, or as a bare participle after its noun."""
        if self.kid(verb, "auxpass", "nsubjpass"):
            return True
        is_participle = verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl", "amod"} and not self.kid(verb, "aux")
        return is_participle and not is_stranded(verb)

    def subject(self, verb: Token) -> Token | None:
        """Who does it: the verb's own subject, or the one that the clause above lends it."""
        below = verb
        for _ in range(MAX_CLIMB):
            own = self._quoted(verb, below) or self.kid(verb, *SUBJECTS)
            if own is not None:
                return own
            if verb.dep_ in {"acl", "relcl"}:
                return verb.head
            if verb.dep_ not in _LENDING:
                return None
            below, verb = verb, verb.head
        return None

    def _quoted(self, verb: Token, below: Token) -> Token | None:
        """'IRNA quoted him as saying': he says it, not IRNA."""
        is_quoted = below.lower_ == "as" and verb.lemma_.lower() in QUOTING
        return self.kid(verb, "dobj") if is_quoted else None

    def agent(self, verb: Token) -> Token | None:
        """Who does it in a passive: "by X"."""
        by = self.kid(verb, "agent")
        return self.kid(by, "pobj") if by is not None else None

    def phrase(self, token: Token) -> Range:
        """The token with all that hangs on it."""
        return Range(token.left_edge.i, token.right_edge.i + 1)

    def group(self, verb: Token) -> Range:
        """The verb with its auxiliaries, negation, adverbs and particle, as far as they adjoin it."""
        members = {child.i for child in self._kids[verb.i] if child.dep_ in _GROUP}
        first, last = verb.i, verb.i
        while first - 1 in members:
            first -= 1
        while last + 1 in members and self.doc[last + 1].dep_ == "prt":
            last += 1
        return Range(first, last + 1)

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The heads above the token, at most :data:`MAX_CLIMB`."""
        for _ in range(MAX_CLIMB):
            if token.head.i == token.i:
                return
            token = token.head
            yield token


def join(*ranges: Range) -> Range:
    """The smallest range over all of them."""
    return Range(min(r.first for r in ranges), max(r.end for r in ranges))
