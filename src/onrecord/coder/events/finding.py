"""From a parsed document to its events: find candidates, weigh them, join mentions, assemble records."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.events.assembly import Assembler
from onrecord.coder.events.candidates import find_candidates
from onrecord.coder.events.evidence import Scene
from onrecord.coder.events.joining import CAUTIOUS, THRESHOLD, Weighed, join
from onrecord.coder.events.speech import speech_events
from onrecord.coder.events.told import Told
from onrecord.coder.events.topics import topics_of
from onrecord.coder.events.triggers import LexiconFinder
from onrecord.ontology.event_lexicon import weights

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.coder.events.candidates import Candidate
    from onrecord.coder.events.triggers import TriggerFinder
    from onrecord.records import Event


def find_events(doc: Doc, finder: TriggerFinder | None = None) -> tuple[Event, ...]:
    """The events of a parsed document, each once at its clearest mention: in the order of the text, then those that a
    statement does without a word of the lexicon.
    """
    told, topics = Told(layers.STATEMENTS.get(doc)), tuple(topics_of(doc))
    found, features = _weigh(doc, finder or LexiconFinder(), told, topics)
    weighed = [Weighed(candidate, _belief(candidate, given)) for candidate, given in zip(found, features, strict=True)]
    kept = join(weighed, CAUTIOUS if topics else THRESHOLD)
    assembler = Assembler(doc, told)
    found_events = tuple(assembler.event(number, one) for number, one in enumerate(kept, start=1))
    return (*found_events, *speech_events(doc, found_events))


def candidates_of(doc: Doc) -> tuple[list[Candidate], list[dict[str, float]]]:
    """The lexicon's candidates of a document and the features of each, as the filter is trained on."""
    return _weigh(doc, LexiconFinder(), Told(layers.STATEMENTS.get(doc)), tuple(topics_of(doc)))


def _weigh(
    doc: Doc, finder: TriggerFinder, told: Told, topics: tuple[str, ...]
) -> tuple[list[Candidate], list[dict[str, float]]]:
    found = list(find_candidates(doc, list(layers.report_sentences(doc)), finder, told))
    scene = Scene(doc, found, told, topics)
    return found, [scene.features(candidate) for candidate in found]


def _belief(candidate: Candidate, features: dict[str, float]) -> float:
    """The finder's own probability if it gives one, else the filter's."""
    own = candidate.trigger.confidence
    return confidence(features) if own is None else own


def confidence(features: dict[str, float]) -> float:
    """The probability that a candidate is an event: the logistic of the weighted features."""
    known = weights()
    total = sum(known.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))
