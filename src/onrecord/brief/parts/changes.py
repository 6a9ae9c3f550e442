"""What changed: forecasts that came true, reports that were revised, and all that is new since the last brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.brief.parts import agreements, contested, key_points, reactions, shifts
from onrecord.brief.phrases import counted, day, listed, named
from onrecord.brief.report import Claims, Sentence
from onrecord.brief.retelling import retell
from onrecord.ledger.views import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.brief.material import Material
    from onrecord.ledger.views import EventMention, Evidence, LedgerDocument, LedgerEvent, LedgerStatement
    from onrecord.records import CodedDocument


NEW_EVENTS, NEW_STATEMENTS = 4, 2
"""At most so many of the new events and statements: the other parts of the brief tell them in full."""


def sentences(material: Material) -> list[Sentence]:
    """Since the last brief: agreements, turns, contests, what came true, what is new; without one, what came true."""
    changed = sorted([*_held(material), *_revised(material)], key=lambda s: (s.date or "", s.text), reverse=True)
    if material.fresh is None:
        return changed
    new = material.only_new()
    happened, said = key_points.sentences(new), reactions.sentences(new)
    turned = [*agreements.new_steps(material), *shifts.new(material), *contested.new(material)]
    return [*turned, *changed, *happened[:NEW_EVENTS], *said[:NEW_STATEMENTS]]


def _held(material: Material) -> Iterator[Sentence]:
    for event in material.events:
        forecast = next((m for m in event.mentions if m.factuality in {"PR+", "PS+"}), None)
        fact = next((m for m in event.mentions if m.factuality == "CT+" and not m.background), None)
        if not forecast or not fact or (material.fresh is not None and not material.is_new(fact.evidence)):
            continue
        if _was_ahead(event, forecast) and _reported(forecast) < _reported(fact):
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
        known = material.fresh is not None and new is not None and (new.id, new.version) not in material.fresh
        if new is not None and old.superseded and old.version + 1 == new.version and not known:
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
