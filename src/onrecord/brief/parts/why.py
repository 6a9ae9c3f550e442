"""Why it matters: the agreements at stake and their history, how relations stand, where positions moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.brief.parts.shifts import shifts
from onrecord.brief.phrases import capitalised, counted, dated
from onrecord.brief.report import Claims, Sentence

if TYPE_CHECKING:
    from onrecord.brief.material import Material
    from onrecord.ledger.views import AgreementStep, LedgerAgreement, LedgerEvent

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


def sentences(material: Material) -> list[Sentence]:
    """Histories of the agreements most reported, the balance of the events, and shifts of position."""
    reported = sorted(material.agreements, key=lambda a: (-len(a.history), a.name))[:MAX_AGREEMENTS]
    told = [_agreement(agreement) for agreement in reported]
    balance = _balance(material.events)
    return [*told, *([balance] if balance else []), *shifts(material)]


def _agreement(agreement: LedgerAgreement) -> Sentence:
    """One sentence for the whole history: each status once, at its first report."""
    steps: dict[str, AgreementStep] = {}
    for step in agreement.history:
        steps.setdefault(step.status, step)
    parts = [STATUS_WORDS[step.status] + (f" {dated(step.date)}" if step.date else "") for step in steps.values()]
    return Sentence(
        text=capitalised(f"the {agreement.name.removeprefix('the ')} {', then '.join(parts)}."),
        evidence=tuple(dict.fromkeys(step.evidence[0] for step in steps.values())),
        about=(agreement.id,),
        date=next((step.date for step in steps.values() if step.date), None),
        claims=Claims(names=(agreement.name,), dates=tuple(step.date for step in steps.values() if step.date)),
    )


def _balance(events: tuple[LedgerEvent, ...]) -> Sentence | None:
    facts = [event for event in events if event.factuality == "CT+"]
    friendly = [event for event in facts if event.quad.endswith("cooperation")]
    if not facts:
        return None
    hostile = len(facts) - len(friendly)
    return Sentence(
        text=f"The record holds {counted(len(facts), 'event')} reported as fact: "
        f"{len(friendly)} of cooperation and {hostile} of conflict.",
        evidence=tuple(event.latest.evidence for event in facts),
        about=tuple(event.id for event in facts),
        claims=Claims(count=len(facts)),
    )
