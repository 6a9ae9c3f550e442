"""PLOVER contexts of an event: what its sentence is about, by the words of ``plover_contexts.csv``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.ontology.plover import cameo_contexts, context_words

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

    from onrecord.coder.events.triggers import Trigger

WINDOW = 40
"""Tokens on either side of the trigger that are read: about a long sentence, so that a list of names stays cheap."""


def contexts_of(trigger: Trigger, sentence: DocSpan) -> tuple[str, ...]:
    """The contexts that the trigger's CAMEO code implies and the words around it evoke, in that order."""
    implied = cameo_contexts().get(trigger.cameo or "", ())
    first = max(sentence.start, trigger.token.i - WINDOW)
    last = min(sentence.end, trigger.token.i + WINDOW)
    evoked = _evoked([_word(token) for token in trigger.token.doc[first:last]])
    return tuple(dict.fromkeys((*implied, *evoked)))


def _word(token: Token) -> str:
    return token.lemma_.lower()


def _evoked(words: list[str]) -> list[str]:
    known = context_words()
    found: list[str] = []
    for place in range(len(words)):
        for length in (1, 2, 3):
            found += known.get(" ".join(words[place : place + length]), ())
    return found
