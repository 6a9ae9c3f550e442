"""Sentences that tell of events: the clearest report of each, told again so that it stands alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.brief.phrases import capitalised
from onrecord.brief.report import Claims, Sentence
from onrecord.brief.retelling import retell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.brief.material import Material
    from onrecord.ledger.views import EventMention, LedgerEvent


def tell(material: Material, event: LedgerEvent) -> Sentence | None:
    """The sentence of an event's clearest mention; every mention's sentence is evidence.

    None if it is somebody's word and the sentence does not say whose: told alone, it would be told as a fact.
    """
    mention = clearest(event)
    if not _says_whose(material, mention):
        return None
    retold = retell(material.coded(mention.evidence), mention.sentence)
    others = tuple(m.evidence for m in event.mentions if m.document != mention.document)
    support = material.elsewhere(mention.evidence, retold.support)
    return Sentence(
        text=capitalised(retold.text),
        evidence=(mention.evidence, *support, *others),
        about=(event.id,),
        date=material.label(mention.evidence, event.date),
        claims=Claims(names=retold.names, dates=retold.dates),
        passages=(mention.evidence.quote,),
    )


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


def _says_whose(material: Material, mention: EventMention) -> bool:
    """Whether the mention's sentence names or means the source of the statement that it is part of, if it is of one."""
    statement = material.statement(mention.statement) if mention.statement else None
    if statement is None or statement.source_evidence is None:
        return mention.statement is None
    return any(mention.sentence.overlaps(span) for span in statement.source_evidence.spans)


def joined(sentences: Iterable[Sentence | None]) -> list[Sentence]:
    """One sentence where several events stand in one: the first, telling of all of them."""
    by_text: dict[str, Sentence] = {}
    for sentence in filter(None, sentences):
        known = by_text.get(sentence.text)
        by_text[sentence.text] = sentence if known is None else _merged(known, sentence)
    return list(by_text.values())


def _merged(one: Sentence, other: Sentence) -> Sentence:
    return replace(one, evidence=(*one.evidence, *other.evidence), about=(*one.about, *other.about))
