"""From a parsed document to its events: find candidates, weigh them, join mentions, assemble records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.events.assembly import Assembler
from onrecord.coder.events.candidates import find_candidates
from onrecord.coder.events.evidence import Scene
from onrecord.coder.events.framing import with_sides
from onrecord.coder.events.inputs import EventInput
from onrecord.coder.events.joining import ALONE, CAUTIOUS, THRESHOLD, Weighed, join
from onrecord.coder.events.proposing import ProposingFinder
from onrecord.coder.events.reading import EventReading
from onrecord.coder.events.sides import SideChooser
from onrecord.coder.events.speech import speech_events
from onrecord.coder.events.told import Told
from onrecord.coder.events.topics import topics_of
from onrecord.ontology.event_lexicon import weights
from onrecord.ontology.logistic import probability

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.coder.events.candidates import Candidate
    from onrecord.coder.events.network import EventNetwork
    from onrecord.coder.events.triggers import TriggerFinder
    from onrecord.records import Event, NetworkSize


def find_events(doc: Doc, network: EventNetwork, finder: TriggerFinder | None = None) -> tuple[Event, ...]:
    """The events of a parsed document, each once at its clearest mention: in the order of the text, then those that a
    statement does without a word that names it.

    ``finder`` proposes triggers; None takes the lexicon's and the network's proposals together.
    """
    told, topics = Told(layers.STATEMENTS.get(doc)), tuple(topics_of(doc))
    reading = EventReading.of(doc, EventInput.of(doc, told), network)
    found, features = weigh(doc, reading, told, topics, finder)
    weighed = [
        Weighed(candidate, _belief(candidate, given, reading.size))
        for candidate, given in zip(found, features, strict=True)
    ]
    sides = SideChooser(doc, reading, told)
    kept = with_sides(join(weighed, _threshold(reading, topics)), sides, layers.ACTORS.get(doc))
    assembler = Assembler(doc, told)
    found_events = tuple(assembler.event(number, one) for number, one in enumerate(kept, start=1))
    return (*found_events, *speech_events(doc, found_events))


def _threshold(reading: EventReading, topics: tuple[str, ...]) -> float:
    """The confidence from which a candidate is an event of this document."""
    if topics:
        return CAUTIOUS
    return THRESHOLD if reading.input.sentences.any() else ALONE  # they are numbered from 0


def weigh(
    doc: Doc, reading: EventReading, told: Told, topics: tuple[str, ...], finder: TriggerFinder | None = None
) -> tuple[list[Candidate], list[dict[str, float]]]:
    """The candidates of a document and the features of each, as the filter is trained on."""
    proposing = finder or ProposingFinder(reading)
    found = list(find_candidates(doc, list(layers.report_sentences(doc)), proposing, told))
    scene = Scene(doc, found, told, topics, reading)
    return found, [scene.features(candidate) for candidate in found]


def _belief(candidate: Candidate, features: dict[str, float], size: NetworkSize) -> float:
    """The finder's own probability if it gives one, else the filter's."""
    own = candidate.trigger.confidence
    return probability(weights(size), features) if own is None else own
