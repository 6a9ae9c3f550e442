"""Agreements: their history in one sentence each, every status with the words that give it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.brief.checking import tells_status
from onrecord.brief.phrases import capitalised, dated, listed
from onrecord.brief.report import Claims, Sentence
from onrecord.brief.retelling import sentence_around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.brief.material import Material
    from onrecord.ledger.views import AgreementStep, Evidence, LedgerAgreement

STATUS_WORDS = {
    "proposed": "was proposed",
    "signed": "was signed or concluded",
    "in_force": "was in force",
    "suspended": "was suspended",
    "violated": "was reported violated",
    "withdrawn": "was left by a party",
    "expired": "expired",
    "rejected": "was rejected",
}
MAX_AGREEMENTS = 3
MAX_GROUNDS = 2
"""Sentences cited for one status: more would only repeat it."""


def histories(material: Material) -> list[Sentence]:
    """The agreements with the longest histories, if they have one at all."""
    telling = (agreement for agreement in material.agreements if len(agreement.history) > 1)
    reported = sorted(telling, key=lambda a: (-len(a.history), a.name))[:MAX_AGREEMENTS]
    return [_tell(material, agreement, agreement.history) for agreement in reported]


def new_steps(material: Material) -> list[Sentence]:
    """What is new of an agreement: the steps that only reports since the last brief tell."""
    told = ((a, [step for step in a.history if material.is_new(*step.evidence)]) for a in material.agreements)
    return [_tell(material, agreement, steps) for agreement, steps in told if steps]


def _tell(material: Material, agreement: LedgerAgreement, history: Sequence[AgreementStep]) -> Sentence:
    """One sentence for these steps: each status once, at its first report, in order of dates."""
    steps: dict[str, AgreementStep] = {}
    for step in history:
        steps.setdefault(step.status, step)
    dates = {status: step.date or (step.evidence[0].published or "")[:10] for status, step in steps.items()}
    ordered = sorted(steps.values(), key=lambda step: dates[step.status])
    parts = [STATUS_WORDS[step.status] + _when(step, dates[step.status]) for step in ordered]
    grounds = tuple(dict.fromkeys(evidence for step in ordered for evidence in _grounds(material, step)))
    return Sentence(
        text=capitalised(f"the {agreement.name.removeprefix('the ')} {listed(parts)}."),
        evidence=grounds,
        about=(agreement.id,),
        claims=Claims(
            names=(agreement.name,),
            dates=tuple(date for date in dates.values() if date),
            statuses=tuple(step.status for step in ordered),
        ),
    )


def _grounds(material: Material, step: AgreementStep) -> list[Evidence]:
    """The sentences that give the status: those that mention the agreement with one of the status's words."""
    mention = step.evidence[0]
    text = material.coded(mention).text
    around = dict.fromkeys(sentence_around(text, span) for span in mention.spans)
    telling = [span for span in around if tells_status(span.of(text), step.status)]
    candidates = material.elsewhere(mention, telling or around)
    giving = [evidence for evidence in candidates if material.borne_out(evidence, step.date)]
    return list((giving or candidates)[:MAX_GROUNDS])


def _when(step: AgreementStep, date: str) -> str:
    """The step's own date, or that of its first report, said to be one."""
    return f" {dated(date)}" if step.date else f" (reported {dated(date)})" if date else ""
