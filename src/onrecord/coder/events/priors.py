"""How likely a lexicon entry's match names an event, before its sentence is looked at."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from onrecord.ontology.event_lexicon import counts

if TYPE_CHECKING:
    from onrecord.records import NetworkSize

Counts = tuple[int, int]
"""How often an entry matched, and how often it named an event."""

SMOOTHING = 3.0
"""How many matches the mean of its kind counts for, against an entry's own."""

KIND_SMOOTHING = 10.0
MEAN = 0.2
"""Share of all candidates of the training articles that name an event; the mean where not even the kind is known."""


def kind_of(method: str) -> str:
    """The kind that lends an entry its mean: type, part of speech, and how much company the entry asks for."""
    phrase, _, event_type = method.rpartition(" ")
    pos = phrase.partition(".")[2][:4].rstrip("+{")
    return f"any {pos}{'+' * ('+' in phrase)}{'{}' * ('{' in phrase)} {event_type}"


def prior(own: Counts, kind: Counts, without: Counts = (0, 0)) -> float:
    """Log-odds that an entry's match names an event, smoothed towards the mean of its kind.

    ``without`` leaves counts out of both (in training: the document's own).
    """
    mean = _share(kind, without, KIND_SMOOTHING, MEAN)
    share = _share(own, without, SMOOTHING, mean)
    return log(share / (1 - share))


def _share(seen: Counts, without: Counts, smoothing: float, mean: float) -> float:
    matched, events = (max(0, whole - left) for whole, left in zip(seen, without, strict=True))
    return (events + smoothing * mean) / (matched + smoothing)


def prior_of(method: str, size: NetworkSize) -> float:
    """The prior of a lexicon entry by the counts that belong to a network."""
    known = counts(size)
    return prior(known.get(method, (0, 0)), known.get(kind_of(method), (0, 0)))
