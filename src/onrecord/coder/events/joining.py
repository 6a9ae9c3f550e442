"""Which candidates are kept: one reading a word, one mention an event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.coder.events.candidates import Candidate

THRESHOLD = 0.29
"""Confidence from which a candidate is an event: the best detection F1, alike in cross-validation over the training
articles (flat from 0.26 to 0.32) and on wire_dev."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate and the probability that it is an event."""

    candidate: Candidate
    confidence: float


def join(weighed: Sequence[Weighed], threshold: float = THRESHOLD) -> list[Weighed]:
    """The candidates worth an event, in the order of the text."""
    likely = [one for one in _one_reading(weighed) if one.confidence >= threshold]
    return sorted(_one_mention(likely), key=lambda one: one.candidate.trigger.start)


def _one_reading(weighed: Iterable[Weighed]) -> list[Weighed]:
    """For each word the likeliest of its types."""
    best: dict[int, Weighed] = {}
    for one in weighed:
        place = one.candidate.trigger.token.i
        if place not in best or one.confidence > best[place].confidence:
            best[place] = one
    return list(best.values())


def _one_mention(likely: Iterable[Weighed]) -> list[Weighed]:
    """For each event its likeliest mention."""
    kept: list[Weighed] = []
    for one in sorted(likely, key=lambda one: -one.confidence):
        if not any(_same(one.candidate, other.candidate) for other in kept):
            kept.append(one)
    return kept


def _same(one: Candidate, other: Candidate) -> bool:
    """Whether two mentions of a type in one sentence may be of the same act: nobody on either side speaks against it.

    Acts of one sentence that share their sides are nearly always one act told twice ("held talks ... the talks");
    across sentences that holds no longer, so that there the filter's features of earlier and later mentions decide
    alone (cross-validation on the training articles: +0.010 F1 for this rule, -0.007 for joining across sentences).
    """
    if one.trigger.type != other.trigger.type or one.sentence.start != other.sentence.start:
        return False
    if one.sides and (one.sides <= other.sides or other.sides <= one.sides):
        return True
    mine, theirs = one.arguments, other.arguments
    return _agree(mine.actors, theirs.actors) and _agree(mine.recipients, theirs.recipients)


def _agree(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return not mine or not theirs or not set(mine).isdisjoint(theirs)
