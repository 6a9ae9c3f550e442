"""Reactions: who said what, in their words or the reporter's."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.brief.parts.speakers import coded_speaker, speaker_of
from onrecord.brief.phrases import capitalised, dated
from onrecord.brief.report import Claims, Sentence
from onrecord.brief.retelling import retell
from onrecord.ontology.actors import titles
from onrecord.records import Span

if TYPE_CHECKING:
    from onrecord.brief.material import Material
    from onrecord.ledger.views import Evidence, LedgerActor, LedgerStatement, LedgerUtterance

PER_SPEAKER = 2
"""Statements of one speaker at most: reactions are there to show who says what, not who says most."""

MIN_WORDS, MAX_WORDS = 5, 60
ACT_WEIGHT = {
    "denies": 2.0,
    "threatens": 2.0,
    "accuses": 1.5,
    "demands": 1.5,
    "promises": 1.5,
    "confirms": 1.0,
    "says": 0.5,
}
_OUTER_QUOTES = "\"“”„«»‘’'` "
PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you"})
NEAR = 80
"""Characters between source and cue, or cue and content, up to which they are one clause."""


def sentences(material: Material) -> list[Sentence]:
    """Utterances whose speaker is known, by weight, a few a speaker; a bare title is nobody known."""
    told: dict[str, Sentence] = {}
    by_speaker: Counter[str] = Counter()
    for statement in sorted(_eligible(material), key=_weight, reverse=True):
        speaker, utterance = statement.source, material.utterance(statement.id)
        if speaker is not None and by_speaker[speaker.id] < PER_SPEAKER and utterance.id not in told:
            sentence = tell(material, statement, speaker)
            if sentence is not None and titles().keys().isdisjoint(map(str.lower, sentence.claims.names)):
                by_speaker[speaker.id] += 1
                told[utterance.id] = _with_other_reports(sentence, utterance)
    return list(told.values())


def _with_other_reports(sentence: Sentence, utterance: LedgerUtterance) -> Sentence:
    """The sentence with every other document that reports the utterance among its evidence."""
    cited = {evidence.document for evidence in sentence.evidence}
    others = {r.evidence.document: r.evidence for r in utterance.reports if r.evidence.document not in cited}
    return replace(sentence, evidence=(*sentence.evidence, *others.values()))


def tell(material: Material, statement: LedgerStatement, speaker: LedgerActor) -> Sentence | None:
    """The statement as one sentence that names its speaker, or None where the text does not lend itself to one."""
    source = statement.source_evidence
    clause = _clause(material.coded(statement.evidence).text, statement)
    if clause is not None and source is not None:
        return _reported(material, statement, speaker, clause)
    if statement.kind == "direct":
        return _quoted(material, statement, speaker)
    return _according(material, statement, speaker) if _content_leads(statement) else None


def _reported(material: Material, statement: LedgerStatement, speaker: LedgerActor, clause: Span) -> Sentence:
    """Source, cue and content stand in this order: the text from the first to the last, untouched between them."""
    coded = material.coded(statement.evidence)
    who = speaker_of(material, statement, speaker)
    after = Span(_source_end(statement), clause.end)
    actor = coded_speaker(coded, statement)
    retold = retell(coded, after, named_already=actor.name if actor else None)
    said = retold.text.lstrip(", ") if who.filled_in else retold.text
    evidence = [statement.passage, *_around(material, statement, clause), *who.evidence]
    return Sentence(
        text=_closed(f"{capitalised(who.text)}{'' if said.startswith(',') else ' '}{said}"),
        evidence=(*evidence, *material.elsewhere(statement.evidence, retold.support)),
        about=(statement.id,),
        date=material.label(statement.passage, statement.date),
        claims=Claims(names=(*who.filled_in, *retold.names), dates=retold.dates, speaker=speaker.name),
        passages=(after.of(coded.text),),
    )


def _according(material: Material, statement: LedgerStatement, speaker: LedgerActor) -> Sentence:
    """The content opens its sentence ("..., the minister said"): led in by its speaker instead."""
    content = statement.evidence.spans[0]
    retold = retell(material.coded(statement.evidence), content)
    who = speaker_of(material, statement, speaker)
    return Sentence(
        text=_closed(f"According to {who.text}: {retold.text}"),
        evidence=(statement.passage, *who.evidence, *material.elsewhere(statement.evidence, retold.support)),
        about=(statement.id,),
        date=material.label(statement.passage, statement.date),
        claims=Claims(names=(*who.filled_in, *retold.names), dates=retold.dates, speaker=speaker.name),
        passages=(statement.content,),
    )


def _around(material: Material, statement: LedgerStatement, span: Span) -> tuple[Evidence, ...]:
    """The told stretch as evidence of its own, where the statement's passage does not hold it whole."""
    if any(known.contains(span) for known in statement.passage.spans):
        return ()
    return material.elsewhere(statement.evidence, (span,))


