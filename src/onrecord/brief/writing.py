"""Writes a brief: each part's candidates are told, checked, and shown or withheld. No language model takes part."""

from __future__ import annotations

from itertools import chain
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from onrecord.brief.checking import fault
from onrecord.brief.material import Material
from onrecord.brief.parts import changes, contested, key_points, outlook, reactions, why
from onrecord.brief.repetition import Repetition
from onrecord.brief.report import Brief, BriefSection, Counts, Since, Withheld
from onrecord.ledger.scope import Scope
from onrecord.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from onrecord.brief.report import Part, Sentence
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import LedgerDocument, LedgerSituation

    Names = Callable[[str], frozenset[str]]

TOLD_ONCE: frozenset[Part] = frozenset({"key_points", "reactions"})
"""Parts that do not repeat what a part before them told; the others show the same words in another light."""


class _Plan(NamedTuple):
    part: Part
    heading: str
    limit: int
    candidates: Callable[[Material], list[Sentence]]
    by_date: bool


PLANS = (
    _Plan("why_it_matters", "Why it matters", 6, why.sentences, by_date=False),
    _Plan("key_points", "Key points", 10, key_points.sentences, by_date=True),
    _Plan("reactions", "Reactions", 10, reactions.sentences, by_date=True),
    _Plan("contested", "Contested", 8, contested.sentences, by_date=False),
    _Plan("outlook", "What lies ahead", 8, outlook.sentences, by_date=False),
    _Plan("changes", "What changed", 8, changes.sentences, by_date=False),
)


def write(
    ledger: Ledger,
    scope: Scope | None = None,
    title: str | None = None,
    *,
    last: LedgerSituation | None = None,
    only_new: bool = False,
) -> Brief:
    """The brief of the part of the record that ``scope`` lets through; an empty record gives an empty brief.

    Args:
        ledger: the record.
        scope: which part of it.
        title: what the situation is called.
        last: the situation whose last brief this one is held against, to say what changed since.
        only_new: tell only what reports tell that came since then.
    """
    scope = scope or Scope()
    told_before = last if last is not None and last.last_brief is not None else None
    fresh = ledger.arrivals(told_before.seen) if told_before else None
    material = Material.read(ledger, scope, fresh)
    if only_new:
        material = material.only_new()
    withheld: list[Withheld] = []
    told: list[Sentence] = []
    names = _names(material)
    repetition = Repetition(material.agreements)
    sections = tuple(_section(plan, material, names, repetition, told, withheld) for plan in PLANS)
    return Brief(
        title=title or _title(scope),
        scope=scope,
        counts=_counts(material),
        sections=sections,
        withheld=tuple(withheld),
        sources=_sources(sections, material),
        version=__version__,
        since=_since(material, told_before),
    )


def _since(material: Material, last: LedgerSituation | None) -> Since | None:
    """How many documents of the scope came since the last brief, and how many of them as revisions of known ones."""
    if last is None or last.last_brief is None or material.fresh is None:
        return None
    came = [document.id for document in material.documents if (document.id, document.version) in material.fresh]
    known = {document.id for document in material.versions if (document.id, document.version) not in material.fresh}
    revised = sum(document in known for document in came)
    return Since(last.last_brief, len(came) - revised, revised)


def _section(
    plan: _Plan,
    material: Material,
    names: Names,
    repetition: Repetition,
    told: list[Sentence],
    withheld: list[Withheld],
) -> BriefSection:
    """One part; ``told`` are the sentences of the parts before it, which are not told twice."""
    shown: list[Sentence] = []
    candidates = plan.candidates(material)
    for sentence in candidates:
        if len(shown) == plan.limit:
            break
        others = (*told, *shown) if plan.part in TOLD_ONCE else shown
        if any(repetition.repeats(sentence, other) for other in others) or _crowded(sentence, shown, plan, material):
            continue
        material.fetch(sentence.evidence)
        reason = fault(sentence, material.coded, names)
        if reason is None:
            shown.append(sentence)
        else:
            withheld.append(Withheld(plan.part, sentence, reason))
    if plan.by_date:
        shown.sort(key=lambda sentence: (sentence.date or "", sentence.text))
    told += shown
    return BriefSection(plan.part, plan.heading, tuple(shown), len(candidates))


def _crowded(sentence: Sentence, shown: list[Sentence], plan: _Plan, material: Material) -> bool:
    """Whether the sentence's document has had its share of a part that is to look across documents."""
    share = ceil(plan.limit / max(1, len(material.documents)))
    document = sentence.evidence[0].document if sentence.evidence else ""
    return plan.by_date and sum(other.evidence[0].document == document for other in shown) >= share


def _names(material: Material) -> Names:
    by_name: dict[str, set[str]] = {}
    for actor in material.ledger.actors():
        for name in (actor.name, *actor.names):
            by_name.setdefault(name, set()).update((actor.name, *actor.names))
    for agreement in material.agreements:
        by_name.setdefault(agreement.name, set()).update(agreement.names)
    return lambda name: frozenset(by_name.get(name, ()))


def _title(scope: Scope) -> str:
    return ", ".join(scope.actors) if scope.actors else "The whole record"


def _counts(material: Material) -> Counts:
    dates = sorted(document.date[:10] for document in material.documents if document.date)
    return Counts(
        documents=len(material.documents),
        outlets=len({document.outlet for document in material.documents if document.outlet}),
        origins=len({document.origin for document in material.documents}),
        statements=len(material.statements),
        events=len(material.events),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
    )


def _sources(sections: Iterable[BriefSection], material: Material) -> tuple[LedgerDocument, ...]:
    sentences = chain.from_iterable(section.sentences for section in sections)
    cited = chain.from_iterable(sentence.evidence for sentence in sentences)
    keys = dict.fromkeys((e.document, e.version) for e in cited)
    found = material.ledger.versions_of({document for document, _ in keys})
    versions = {(document.id, document.version): document for document in found}
    return tuple(versions[key] for key in keys)
