"""What the parse says around a time expression: tags, counted nouns, and whether the clause looks ahead."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from onrecord.coder.times.vocabulary import cues

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_REACH = 40
"""Heads that are followed upwards at most; real chains are shorter, and a broken parse must not make this slow."""


class ParsedGrammar:
    """The grammar of a tagged and parsed document."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._offsets: list[int] = doc.to_array("IDX").tolist() if len(doc) else []

    def token(self, offset: int) -> Token | None:
        """The token at or before the character."""
        i = bisect_right(self._offsets, offset) - 1
        return self._doc[i] if i >= 0 else None

    def tag(self, offset: int) -> str:
        """Penn Treebank tag of the word that holds the character."""
        token = self.token(offset)
        return token.tag_ if token is not None else ""

    def counts(self, offset: int) -> bool:
        """Whether the number at the character counts a plural noun after it."""
        token = self.token(offset)
        if token is None or token.dep_ != "nummod":
            return False
        head = token.head
        return bool(head.tag_ in ("NNS", "NNPS") and head.i > token.i)

    def future(self, offset: int) -> bool:
        """Whether the verb that governs the character is in the future, or planned."""
        token = self.token(offset)
        verb = governing_verb(token) if token is not None else None
        return verb is not None and looks_ahead(verb)


def governing_verb(token: Token) -> Token | None:
    """The nearest verb above a token, or None."""
    for _ in range(_REACH):
        if token.head is token or token.head.i == token.i:
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None


def looks_ahead(verb: Token) -> bool:
    """Whether a verb stands in the future ("will meet"), or is planned ("is to meet", "is due to meet", "scheduled")."""
    marks = [child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if not cues("future_auxiliary").isdisjoint(marks) or _planned(verb):
        return True
    infinitive = "to" in marks and verb.dep_ in ("xcomp", "ccomp")
    return infinitive and (_planned(verb.head) or verb.head.lemma_ == "be")


def _planned(verb: Token) -> bool:
    return verb.lemma_ in cues("planned") or verb.lower_ in cues("planned")
