"""What the events' network says for and against a candidate, as features of the filter: log-odds, but for two flags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.coder.events.inputs import TYPE_NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from onrecord.coder.events.candidates import Candidate
    from onrecord.coder.events.reading import EventReading

NEAR = 3
"""Tokens on either side among which the annotation may have put a trigger ("held talks")."""

SURE = 1e-4
"""Probabilities are kept this far from 0 and 1."""


def features(candidate: Candidate, reading: EventReading) -> Iterator[tuple[str, float]]:
    """Names and values."""
    trigger, sentence = candidate.trigger, candidate.sentence
    token = trigger.token.i
    of_type = reading.types[:, TYPE_NUMBER[trigger.type]]
    none = reading.types[:, -1]
    inside = of_type[sentence.start : sentence.end]
    yield "network", _log_odds(of_type[token])
    yield "network:any", _log_odds(1 - none[token])
    yield "network:near", _log_odds(of_type[max(0, token - NEAR) : token + NEAR + 1].sum())
    yield "network:sentence", _log_odds(inside.sum())
    yield "network:sentence any", _log_odds(1 - none[sentence.start : sentence.end].min())
    yield "network:before", _log_sum(of_type[: sentence.start])
    yield "network:after", _log_sum(of_type[sentence.end :])
    if of_type[token] >= inside.max():
        yield "network:best of sentence", 1.0
    if trigger.finder == "network":
        yield "network:alone", 1.0


def _log_odds(probability: float | np.floating) -> float:
    held = min(max(float(probability), SURE), 1 - SURE)
    return float(np.log(held / (1 - held)))


def _log_sum(expected: NDArray[np.float32]) -> float:
    """Of the number of events of the type that the network expects elsewhere."""
    return float(np.log1p(expected.sum()))
