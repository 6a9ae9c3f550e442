"""Which candidates are kept: one reading a word, one mention an event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.coder import syntax

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.coder.events.arguments import Arguments
    from onrecord.coder.events.candidates import Candidate
    from onrecord.records import EventType

SAID: frozenset[EventType] = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types that consist in words."""

THRESHOLD = 0.28
"""Confidence from which a candidate is an event: the best detection F1 on wire_dev (flat from 0.25 to 0.33; by the
large network, from 0.24 to 0.32)."""

ALONE = 0.45
"""The same for a text of one sentence, of which its main act is wanted: the best on PLOVER's sentences (0.66; 0.64 at
0.4, 0.65 at 0.5, 0.60 at ``THRESHOLD``)."""

CAUTIOUS = 0.6
"""The same for a document on sport or markets: one candidate in twenty is an event there."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate and the probability that it is an event."""

    candidate: Candidate
    confidence: float

    def between(self, arguments: Arguments) -> Weighed:
        """The same with other sides."""
        return Weighed(replace(self.candidate, arguments=arguments), self.confidence)


def join(weighed: Sequence[Weighed], threshold: float = THRESHOLD) -> list[Weighed]:
    """The candidates worth an event, in the order of the text."""
    likely = [one for one in _one_reading(weighed) if one.confidence >= threshold]
    acts = {one.candidate.trigger.token.i: one.candidate.trigger.type for one in likely}
    done = [one for one in likely if not _is_only_meant(one.candidate, acts)]
    return sorted(_one_mention(done), key=lambda one: one.candidate.trigger.start)


def _is_only_meant(candidate: Candidate, acts: Mapping[int, EventType]) -> bool:
    """Whether a deed is what somebody refuses, threatens or asks for: then that is the event (annotation guide).

    "refused to meet", "threatened to attack", "demanded that they withdraw". Of 125 such deeds in the training articles
    three are annotated beside the act. So it is with a noun that tells of no deed known before ("called for talks",
    "rejected a withdrawal"): of seven of those one is annotated.
    """
    token = candidate.trigger.token
    above = syntax.governor(token)
    act = acts.get(above.i) if above is not None else None
    if candidate.trigger.type in SAID or act not in {"REJECT", "THREATEN", "REQUEST"}:
        return False
    if token.pos_ == "VERB" and token.dep_ in {"xcomp", "ccomp", "pcomp"}:
        return act != "REQUEST" or candidate.trigger.type != "CONSULT"
    is_object = token.dep_ in {"dobj", "nsubjpass"} or (token.dep_ == "pobj" and token.head.lower_ == "for")
    return token.pos_ == "NOUN" and is_object and not syntax.is_definite(token)


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
    kept: dict[tuple[EventType, int], list[Weighed]] = {}
    for one in sorted(likely, key=lambda one: -one.confidence):
        rivals = kept.setdefault((one.candidate.trigger.type, one.candidate.sentence.start), [])
        if not any(_same(one.candidate, other.candidate) for other in rivals):
            rivals.append(one)
    return [one for rivals in kept.values() for one in rivals]


def _same(one: Candidate, other: Candidate) -> bool:
    """Whether two mentions of a type in one sentence may be of the same act: nobody on either side speaks against it.

    Acts of one sentence that share their sides are nearly always one act told twice ("held talks ... the talks");
    across sentences that holds no longer, so that there the filter's features of earlier and later mentions decide
    alone (cross-validation on the training articles: +0.010 F1 for this rule, -0.007 for joining across sentences).
    """
    if one.sides and (one.sides <= other.sides or other.sides <= one.sides):
        return True
    mine, theirs = one.arguments, other.arguments
    return _agree(mine.actors, theirs.actors) and _agree(mine.recipients, theirs.recipients)


def _agree(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return not mine or not theirs or not set(mine).isdisjoint(theirs)
