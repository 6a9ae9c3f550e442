"""Where an event took place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder import syntax
from onrecord.records import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from onrecord.coder.events.triggers import Trigger
    from onrecord.coder.lookup import ActorLookup

WHERE = ("in", "at", "near", "outside", "inside", "across", "around")
PLACES = frozenset({"GPE", "LOC", "FAC"})


def place_of(trigger: Trigger, index: ActorLookup) -> Location | None:
    """The place that the trigger's clause names, with its country where the actors tell it."""
    for phrase in _adjuncts(trigger.token):
        known = index.place(phrase)
        if known is not None:
            return Location(*known)
        if phrase.ent_type_ in PLACES:
            return Location(_name(phrase), None)
    return None


def _adjuncts(token: Token) -> Iterator[Token]:
    yield from syntax.prepositional(token, *WHERE)
    for patient in syntax.patients(token) if token.pos_ == "VERB" else ():
        yield from syntax.prepositional(patient, *WHERE)
    host = syntax.host_verb(token) if token.pos_ in {"NOUN", "PROPN"} else None
    if host is not None:
        yield from syntax.prepositional(host, *WHERE)


def _name(phrase: Token) -> str:
    """The whole name that a token belongs to."""
    first = last = phrase.i
    doc = phrase.doc
    while first > 0 and doc[first].ent_iob_ == "I":
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I":
        last += 1
    return str(doc[first : last + 1].text)
