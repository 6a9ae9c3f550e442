"""Mends a misreading of the parser before anything reads the parse: of two coordinated persons one is lost.

"Serbian President A and Kosovo Prime Minister B met": where the second title begins with a country's noun, the parser
coordinates A with the country, and makes A a modifier of B (so that B alone met) or B a third beside both. The entity
recogniser knows both names.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.coder import syntax

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MODIFIERS = frozenset({"nmod", "compound"})
_OF_A_NAME = "compound"


def mend_coordination(doc: Doc) -> None:
    """Coordinates the first of two such persons with the second, whose title the country then belongs to."""
    for entity in doc.ents:
        if entity.label_ == "PERSON":
            _mend(entity.root)


def _mend(first: Token) -> None:
    if _is_lost(first):
        _raise(first, first.head)
    _give_title(first)


def _is_lost(name: Token) -> bool:
    """Whether a person's name modifies that of another person, though an "and" or "or" of its own stands between."""
    other = name.head
    is_modifier = name.dep_ in _MODIFIERS and other.i > name.i and other.ent_type_ == "PERSON"
    return is_modifier and any(name.i < child.i < other.i for child in syntax.children(name, "cc"))


def _raise(first: Token, second: Token) -> None:
    """The first takes the second's place in the clause; what stands between them belongs to the second."""
    between = [child for child in syntax.children(first, "conj") if child.i < second.i]
    before = [child for child in second.children if child.i < first.i]
    first.head, first.dep_ = (first if second.dep_ == "ROOT" else second.head), second.dep_
    second.head, second.dep_ = first, "conj"
    for word in between:
        word.head, word.dep_ = second, _OF_A_NAME
    for word in before:
        word.head = first


def _give_title(name: Token) -> None:
    """A lone word between the "and" and the name that follows it begins that person's title."""
    for word, other in pairwise(syntax.children(name, "conj")):
        is_lone = word.n_lefts + word.n_rights == 0
        if is_lone and other.ent_type_ == "PERSON" and other.left_edge.i == word.i + 1:
            word.head, word.dep_ = other, _OF_A_NAME
