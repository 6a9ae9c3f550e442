"""What the events' network says for and against a candidate, as features of the filter: log-odds, but for two flags."""

from __future__ import annotations

from math import log1p
from typing import TYPE_CHECKING

import numpy as np

from onrecord.coder.events.inputs import TYPE_NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.coder.events.candidates import Candidate
    from onrecord.coder.events.reading import EventReading

NEAR = 3
"""Tokens on either side among which the annotation may have put a trigger ("held talks")."""

SURE = 1e-4
"""Probabilities are kept this far from 0 and 1."""


def features(candidate: Candidate, reading: EventReading) -> Iterator[tuple[str, float]]:
    """Names and values."""
    trigger, sentence = candidate.trigger, candidate.sentence
    token, kind = trigger.token.i, TYPE_NUMBER[trigger.type]
    of_type, none = reading.types[:, kind], reading.types[:, -1]
    tokens = len(none)
    yield "network", _log_odds(of_type[token])
    yield "network:any", _log_odds(1 - none[token])
    yield "network:near", _log_odds(reading.expected(kind, max(0, token - NEAR), min(tokens, token + NEAR + 1)))
    yield "network:sentence", _log_odds(reading.expected(kind, sentence.start, sentence.end))
    yield "network:sentence any", _log_odds(1 - none[sentence.start : sentence.end].min())
    yield "network:before", log1p(reading.expected(kind, 0, sentence.start))
    yield "network:after", log1p(reading.expected(kind, sentence.end, tokens))
    if of_type[token] >= of_type[sentence.start : sentence.end].max():
        yield "network:best of sentence", 1.0
    if trigger.finder == "network":
        yield "network:alone", 1.0


def _log_odds(probability: float | np.floating) -> float:
    held = min(max(float(probability), SURE), 1 - SURE)
    return float(np.log(held / (1 - held)))
