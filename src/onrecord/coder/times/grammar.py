"""What the parse says around a time expression: tags, counted nouns, and whether the clause looks ahead."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from onrecord.coder.times.vocabulary import cues

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NESTED = 4
"""Verbs above a verb that are asked for its tense ("expected to be among the first to be offered")."""

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
        """Whether what governs the character is in the future, or planned."""
        token = self.token(offset)
        for _ in range(_REACH):
            if token is None or token.head.i == token.i:
                return False
            token = token.head
            if token.pos_ in ("VERB", "AUX"):
                return looks_ahead(token)
            if _planned(token):
                return True
        return False

    def past(self, offset: int) -> bool:
        """Whether the verb that governs the character tells what was."""
        token = self.token(offset)
        verb = governing_verb(token) if token is not None else None
        return verb is not None and tells_past(verb) and not looks_ahead(verb)


def tells_past(verb: Token) -> bool:
    """Whether a verb stands in a past tense: "said", "was killed", "has been held", "killed and wounded"."""
    for _ in range(_NESTED):
        verb = verb.head if verb.dep_ == "conj" and verb.tag_ == "VBN" else verb
    marks = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    return any(token.tag_ == "VBD" or token.lower_ in ("has", "have") for token in (verb, *marks))


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
    """Whether a verb stands in the future ("will meet"), or is planned ("is to meet", "due to meet", "to be held")."""
    for _ in range(_NESTED):
        marks = [child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")]
        if not cues("future_auxiliary").isdisjoint(marks) or _planned(verb) or _is_due(verb):
            return True
        if verb.head.i == verb.i:
            return False
        present_aside = verb.dep_ == "advcl" and verb.tag_ in ("VBP", "VBZ")
        if "to" in marks and "be" in marks and verb.dep_ in ("acl", "relcl", "advcl"):
            return True
        infinitive = "to" in marks and verb.dep_ in ("xcomp", "ccomp", "acl", "relcl")
        gerund = verb.tag_ == "VBG" and verb.dep_ == "xcomp"  # "will stop applying it on Tuesday"
        if not (present_aside or infinitive or gerund):
            return False
        verb = verb.head
        if verb.lemma_ == "be" and not present_aside:
            return True
    return False


def _is_due(verb: Token) -> bool:
    """Whether a present tense tells what is on the calendar: "is due in Juba", "the truce expires", "talks resume"."""
    if verb.tag_ not in ("VBP", "VBZ") or any(child.dep_ in ("aux", "neg") for child in verb.children):
        return False
    due = verb.lemma_ == "be" and any(child.lower_ in cues("planned_participle") for child in verb.children)
    return due or verb.lemma_ in cues("on_the_calendar")


def _planned(word: Token) -> bool:
    if word.lower_ in cues("planned_participle") and word.tag_ != "VBD":
        return True
    return word.lemma_ in cues("planned") and word.pos_ == "VERB"
