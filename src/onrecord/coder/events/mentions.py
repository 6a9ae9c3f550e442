"""Other mentions of a candidate's type in the document: is this one the event's clearest?

An event is recorded once, at its clearest mention; these features let the filter tell the first report of an act from
its echoes, and a full mention from a bare one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from onrecord.coder.events.priors import prior_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.coder.events.candidates import Candidate
    from onrecord.records import NetworkSize

WINDOW = 40
"""How many candidates of the type on either side are compared: more than an article has, and a bound on the cost."""

NEAR = 3
"""Tokens between words that form one expression ("held a meeting")."""


class Mentions:
    """The candidates of one document by type."""

    def __init__(self, candidates: Sequence[Candidate], size: NetworkSize) -> None:
        """``size`` is that of the network whose counts of entries hold."""
        self._by_type: dict[str, list[Candidate]] = defaultdict(list)
        self._rank: dict[int, int] = {}
        self._strength = {method: prior_of(method, size) for method in {one.trigger.method for one in candidates}}
        for candidate in candidates:
            group = self._by_type[candidate.trigger.type]
            self._rank[id(candidate)] = len(group)
            group.append(candidate)

    def features(self, candidate: Candidate) -> Iterator[str]:
        """Names of what the other mentions say of a candidate."""
        group = self._by_type[candidate.trigger.type]
        rank = self._rank[id(candidate)]
        earlier = group[max(0, rank - WINDOW) : rank]
        later = [other for other in group[rank + 1 : rank + WINDOW] if other.place > candidate.place]
        yield from _of_earlier(candidate, earlier)
        yield from self._of_later(candidate, later)
        yield from self._of_sentence(candidate, group[max(0, rank - WINDOW) : rank + WINDOW])
        yield from _of_lemma(candidate, [*earlier, *group[rank + 1 : rank + WINDOW]])

    def _of_later(self, candidate: Candidate, later: Sequence[Candidate]) -> Iterator[str]:
        token = candidate.trigger.token
        if any(other.trigger.token.lemma_ == token.lemma_ for other in later):
            yield "after:lemma"
            yield f"after:lemma&{token.pos_}"
        mine = self._strength[candidate.trigger.method]
        if any(candidate.sides < other.sides and self._strength[other.trigger.method] >= mine for other in later):
            yield "after:clearer"
        if any(candidate.sides and candidate.sides == other.sides for other in later):
            yield "after:sides"

    def _of_sentence(self, candidate: Candidate, around: Sequence[Candidate]) -> Iterator[str]:
        token = candidate.trigger.token
        rivals = [other for other in around if other.place == candidate.place and other.trigger.token.i != token.i]
        if not rivals:
            yield "sentence:alone"
            return
        best = max(self._strength[other.trigger.method] for other in rivals)
        mine = self._strength[candidate.trigger.method]
        yield "sentence:stronger" if mine > best else "sentence:weaker" if mine < best else "sentence:even"
        if any(abs(other.trigger.token.i - token.i) <= NEAR for other in rivals):
            yield "sentence:near"


def _of_earlier(candidate: Candidate, earlier: Sequence[Candidate]) -> Iterator[str]:
    token = candidate.trigger.token
    yield f"before={min(len(earlier), 3)}"
    yield f"before={min(len(earlier), 3)}&{token.pos_}"
    alike = [other for other in earlier if other.trigger.token.lemma_ == token.lemma_]
    if alike:
        yield "before:lemma"
        yield f"before:lemma&{token.pos_}"
        yield f"before:lemma&{candidate.trigger.type}"
    if any(candidate.sides & other.sides for other in earlier):
        yield "before:shared"
    if any(candidate.sides and candidate.sides == other.sides for other in earlier):
        yield "before:sides"
    if any(candidate.sides <= other.sides for other in alike):
        yield "before:echo"
    if any(other.place == candidate.place for other in earlier):
        yield "before:sentence"


def _of_lemma(candidate: Candidate, others: Sequence[Candidate]) -> Iterator[str]:
    lemma = candidate.trigger.token.lemma_
    sides = [len(other.sides) for other in others if other.trigger.token.lemma_ == lemma]
    if sides:
        mine, most = len(candidate.sides), max(sides)
        yield "lemma:richest" if mine > most else "lemma:poorer" if mine < most else "lemma:even"
