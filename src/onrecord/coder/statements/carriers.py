"""Who carries the words of others: outlets and agencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.statements.ranges import Range
from onrecord.ontology.cues import carrier_nouns

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

MAX_CREDIT = 16
"""Tokens that a credit at the end of a sentence may have (", as reported by the Islamic Republic News Agency")."""

_NAME = frozenset({"PROPN", "NOUN", "ADJ"})
_CARRYING = frozenset({"report", "quote", "cite", "carry", "relay", "publish", "release", "translate"})


def phrase_of(noun: Token) -> DocSpan:
    """The phrase that a noun heads."""
    return noun.doc[noun.left_edge.i : noun.right_edge.i + 1]


def is_carrier(phrase: DocSpan) -> bool:
    """Whether a source phrase names an outlet or agency: by the actor's kind, else by its words."""
    head = phrase.root
    if head.pos_ in _NAME and head.ent_type_ != "PERSON" and head.lemma_.lower() in carrier_nouns():
        return True
    index = layers.ACTORS.get(phrase.doc)
    return any(index.actor(actor).kind == "media" for actor in index.ids(phrase))


def credit_at(doc: Doc, start: int, end: int) -> Token | None:
    """The outlet credited from token ``start`` on (", as reported by X", ", according to X"), before token ``end``."""
    place = start
    while place < end and doc[place].text in {",", "-", "–", "—", "(", "”", '"', "''", "’", "'"}:
        place += 1
    words = doc[place : min(end, place + 4)]
    if len(words) >= 2 and words[0].lower_ == "according" and words[1].lower_ == "to":
        return _credited(words[1])
    if len(words) < 3 or words[0].lower_ != "as":
        return None
    by = next((word for word in words if word.lower_ == "by"), None)
    carries = any(word.lemma_.lower() in _CARRYING for word in words[1:])
    return _credited(by) if carries and by is not None else None


def without_credit(doc: Doc, content: Range) -> Range:
    """A content without the credit at its end, which tells who carried the words, not what they are."""
    for place in range(max(content.first + 1, content.end - MAX_CREDIT), content.end - 2):
        comma = doc[place - 1].text == ","
        if comma and doc[place].lower_ in {"as", "according"} and credit_at(doc, place, content.end) is not None:
            return Range(content.first, place - 1)
    return content


def _credited(preposition: Token) -> Token | None:
    noun = next((child for child in preposition.children if child.dep_ in {"pobj", "pcomp"}), None)
    if noun is None:
        return None
    return noun if is_carrier(phrase_of(noun)) else None
