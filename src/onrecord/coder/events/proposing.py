"""The lexicon's and the network's proposals together: which words may name an event, and of which type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.coder.events.triggers import LexiconFinder, Trigger
from onrecord.ontology.plover import types
from onrecord.records import EVENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

    from onrecord.coder.events.reading import EventReading

LOWEST = 0.08
"""Probability from which the network proposes what the lexicon does not."""

NAMING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "AUX"})


class ProposingFinder:
    """Proposes every trigger of the lexicon, and the readings that the network finds likely beside them."""

    def __init__(self, reading: EventReading) -> None:
        self._likely = reading.types[:, : len(EVENT_TYPES)] >= LOWEST

    def find(self, sentences: Iterable[DocSpan]) -> Iterator[Trigger]:
        """Triggers of the sentences, in the order of the text."""
        for sentence in sentences:
            listed = list(LexiconFinder().find([sentence]))
            known = {(trigger.token.i, trigger.type) for trigger in listed}
            found = [*listed, *(new for new in self._beside(sentence) if (new.token.i, new.type) not in known)]
            yield from sorted(found, key=lambda trigger: trigger.token.i)

    def _beside(self, sentence: DocSpan) -> Iterator[Trigger]:
        for place, number in np.argwhere(self._likely[sentence.start : sentence.end]).tolist():
            if sentence[place].pos_ in NAMING:
                yield _trigger(sentence[place], number)


def _trigger(token: Token, number: int) -> Trigger:
    event_type = EVENT_TYPES[number]
    method = f"*.{token.pos_} {event_type}"
    return Trigger(
        token, token.idx, token.idx + len(token), event_type, None, types()[event_type].cameo, method, finder="network"
    )
