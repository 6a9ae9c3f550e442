"""Where an actor's position on an issue turned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.brief.phrases import capitalised, day, named
from onrecord.brief.report import Claims, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.brief.material import Material
    from onrecord.ledger.views import Evidence, LedgerPositionSeries, PositionShift


def shifts(material: Material) -> list[Sentence]:
    """One sentence for each turn of a series, latest turn first."""
    return _latest_first(_tell(series, shift) for series in material.series for shift in series.shifts)


def new(material: Material) -> list[Sentence]:
    """The turns that reports from before the last brief did not bear out."""
    found = ((series, shift) for series in material.series for shift in series.shifts if material.is_new_shift(shift))
    return _latest_first(_tell(series, shift) for series, shift in found)


def _latest_first(told: Iterable[Sentence]) -> list[Sentence]:
    return sorted(told, key=lambda sentence: (sentence.date or "", sentence.text), reverse=True)


def _tell(series: LedgerPositionSeries, shift: PositionShift) -> Sentence:
    toward = f" toward [{named(series.toward)}]" if series.toward else ""
    between = f"between {day(shift.after)} and {day(shift.before)}"
    return Sentence(
        text=f"[{capitalised(named(series.actor))}]{toward} on {series.issue}: "
        f"from {shift.earlier} to {shift.later} {between}.",
        evidence=_evidence(shift),
        about=(series.id,),
        date=shift.before,
        claims=Claims(
            names=tuple(actor.name for actor in (series.actor, series.toward) if actor),
            dates=(shift.after, shift.before),
            labels=(series.issue,),
        ),
    )


def _evidence(shift: PositionShift) -> tuple[Evidence, ...]:
    """What bears out the turn: the nearest on either side of it first."""
    points = (*reversed(shift.earlier_points), *shift.later_points)
    return tuple(evidence for point in points for evidence in point.evidence)
