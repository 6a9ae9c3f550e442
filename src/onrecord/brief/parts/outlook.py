"""What lies ahead: what is scheduled, what was threatened or promised on which condition, what followed such before.

No more than that: nothing is foretold. A base rate counts the ledger's own earlier cases, as
:mod:`onrecord.ledger.precedents` defines them, and each of them is cited.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from onrecord.brief.parts import reactions
from onrecord.brief.parts.events import joined, tell
from onrecord.brief.phrases import named
from onrecord.brief.report import Claims, Sentence
from onrecord.ledger.precedents import sides

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.brief.material import Material
    from onrecord.ledger.views import LedgerActor, LedgerCommitment, LedgerEvent, LedgerPrecedent, PrecedentRule

FRESH = timedelta(days=45)
"""How long a threat or promise is taken to be open after it was made."""

MIN_CASES = 5
"""Fewer earlier cases make no base rate: one case more would move it by a fifth."""

FOLLOWED: dict[PrecedentRule, str] = {
    "threat": "was followed within thirty days by material conflict by the same side against the same counterpart",
    "meeting": "was later reported as held",
}


def sentences(material: Material) -> list[Sentence]:
    """What is scheduled, the nearest first; threats and promises on a condition, the latest first; base rates."""
    horizon = material.horizon
    if horizon is None:
        return []
    ahead = sorted(_scheduled(material, horizon), key=lambda event: (event.date or "", event.id))
    open_ = sorted(_open(material, horizon), key=lambda made: (made.date or "", made.id), reverse=True)
    told = (_commitment(material, made) for made in open_)
    precedents = material.ledger.precedents() if ahead or open_ else ()
    rates = [*_meeting_rates(precedents, ahead), *_threat_rates(precedents, open_)]
    return [*joined((*(tell(material, event) for event in ahead), *told)), *joined(rates)]


def _scheduled(material: Material, horizon: str) -> Iterator[LedgerEvent]:
    """Events that are announced for a date that was still to come when the latest report appeared."""
    for event in material.events:
        day = event.date or ""
        # What is announced for the latest report's own day is ahead only if that day's reports speak of it so.
        today = day == horizon and (event.latest.evidence.published or "")[:10] == horizon
        if event.factuality == "PR+" and (day > horizon[: len(day)] or today) and not _called_off(material, event):
            yield event


def _called_off(material: Material, event: LedgerEvent) -> bool:
    """Whether a later report says that it will not be."""
    announced = event.latest.evidence.published or ""
    denials = (
        side
        for account in material.accounts
        if event.id in {affirming.record for affirming in account.affirmed_by}
        for side in account.denied_by
    )
    return any((side.evidence.published or "") > announced for side in denials)


def _open(material: Material, horizon: str) -> Iterator[LedgerCommitment]:
    """Threats and promises on a condition that were made shortly before the latest report."""
    for made in material.commitments:
        day = (made.date or "")[:10]
        if made.condition and len(day) == 10 and timedelta() <= _days_between(day, horizon) <= FRESH:
            yield made


def _days_between(day: str, horizon: str) -> timedelta:
    return date.fromisoformat(horizon) - date.fromisoformat(day)


def _commitment(material: Material, made: LedgerCommitment) -> Sentence | None:
    """The sentence of the event that it is, else of the statement."""
    events = {event.id: event for event in material.events}
    for told in (tell(material, events[event]) for event in made.events if event in events):
        if told is not None:
            return told
    for statement in filter(None, map(material.statement, made.statements)):
        if statement.source is not None:
            return reactions.tell(material, statement, statement.source)
    return None


def _meeting_rates(precedents: Sequence[LedgerPrecedent], ahead: Sequence[LedgerEvent]) -> Iterator[Sentence]:
    if any(event.type == "CONSULT" for event in ahead):
        cases = [case for case in precedents if case.rule == "meeting"]
        if len(cases) >= MIN_CASES:
            yield _rate("a meeting announced", (), cases)


def _threat_rates(precedents: Sequence[LedgerPrecedent], open_: Sequence[LedgerCommitment]) -> Iterator[Sentence]:
    """For each open threat the cases of the same two sides, else of the side that threatens, else all of the ledger."""
    for made in open_:
        if made.kind == "threat" and made.date:
            earlier = [c for c in precedents if c.rule == "threat" and (c.event.date or "") < made.date]
            chosen = _nearest(made, earlier)
            if chosen is not None:
                yield chosen


def _nearest(made: LedgerCommitment, cases: Sequence[LedgerPrecedent]) -> Sentence | None:
    by, toward = sides(made.by), sides(made.toward)
    own = [case for case in cases if by & set(case.by)]
    both = [case for case in own if toward & set(case.toward)]
    if len(both) >= MIN_CASES and len(by) == len(toward) == 1:
        one, other = _government(both, by), _government(both, toward)
        if one and other:
            return _rate(f"a threat by [{named(one)}] against [{named(other)}]", (one, other), both)
    if len(own) >= MIN_CASES and len(by) == 1 and (one := _government(own, by)):
        return _rate(f"a threat by [{named(one)}]", (one,), own)
    return _rate("a threat", (), cases) if len(cases) >= MIN_CASES else None


def _government(cases: Iterable[LedgerPrecedent], side: frozenset[str]) -> str | None:
    """The name of the country that a side is, as the cases' events have it; None where none of them names it."""
    actors: list[LedgerActor] = [a for case in cases for a in (*case.event.actors, *case.event.recipients)]
    found = sorted(a.name for a in actors if a.kind == "government" and a.country in side)
    return found[0] if found else None


def _rate(what: str, names: tuple[str, ...], cases: Sequence[LedgerPrecedent]) -> Sentence:
    followed = [case for case in cases if case.outcome is not None]
    events = [event for case in cases for event in (case.event, case.outcome) if event is not None]
    return Sentence(
        text=f"In {len(followed)} of the {len(cases)} earlier cases in this record, {what} {FOLLOWED[cases[0].rule]}.",
        evidence=tuple(event.latest.evidence for event in events),
        about=tuple(case.event.id for case in cases),
        claims=Claims(names=names, count=len(cases), among=tuple(case.event.id for case in followed)),
    )
