"""Whom each word of a document may bring into an event: the actors that it denotes, or the government of its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, get_args

from onrecord.coder import layers
from onrecord.ontology.actors import countries
from onrecord.records import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from onrecord.coder.lookup import ActorLookup
    from onrecord.records import Actor

NAMING = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET", "X"})
"""Parts of speech that can denote an actor."""

KINDS: tuple[ActorKind, ...] = get_args(ActorKind)
PLACE = len(KINDS) + 1
MOST = 3
"""Actors of one word from which on it counts as many."""

NOBODY, STATELESS, OF_A_STATE = range(3)


class Denoted(NamedTuple):
    """What a word denotes: ``keys`` are actor ids, or for a government or a place ``@`` and the code of the country.

    ``kind`` is 0 for a word that denotes nobody, else the place in ``KINDS`` plus one, or ``PLACE``; ``state`` one of
    ``NOBODY``, ``STATELESS``, ``OF_A_STATE``.
    """

    keys: tuple[str, ...] = ()
    kind: int = 0
    state: int = NOBODY


def denoted(doc: Doc) -> list[Denoted]:
    """For each token what it denotes (layer ``ACTORS``)."""
    index = layers.ACTORS.get(doc)
    return [_of(index, token) if token.pos_ in NAMING else Denoted() for token in doc]


def country_of(key: str) -> str | None:
    """The country code of a key that stands for a government, None for an actor id."""
    return key[1:] if key.startswith("@") else None


def key_of(actor: Actor) -> str:
    """One key for a government, whether it or its country is named; the id of any other actor."""
    is_state = actor.country is not None and actor.name == countries().get(actor.country)
    return f"@{actor.country}" if is_state else actor.id


def _of(index: ActorLookup, token: Token) -> Denoted:
    adjective = index.adjective(token)
    if adjective is not None:  # not asked for its government, which would be listed as an actor of the document
        return Denoted((f"@{adjective}",), 1 + KINDS.index("government"), OF_A_STATE)
    actors = [index.actor(key) for key in index.ids(token)]
    if actors:
        state = OF_A_STATE if actors[0].country else STATELESS
        return Denoted(tuple(map(key_of, actors)), 1 + KINDS.index(actors[0].kind), state)
    place = index.place(token) if token.pos_ in {"NOUN", "PROPN"} else None
    if place is not None and place[1] is not None:
        return Denoted((f"@{place[1]}",), PLACE, OF_A_STATE)
    return Denoted()
