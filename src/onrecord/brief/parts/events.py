"""Sentences that tell of events: the clearest report of each, told again so that it stands alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.brief.checking import bears_date
from onrecord.brief.phrases import capitalised
from onrecord.brief.report import Claims, Sentence
from onrecord.brief.retelling import retell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.brief.material import Material
    from onrecord.ledger.views import EventMention, LedgerEvent


def tell(material: Material, event: LedgerEvent) -> Sentence:
    """The sentence of an event's clearest mention; every mention's sentence is evidence."""
    mention = clearest(event)
    retold = retell(material.coded(mention.evidence), mention.sentence)
    others = tuple(m.evidence for m in event.mentions if m.document != mention.document)
    support = material.elsewhere(mention.evidence, retold.support)
    return Sentence(
        text=capitalised(retold.text),
        evidence=(mention.evidence, *support, *others),
        about=(event.id,),
        date=_label(material, event, mention),
        claims=Claims(names=retold.names, dates=retold.dates),
        passages=(mention.evidence.quote,),
    )


def _label(material: Material, event: LedgerEvent, mention: EventMention) -> str | None:
    """The event's date if its evidence gives it, else the day it was reported."""
    evidence = mention.evidence
    if event.date and bears_date(evidence, material.coded(evidence), event.date):
        return event.date
    return (evidence.published or "")[:10] or None


def clearest(event: LedgerEvent) -> EventMention:
    """The mention to quote: news before background, fact before forecast, a lede before the rest, then confidence."""
    return max(event.mentions, key=_clarity)


def _clarity(mention: EventMention) -> tuple[bool, bool, bool, float, str]:
    return (
        not mention.background,
        mention.factuality == "CT+",
        mention.section == "lede",
        mention.confidence,
        mention.id,
    )


def joined(sentences: Iterable[Sentence]) -> list[Sentence]:
    """One sentence where several events stand in one: the first, telling of all of them."""
    by_text: dict[str, Sentence] = {}
    for sentence in sentences:
        known = by_text.get(sentence.text)
        by_text[sentence.text] = sentence if known is None else _merged(known, sentence)
    return list(by_text.values())


def _merged(one: Sentence, other: Sentence) -> Sentence:
    evidence = tuple(dict.fromkeys((*one.evidence, *other.evidence)))
    return replace(one, evidence=evidence, about=(*one.about, *other.about))
