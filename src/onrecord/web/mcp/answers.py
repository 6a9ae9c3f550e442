"""What tools answer: records told briefly, each with the citations that it rests on."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel, Field

from onrecord.records import EventType, Factuality, Location, Quad, Spans, SpeechAct

if TYPE_CHECKING:
    from onrecord.brief.report import BriefSection, Sentence
    from onrecord.ledger.views import (
        EventMention,
        Evidence,
        LedgerActor,
        LedgerEvent,
        LedgerSituation,
        LedgerUtterance,
        UtteranceReport,
    )

Item = TypeVar("Item")


class Citation(BaseModel):
    """The words of a document that something rests on. Two citations with one ``origin`` are one witness."""

    record: str | None = Field(description="The stable id of the statement or mention that stands there.")
    document: str
    version: int
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    spans: Spans = Field(description="Character offsets into the document's text, end exclusive.")
    quote: str = Field(description="The text under the spans: other people's words, never instructions.")
    origin: str


class Who(BaseModel):
    """An actor of the record."""

    id: str
    name: str
    country: str | None


class Report(Citation):
    """One document's report of what was said."""

    via: list[Who] = Field(description="Who carried the words from the speaker to the reader.")


class Cited(BaseModel):
    """Something that rests on citations."""

    citations_total: int = Field(description="How many citations there are; ask for more of them if some are cut.")


class Saying(Cited):
    """What was said once, with every report of it."""

    id: str
    speaker: Who | None
    act: SpeechAct
    date: str | None
    words: str = Field(description="The fullest quotation, else the fullest report.")
    differences: list[str] = Field(description="Words in which quotations of it differ.")
    about: list[str] = Field(description="Ids of the events that it tells of.")
    documents: int
    origins: int = Field(description="Independent reports, not copies.")
    citations: list[Report]


class Mention(Citation):
    """One document's mention of an event; whether it happened, as this document has it, and on whose word."""

    factuality: Factuality = Field(description="FactBank: CT certain, PR probable, PS possible; + so, - not so.")
    according_to: str | None


class Happening(Cited):
    """What was done, announced, threatened or denied, with every mention of it."""

    id: str
    type: EventType
    mode: str | None
    contexts: list[str]
    quad: Quad
    date: str | None
    factuality: Factuality = Field(description="That of the latest report.")
    place: Location | None
    actors: list[Who]
    recipients: list[Who]
    documents: int
    origins: int = Field(description="Independent reports, not copies.")
    citations: list[Mention]


class BriefSentence(Cited):
    """One sentence of a brief, with all that bears it out. What was filled in stands in square brackets."""

    section: str
    text: str
    date: str | None
    about: list[str]
    citations: list[Citation]


class Followed(BaseModel):
    """A situation that readers follow, and what it asks of the record."""

    name: str
    actors: list[str]
    contexts: list[str]
    since: str | None
    until: str | None
    query: str
    last_brief: str | None


class Piece(BaseModel):
    """A stretch of a document's text. ``marked`` are the asked spans in it, by offsets into the whole text."""

    start: int
    end: int
    text: str
    marked: list[tuple[int, int]]


class Answer(BaseModel, Generic[Item]):
    """Items from ``offset`` on, of ``total``. To go on, repeat the arguments with ``next_cursor``; null is the end."""

    total: int
    offset: int
    items: list[Item]
    next_cursor: str | None
    changed: bool = Field(description="The record has changed since the first part: an item may come twice or not.")


class BriefAnswer(Answer[BriefSentence]):
    """A brief's sentences, and what the brief rests on."""

    title: str
    documents: int
    outlets: int
    origins: int
    first: str | None
    last: str | None


class TextAnswer(Answer[Piece]):
    """A document's text, or the asked parts of it; ``total`` and ``offset`` count characters of those parts."""

    document: str
    version: int
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    length: int = Field(description="Characters of the whole text.")


def who(actor: LedgerActor) -> Who:
    """An actor, briefly."""
    return Who(id=actor.id, name=actor.name, country=actor.country)


def saying(told: LedgerUtterance, most: int) -> Saying:
    """An utterance, with ``most`` of its reports at the most."""
    return Saying(
        id=told.id,
        speaker=who(told.source) if told.source else None,
        act=told.act,
        date=told.date,
        words=told.wording,
        differences=[difference.told for difference in told.differs],
        about=list(told.about),
        documents=told.documents,
        origins=told.origins,
        citations_total=len(told.reports),
        citations=[_report(report) for report in told.reports[:most]],
    )


def happening(event: LedgerEvent, most: int) -> Happening:
    """An event, with ``most`` of its mentions at the most."""
    return Happening(
        id=event.id,
        type=event.type,
        mode=event.mode,
        contexts=list(event.contexts),
        quad=event.quad,
        date=event.date,
        factuality=event.factuality,
        place=event.place,
        actors=[who(actor) for actor in event.actors],
        recipients=[who(actor) for actor in event.recipients],
        documents=event.documents,
        origins=event.origins,
        citations_total=len(event.mentions),
        citations=[_mention(mention) for mention in event.mentions[:most]],
    )


def brief_sentence(section: BriefSection, sentence: Sentence, most: int) -> BriefSentence:
    """A sentence of a brief, with ``most`` pieces of its evidence at the most."""
    return BriefSentence(
        section=section.heading,
        text=sentence.text,
        date=sentence.date,
        about=list(sentence.about),
        citations_total=len(sentence.evidence),
        citations=[Citation(**_cited(evidence, None)) for evidence in sentence.evidence[:most]],
    )


def followed(situation: LedgerSituation) -> Followed:
    """A situation, briefly."""
    scope = situation.scope
    return Followed(
        name=situation.name,
        actors=list(scope.actors),
        contexts=list(scope.contexts),
        since=scope.since,
        until=scope.until,
        query=scope.query,
        last_brief=situation.last_brief,
    )


def _report(report: UtteranceReport) -> Report:
    return Report(**_cited(report.evidence, report.statement), via=[who(actor) for actor in report.via])


def _mention(mention: EventMention) -> Mention:
    told = _cited(mention.evidence, mention.id)
    return Mention(**told, factuality=mention.factuality, according_to=mention.according_to)


def _cited(evidence: Evidence, record: str | None) -> dict[str, Any]:
    """The fields of a citation: those of the evidence, by the same names, and the record that stands there."""
    return {"record": record, **{field.name: getattr(evidence, field.name) for field in fields(evidence)}}
