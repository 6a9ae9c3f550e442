"""How a sentence calls the one whose words it tells: as the report does, else by the name, filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.brief.phrases import named
from onrecord.brief.retelling import naming_mention

if TYPE_CHECKING:
    from onrecord.brief.material import Material
    from onrecord.ledger.views import Evidence, LedgerActor, LedgerStatement
    from onrecord.records import Actor, CodedDocument, Span

MAX_SOURCE_WORDS = 14
"""Sources longer than this carry clauses of their own; the name alone reads better."""

_NAME = re.compile(r"\b(?:[A-Z][a-z]{2,}|[A-Z]{2,})")
"""A name among the words for somebody: "India's foreign ministry" will do where no report has the ministry's own."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """``text`` goes into the sentence; ``filled_in`` is the name if it had to be, ``evidence`` is where it stands."""

    text: str
    filled_in: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def speaker_of(material: Material, statement: LedgerStatement, actor: LedgerActor) -> Speaker:
    """How to call the speaker of a statement."""
    source = statement.source_evidence
    words = " ".join(source.quote.split()) if source else ""
    as_told = Speaker(lowered(words), (), (source,)) if source and len(words.split()) <= MAX_SOURCE_WORDS else None
    if as_told and actor.name.split()[-1] in words:
        return as_told
    name, naming = _name(material, statement, actor)
    if as_told and name in words:
        return as_told
    evidence = (*((source,) if source else ()), *naming)
    return Speaker(f"[{named(name)}]", (name,), evidence)


def coded_speaker(coded: CodedDocument, statement: LedgerStatement) -> Actor | None:
    """The document's own actor behind the speaker; the ledger may know another name."""
    spans = statement.source_evidence.spans if statement.source_evidence else ()
    found = (a for a in coded.actors for m in a.mentions if any(span.contains(m) for span in spans))
    return next(found, None)


def lowered(text: str) -> str:
    """Lower-cases a sentence's first word where it is one of those that are no names."""
    small = r"^(The|A|An|It|They|He|She|There|This|That|These|Those|In|On|If|When|While|No|Its|Their|Any)\b"
    return re.sub(small, lambda first: first[0].lower(), text)


def actor_named(material: Material, evidence: Evidence, actor: LedgerActor) -> Speaker:
    """How to call an actor whose part in a reported event the evidence tells, perhaps by a pronoun."""
    names = {actor.name, *actor.names}
    known = next((a for a in material.coded(evidence).actors if a.name in names), None)
    name, naming = _called(material, evidence, known, actor, evidence.spans[-1].end)
    return Speaker(f"[{named(name)}]", (name,), naming)


def _name(material: Material, statement: LedgerStatement, actor: LedgerActor) -> tuple[str, tuple[Evidence, ...]]:
    """What the report calls the speaker at or before the statement, and where it does so."""
    known = coded_speaker(material.coded(statement.evidence), statement)
    end = statement.source_evidence.spans[-1].end if statement.source_evidence else 0
    return _called(material, statement.evidence, known, actor, end)


def _called(
    material: Material, evidence: Evidence, known: Actor | None, actor: LedgerActor, end: int
) -> tuple[str, tuple[Evidence, ...]]:
    coded = material.coded(evidence)
    naming = naming_mention(coded, known, end) or _described(coded, known, end) if known else None
    if known is None or naming is None:
        return actor.name, ()
    words = " ".join(naming.of(coded.text).split())
    return known.name if known.name in words else words, material.elsewhere(evidence, (naming,))


def _described(coded: CodedDocument, actor: Actor, before: int) -> Span | None:
    """The latest mention with a name in it, be it another's, that ends at or before that character."""
    ended = [mention for mention in actor.mentions if mention.end <= before]
    return next((one for one in reversed(ended) if _NAME.search(lowered(one.of(coded.text)))), None)
