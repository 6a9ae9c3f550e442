"""Key points: what was done, the weightiest first."""

from __future__ import annotations

from math import log2, prod
from typing import TYPE_CHECKING

from onrecord.brief.parts.events import clearest, joined, tell
from onrecord.ontology.plover import intensity

if TYPE_CHECKING:
    from onrecord.brief.material import Material
    from onrecord.brief.report import Sentence
    from onrecord.ledger.views import LedgerEvent


SYMMETRIC = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types whose sides are all actors (PLOVER: "all of the actors are considered as the source")."""


def sentences(material: Material) -> list[Sentence]:
    """Events that took place and were news, by weight."""
    news = [event for event in material.events if event.factuality == "CT+" and not event.background]
    return joined(tell(material, event) for event in sorted(news, key=weight, reverse=True))


def weight(event: LedgerEvent) -> tuple[float, str]:
    """How much an event matters to the reader: witnesses, both sides known, how hard or how friendly it was.

    The codebook's scale runs from -10 to 10. Witnesses count by their logarithm, so that a fifth adds less than a
    second. The event's id breaks ties, so that a brief is the same each time.
    """
    sides = min(2, len(event.actors)) if event.type in SYMMETRIC else bool(event.actors) + bool(event.recipients)
    lede = clearest(event).section == "lede"
    score = 2 * log2(1 + event.origins) + 1.5 * sides + 2 * lede + abs(intensity(event.type)) / 5
    return score * _confidence(event), event.id


def _confidence(event: LedgerEvent) -> float:
    """That at least one of the independent reports was read right, each taken at its best mention."""
    best: dict[str, float] = {}
    for mention in event.mentions:
        best[mention.origin] = max(best.get(mention.origin, 0.0), mention.confidence)
    return 1 - prod(1 - confidence for confidence in best.values())
