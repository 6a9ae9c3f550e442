"""Contested points: both sides, each with who, when and on whose report; never which of them is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.brief.phrases import dated, named
from onrecord.brief.report import Claims, Sentence

if TYPE_CHECKING:
    from onrecord.brief.material import Material
    from onrecord.ledger.views import AccountSide, LedgerAccount


def sentences(material: Material) -> list[Sentence]:
    """One sentence for each proposition that has a voice on both sides, latest first."""
    told = [_tell(account) for account in material.accounts if account.affirmed_by and account.denied_by]
    return sorted(told, key=lambda sentence: (sentence.date or "", sentence.text), reverse=True)


def _tell(account: LedgerAccount) -> Sentence:
    sides = (account.affirmed_by[0], account.denied_by[0])
    yes, no = ((side, _voice(side)) for side in sides)
    proposition = " ".join(account.proposition.split()).rstrip(".")
    text = f"Whether “{proposition}” is contested: {yes[1]} affirms it{_when(yes[0])}; {no[1]} denies it{_when(no[0])}."
    all_sides = (*account.affirmed_by, *account.denied_by)
    return Sentence(
        text=text,
        evidence=tuple(dict.fromkeys(side.evidence for side in all_sides)),
        about=(account.id, *(side.record for side in all_sides)),
        date=max((side.when or side.evidence.published or "" for side in sides), default="") or None,
        claims=Claims(
            names=tuple(side.who.name for side in sides if side.who),
            dates=tuple(side.when for side in sides if side.when),
        ),
    )


def _voice(side: AccountSide) -> str:
    if side.who is not None:
        return f"[{named(side.who)}]"
    return f"a report by {side.evidence.outlet}" if side.evidence.outlet else "a report"


def _when(side: AccountSide) -> str:
    return f" ({dated(side.when).split(' ', 1)[1]})" if side.when else ""
