"""What lies ahead: what is scheduled, what was threatened or promised on which condition, and no more than that."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from onrecord.brief.parts.events import joined, tell

if TYPE_CHECKING:
    from onrecord.brief.material import Material
    from onrecord.brief.report import Sentence
    from onrecord.ledger.views import LedgerEvent

FRESH = timedelta(days=45)
"""How long an undated plan or threat is taken to be open after it was last reported."""


def sentences(material: Material) -> list[Sentence]:
    """Open plans and threats, the nearest date first."""
    horizon = material.horizon
    if horizon is None:
        return []
    open_events = [event for event in material.events if _is_open(event, horizon)]
    return joined(tell(material, event) for event in sorted(open_events, key=lambda e: (e.date or "9999", e.id)))


def _is_open(event: LedgerEvent, horizon: str) -> bool:
    planned = event.factuality in {"PR+", "PS+"}
    threatened = event.type == "THREATEN" and any(mention.condition for mention in event.mentions)
    if event.background or not (planned or threatened):
        return False
    reported = max((m.evidence.published or "" for m in event.mentions), default="")[:10]
    if planned and event.date:
        # A plan for the latest report's own day is still open only if that day's reports speak of it as a plan.
        return event.date > horizon[: len(event.date)] or (event.date == horizon and reported == horizon)
    return len(reported) == 10 and date.fromisoformat(horizon) - date.fromisoformat(reported) <= FRESH