def _quoted(material: Material, statement: LedgerStatement, speaker: LedgerActor) -> Sentence:
    who = speaker_of(material, statement, speaker)
    words = " … ".join(
        span.of(material.coded(statement.evidence).text).strip(_OUTER_QUOTES) for span in statement.evidence.spans
    )
    date = material.label(statement.passage, statement.date)
    when = f" {dated(date)}" if date and date == statement.date else ""
    return Sentence(
        text=_closed(f"{capitalised(who.text)} said{when}: “{' '.join(words.split()).rstrip(',;')}”"),
        evidence=(statement.passage, *who.evidence),
        about=(statement.id,),
        date=date,
        claims=Claims(names=who.filled_in, speaker=speaker.name, dates=(date,) if date else ()),
        passages=(words,),
    )


def _eligible(material: Material) -> list[LedgerStatement]:
    return [
        statement
        for statement in material.statements
        if statement.source is not None
        and statement.source.kind not in {"media", "people"}
        and statement.source.name[:1].isupper()
        and statement.source.name.lower() not in PRONOUNS
        and statement.within is None
        and statement.act in ACT_WEIGHT
        and MIN_WORDS <= len(statement.content.split()) <= MAX_WORDS
    ]


def _weight(statement: LedgerStatement) -> tuple[float, str, str]:
    spoken = {"direct": 1.0, "mixed": 1.0, "indirect": 0.0}[statement.kind]
    placed = {"reactions": 1.0, "lede": 0.5}.get(statement.section or "", 0.0)
    known = 1.0 if statement.source and (statement.source.country or statement.source.kind == "igo") else 0.0
    score = ACT_WEIGHT[statement.act] + spoken + placed + known
    return score, statement.evidence.published or "", statement.id


def _clause(text: str, statement: LedgerStatement) -> Span | None:
    """From source to content's end, where the text has source, cue and content in this order and close by."""
    source, cue, contents = statement.source_evidence, statement.cue_evidence, statement.evidence.spans
    if source is None or cue is None or len(contents) != 1:
        return None
    s, c, content = source.spans[-1], cue.spans[0], contents[0]
    close = s.end <= c.start <= s.end + NEAR and c.end <= content.start <= c.end + NEAR
    # A comma between cue and content: the content belongs to another verb ("said on Monday, confirming that ...").
    interrupted = close and "," in text[c.end : content.start].rstrip(", \n")
    return Span(s.start, content.end) if close and not interrupted else None


def _source_end(statement: LedgerStatement) -> int:
    source = statement.source_evidence
    assert source is not None, "a clause has a source"
    return source.spans[-1].end


def _content_leads(statement: LedgerStatement) -> bool:
    """Whether the content opens its sentence and the cue follows it."""
    source, cue, contents = statement.source_evidence, statement.cue_evidence, statement.evidence.spans
    if source is None or cue is None or len(contents) != 1:
        return False
    opens = statement.content.lstrip(_OUTER_QUOTES)[:1].isupper()
    led = contents[0].end <= min(cue.spans[0].start, source.spans[0].start)
    return opens and led and source.quote.split()[-1] not in statement.content


def _closed(text: str) -> str:
    """The text with one end mark."""
    bare = text.rstrip(" ,;:")
    return bare if re.search(r"[.!?…][\"”’')\]]*$", bare) else f"{bare}."
