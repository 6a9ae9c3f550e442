"""Contested points: both sides, each with who, when and on whose report; never which of them is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.brief.parts.speakers import actor_named, speaker_of
from onrecord.brief.phrases import day
from onrecord.brief.report import Claims, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.brief.material import Material
    from onrecord.ledger.views import AccountSide, Evidence, LedgerAccount


@dataclass(frozen=True, slots=True)
class Voice:
    """One side as a sentence tells it: what to call it, the names filled in, when it spoke, and where."""

    text: str
    names: tuple[str, ...]
    date: str | None
    evidence: tuple[Evidence, ...]


def sentences(material: Material) -> list[Sentence]:
    """One sentence for each proposition that has a voice on both sides, latest first."""
    return _told(material, material.accounts)


def new(material: Material) -> list[Sentence]:
    """Those of which one side spoke only in reports since the last brief."""
    return _told(material, (account for account in material.accounts if material.is_newly_contested(account)))


def _told(material: Material, accounts: Iterable[LedgerAccount]) -> list[Sentence]:
    told = [_tell(material, account) for account in accounts if account.affirmed_by and account.denied_by]
    return sorted(told, key=lambda sentence: (sentence.date or "", sentence.text), reverse=True)


def _tell(material: Material, account: LedgerAccount) -> Sentence:
    yes, no = (voice_of(material, sides[0]) for sides in (account.affirmed_by, account.denied_by))
    proposition = " ".join(account.proposition.split()).rstrip(".")
    rest = (side.evidence for sides in (account.affirmed_by, account.denied_by) for side in sides)
    sides = f"{yes.text} affirms it{_when(yes)}; {no.text} denies it{_when(no)}"
    return Sentence(
        text=f"Whether “{proposition}” is contested: {sides}.",
        evidence=(*yes.evidence, *no.evidence, *rest),
        about=(account.id, *(side.record for side in (*account.affirmed_by, *account.denied_by))),
        date=max((voice.date for voice in (yes, no) if voice.date), default=None),
        claims=Claims(names=(*yes.names, *no.names), dates=tuple(voice.date for voice in (yes, no) if voice.date)),
    )


def voice_of(material: Material, side: AccountSide) -> Voice:
    """The voice of a side of a contested point."""
    statement = material.statement(side.record)
    if side.who is None:
        text = f"a report by {side.evidence.outlet}" if side.evidence.outlet else "a report"
        return Voice(text, (), material.borne_out(side.evidence, side.when), (side.evidence,))
    if statement is None:
        told = actor_named(material, side.evidence, side.who)
        date = material.borne_out(side.evidence, side.when)
        return Voice(told.text, told.filled_in, date, (side.evidence, *told.evidence))
    who = speaker_of(material, statement, side.who)
    passage = statement.passage
    return Voice(
        who.text, who.filled_in, material.borne_out(passage, side.when), (passage, side.evidence, *who.evidence)
    )


def _when(voice: Voice) -> str:
    return f" ({day(voice.date)})" if voice.date else ""
