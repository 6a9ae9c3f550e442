"""Why it matters: the agreements at stake and their history, how relations stand, where positions moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.brief.parts.agreements import disputes, histories
from onrecord.brief.parts.shifts import shifts
from onrecord.brief.phrases import counted
from onrecord.brief.report import Claims, Sentence

if TYPE_CHECKING:
    from onrecord.brief.material import Material
    from onrecord.ledger.views import LedgerEvent


def sentences(material: Material) -> list[Sentence]:
    """Histories of the agreements, accusations that one was violated, shifts of position, the balance of the events."""
    balance = _balance(material.events)
    return [*histories(material), *disputes(material)[:2], *shifts(material)[:2], *([balance] if balance else [])]


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
