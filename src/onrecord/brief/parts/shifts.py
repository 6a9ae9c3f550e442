"""Where an actor's position on an issue turned."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from onrecord.brief.phrases import capitalised, dated, named
from onrecord.brief.report import Claims, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.brief.material import Material
    from onrecord.ledger.views import LedgerPosition

CLEAR = 0.3
"""A stance nearer to 0 than this is neither for nor against."""

WORDS = {True: "in favour", False: "against"}


def shifts(material: Material) -> list[Sentence]:
    """One sentence for each actor and issue whose first and latest clear stances differ in sign, latest turn first."""
    told = [sentence for group in _groups(material.positions) if (sentence := _shift(group)) is not None]
    return sorted(told, key=lambda sentence: (sentence.date or "", sentence.text), reverse=True)


def _groups(positions: Iterable[LedgerPosition]) -> Iterable[list[LedgerPosition]]:
    groups: dict[tuple[str, str, str | None], list[LedgerPosition]] = defaultdict(list)
    for position in positions:
        if position.date and abs(position.stance) >= CLEAR:
            toward = position.toward.id if position.toward else None
            groups[position.actor.id, position.issue, toward].append(position)
    return (sorted(group, key=lambda p: (p.date or "", p.id)) for group in groups.values())


def _shift(group: list[LedgerPosition]) -> Sentence | None:
    first, last = group[0], group[-1]
    assert first.date is not None, "only dated positions are grouped"
    assert last.date is not None, "only dated positions are grouped"
    if (first.stance > 0) == (last.stance > 0) or first.date == last.date:
        return None
    toward = f" toward [{named(first.toward)}]" if first.toward else ""
    return Sentence(
        text=f"[{capitalised(named(first.actor))}]{toward} on {first.issue}: {WORDS[first.stance > 0]} "
        f"{dated(first.date)}, {WORDS[last.stance > 0]} {dated(last.date)}.",
        evidence=tuple(dict.fromkeys((*first.evidence, *last.evidence))),
        about=(first.id, last.id),
        date=last.date,
        claims=Claims(
            names=tuple(actor.name for actor in (first.actor, first.toward) if actor),
            dates=(first.date, last.date),
            labels=(first.issue,),
        ),
    )
