"""A candidate event: a trigger with everything that the filter, joining and assembly look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.coder import factuality
from onrecord.coder.events.arguments import ArgumentFinder, Arguments
from onrecord.coder.factuality import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc
    from spacy.tokens import Span as DocSpan

    from onrecord.coder.events.told import Told
    from onrecord.coder.events.triggers import Trigger, TriggerFinder


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger in its sentence (the ``place``-th of the report), its arguments and factuality."""

    trigger: Trigger
    sentence: DocSpan
    place: int
    arguments: Arguments
    judgement: Judgement

    @property
    def sides(self) -> frozenset[str]:
        """Everybody who takes part."""
        return frozenset((*self.arguments.actors, *self.arguments.recipients))


def find_candidates(doc: Doc, sentences: Sequence[DocSpan], finder: TriggerFinder, told: Told) -> Iterator[Candidate]:
    """All candidates of a document, in the order of the text."""
    roles = ArgumentFinder(doc, told)
    places = {sentence.start: (place, sentence) for place, sentence in enumerate(sentences)}
    for trigger in finder.find(sentences):
        place, sentence = places[trigger.token.sent.start]
        yield Candidate(trigger, sentence, place, roles.find(trigger), _judge(trigger))


def _judge(trigger: Trigger) -> Judgement:
    if trigger.uttered:
        return Judgement("CT+", factuality.condition_of(trigger.token))
    return factuality.judge(trigger.token)
