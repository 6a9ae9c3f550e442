"""Who carries the words of others: outlets and agencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.ontology.cues import carrier_nouns

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan

_NAME = frozenset({"PROPN", "NOUN", "ADJ"})


def is_carrier(phrase: DocSpan) -> bool:
    """Whether a source phrase names an outlet or agency: by the actor's kind, else by its words."""
    index = layers.ACTORS.get(phrase.doc)
    known = index.ids(phrase)
    if known:
        return any(index.actor(actor).kind == "media" for actor in known)
    head = phrase.root
    return head.pos_ in _NAME and head.lemma_.lower() in carrier_nouns()
