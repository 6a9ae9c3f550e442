"""What changed: forecasts that came true, reports that were revised, and, since a date, what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.brief.phrases import counted, day, listed, named
from onrecord.brief.report import Claims, Sentence
from onrecord.brief.retelling import retell
from onrecord.ledger.views import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.brief.material import Material
    from onrecord.ledger.views import EventMention, Evidence, LedgerDocument, LedgerEvent, LedgerStatement
    from onrecord.records import CodedDocument


def sentences(material: Material) -> list[Sentence]:
    """Latest first."""
    told = [*_held(material), *_revised(material)]
    return sorted(told, key=lambda sentence: (sentence.date or "", sentence.text), reverse=True)


def _held(material: Material) -> Iterator[Sentence]:
    for event in material.events:
        forecast = next((m for m in event.mentions if m.factuality in {"PR+", "PS+"}), None)
        fact = next((m for m in event.mentions if m.factuality == "CT+" and not m.background), None)
        if forecast and fact and _was_ahead(event, forecast) and _reported(forecast) < _reported(fact):
            yield _came_true(material, event, forecast.evidence, fact.evidence)


def _was_ahead(event: LedgerEvent, forecast: EventMention) -> bool:
    """Whether the event's day was still to come when the forecast was published."""
    return bool(event.date) and (event.date or "") > _reported(forecast)


def _reported(mention: EventMention) -> str:
    return (mention.evidence.published or "")[:10]


def _came_true(material: Material, event: LedgerEvent, forecast: Evidence, fact: Evidence) -> Sentence:
    retold = retell(material.coded(fact), fact.spans[0])
    announced = (forecast.published or "")[:10]
    return Sentence(
        text=f"Announced by {day(announced)} and since reported as fact: {retold.text}",
        evidence=(fact, forecast, *material.elsewhere(fact, retold.support)),
        about=(event.id,),
        date=(fact.published or "")[:10] or None,
        claims=Claims(names=retold.names, dates=(announced, *retold.dates)),
    )


def _revised(material: Material) -> Iterator[Sentence]:
    live = {document.id: document for document in material.documents}
    for old in material.versions:
        new = live.get(old.id)
        if new is not None and old.superseded and old.version + 1 == new.version:
            sentence = _revision(material, old, new)
            if sentence is not None:
                yield sentence


def _revision(material: Material, old: LedgerDocument, new: LedgerDocument) -> Sentence | None:
    """Which statements a revision added, by their words."""
    before = _contents(material.ledger.coded(old.id, old.version))
    added = [
        s for s in material.statements if s.evidence.document == new.id and " ".join(s.content.split()) not in before
    ]
    if not added or new.outlet is None:
        return None
    speakers = sorted({s.source.name for s in added if s.source and _names_speaker(s)})
    told = f", among them by {listed([f'[{named(name)}]' for name in speakers])}" if speakers else ""
    return Sentence(
        text=f"{new.outlet} revised its report and added {counted(len(added), 'statement')}{told}.",
        evidence=tuple(s.evidence for s in added) + tuple(s.source_evidence for s in added if s.source_evidence),
        about=tuple(s.id for s in added),
        date=new.updated or new.published,
        claims=Claims(count=len(added), names=tuple(speakers)),
    )


def _names_speaker(statement: LedgerStatement) -> bool:
    """Whether the source's own words name the speaker as the ledger does."""
    source = statement.source_evidence
    return source is not None and statement.source is not None and statement.source.name in source.quote


def _contents(coded: CodedDocument) -> set[str]:
    return {" ".join(quote(coded.text, statement.content_span).split()) for statement in coded.statements}
