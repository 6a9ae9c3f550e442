"""From a weighed candidate to the record of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.dating import date_span
from onrecord.coder.events.contexts import contexts_of
from onrecord.coder.events.places import place_of
from onrecord.coder.events.when import as_dated, is_background
from onrecord.ontology.plover import quad
from onrecord.records import IN_TEXT, Event, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.coder.events.candidates import Candidate
    from onrecord.coder.events.joining import Weighed
    from onrecord.coder.events.told import Told
    from onrecord.coder.events.triggers import Trigger
    from onrecord.records import DateSource, Factuality


class Assembler:
    """Makes the events of one document."""

    def __init__(self, doc: Doc, told: Told) -> None:
        self._doc = doc
        self._told = told
        self._meta = layers.META.get(doc)
        self._times = layers.TIMES.get(doc)

    def event(self, number: int, weighed: Weighed) -> Event:
        """The ``number``-th event of the document."""
        candidate = weighed.candidate
        trigger = candidate.trigger
        span = Span(trigger.start, trigger.end)
        date, dated_by, background = self._when(trigger, span)
        return Event(
            id=f"e{number}",
            type=trigger.type,
            mode=trigger.mode,
            contexts=contexts_of(trigger, candidate.sentence),
            cameo=trigger.cameo,
            actors=candidate.arguments.actors,
            recipients=candidate.arguments.recipients,
            trigger=span,
            sentence=Span(candidate.sentence.start_char, candidate.sentence.end_char),
            date=date,
            location=place_of(trigger, layers.ACTORS.get(self._doc)),
            factuality=self._factuality(candidate, date),
            according_to=self._according_to(candidate),
            condition=candidate.judgement.condition,
            quad=quad(trigger.type),
            confidence=round(weighed.confidence, 3),
            dated_by=dated_by,
            background=background,
            method=f"{trigger.finder}:{trigger.method}",
        )

    def _when(self, trigger: Trigger, span: Span) -> tuple[str | None, DateSource | None, bool]:
        """Date, where it comes from, and whether the event is history, which a document's own date says nothing of."""
        date, dated_by = date_span(self._doc, span, self._times, self._meta)
        stated = date if dated_by in IN_TEXT else None
        background = is_background(trigger.token, stated, self._meta.date, layers.section_at(self._doc, span.start))
        return (None, None, True) if background and stated is None else (date, dated_by, background)

    def _factuality(self, candidate: Candidate, date: str | None) -> Factuality:
        return as_dated(candidate.judgement.value, candidate.trigger.token, date, self._meta.date)

    def _according_to(self, candidate: Candidate) -> str | None:
        """The innermost statement that tells the event; None where the event is its source's own speech act."""
        statement = self._told.telling(candidate.trigger.start)
        if statement is None or statement.source in candidate.arguments.actors:
            return None
        return statement.id
