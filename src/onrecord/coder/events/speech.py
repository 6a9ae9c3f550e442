"""What a statement does by being said: threats, demands and promises that no word of the lexicon names.

"If they act on it, we will act on ours" threatens without a verb of threatening. Where the statements step has read
such an act and the lexicon found no event of its type in the statement, the act itself is the event: its source acts,
its addressee is the recipient, its cue is the trigger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.overlap import OverlapIndex
from onrecord.ontology.plover import quad, types
from onrecord.records import Event, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from onrecord.records import Actor, EventType, SpeechAct, Statement

DOES: dict[SpeechAct, EventType] = {"threatens": "THREATEN", "demands": "REQUEST", "promises": "AGREE"}
"""Acts that PLOVER has a type for. Accusations and denials are left to the lexicon: on wire_dev those that it does not
find are no events of the gold."""

CONFIDENCE = 0.5
"""About half of those found on wire_dev are events of the gold."""

POLITICAL = frozenset({"government", "igo", "armed_group"})


def speech_events(doc: Doc, events: Sequence[Event]) -> Iterator[Event]:
    """Events that statements do, numbered after ``events``."""
    number, places = len(events), OverlapIndex(events, lambda event: (event.trigger,))
    for statement in layers.STATEMENTS.get(doc):
        event_type = DOES.get(statement.act)
        if event_type is not None and _counts(doc, statement) and not _is_found(statement, event_type, places):
            number += 1
            yield _event(doc, statement, event_type, f"e{number}")


def _counts(doc: Doc, statement: Statement) -> bool:
    """Whether the statement has a cue and a political actor for its source."""
    if statement.source is None or not statement.cue_span:
        return False
    source: Actor = layers.ACTORS.get(doc).actor(statement.source)
    return source.country is not None or source.kind in POLITICAL


def _is_found(statement: Statement, event_type: EventType, places: OverlapIndex[Event]) -> bool:
    spans = (*statement.content_span, *(statement.cue_span or ()))
    extent = Span(min(span.start for span in spans), max(span.end for span in spans))
    return any(event.type == event_type for event in places.at(extent))


def _event(doc: Doc, statement: Statement, event_type: EventType, event_id: str) -> Event:
    assert statement.cue_span, "only statements with a cue count"
    trigger = statement.cue_span[0]
    cue = doc.char_span(trigger.start, trigger.end, alignment_mode="expand")
    assert cue is not None, "a span of the text has tokens"
    section = layers.section_at(doc, trigger.start)
    return Event(
        id=event_id,
        type=event_type,
        mode=None,
        contexts=(),
        cameo=types()[event_type].cameo,
        actors=(statement.source,) if statement.source else (),
        recipients=(statement.addressee,) if statement.addressee else (),
        trigger=trigger,
        sentence=Span(min(cue.sent.start_char, trigger.start), max(cue.sent.end_char, trigger.end)),
        date=statement.date,
        location=None,
        factuality="CT+",
        according_to=statement.id,
        condition=None,
        quad=quad(event_type),
        confidence=CONFIDENCE,
        dated_by=statement.dated_by,
        background=section is not None and section.role == "context",
        method=f"statement:{statement.act}",
    )
