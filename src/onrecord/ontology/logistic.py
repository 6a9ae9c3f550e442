"""Named observations to probabilities, by the weights of a table."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 30.0
"""Log-odds beyond which nothing is told apart."""


def probability(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The logistic of the weighted features; one without a weight counts nothing."""
    total = sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + exp(-max(-MOST, min(MOST, total))))


def shares(weights: Mapping[str, float], options: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Of options that exclude each other how likely each is the one: their logistic, which sums to 1."""
    totals = {
        key: sum(weights.get(name, 0.0) * value for name, value in features.items())
        for key, features in options.items()
    }
    highest = max(totals.values(), default=0.0)
    raised = {key: exp(total - highest) for key, total in totals.items()}
    whole = sum(raised.values())
    return {key: value / whole for key, value in raised.items()}
