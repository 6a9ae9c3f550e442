"""Event mentions with what joining compares."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onrecord.ledger.revisions import DAY
from onrecord.ledger.verdicts import Groups, judged_same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.ledger.evidence import Quoter
    from onrecord.ledger.people import Actors
    from onrecord.ledger.rows import EventMentionRow, Rows
    from onrecord.ledger.verdicts import Judgement
    from onrecord.records import EventType, Factuality

Polarity = Literal["+", "-"]

SYMMETRIC: frozenset[EventType] = frozenset({"AGREE", "CONSULT"})
"""Types whose sides outlets turn round freely: who met whom is who was met by whom."""

ONCE_A_DAY: frozenset[EventType] = frozenset({"AGREE", "CONSULT"})
"""Types of which one document tells the same one twice more often than two between the same sides on one day."""

FORESEEN: frozenset[Factuality] = frozenset({"PR+", "PS+"})
"""Factuality of what is announced or expected."""

_CERTAINTY = ("Uu", "PS", "PR", "CT")


@dataclass(frozen=True, slots=True)
class Told:
    """One mention of an event; actors by resolved ids, ``reported`` a sortable moment ("" for undated documents).

    ``group`` is shared by mentions that people have judged to be one event, for the reason in ``because``; ``apart``
    are the groups that they have judged to be another one.
    """

    row: EventMentionRow
    type: EventType
    mode: str | None
    date: str | None
    actors: frozenset[str]
    recipients: frozenset[str]
    document: str
    reported: str
    origin: str
    group: str
    apart: frozenset[str] = frozenset()
    because: str = ""

    @property
    def polarity(self) -> Polarity:
        """Whether it is told as something that is so, or may be, or as something that is not."""
        return "-" if self.row.factuality.endswith("-") else "+"

    @property
    def order(self) -> tuple[object, ...]:
        """Mentions sort by report; of one moment the more certain is the later word."""
        return self.reported, certainty(self.row.factuality), self.document, self.row.trigger_spans, self.row.id


def certainty(factuality: Factuality) -> int:
    """How sure a FactBank value is: Uu 0, possible 1, probable 2, certain 3."""
    return _CERTAINTY.index(factuality[:2])


def tell(rows: Rows, actors: Actors, quoter: Quoter, judgements: Sequence[Judgement] = ()) -> Iterator[Told]:
    """The mentions of the rows, with their claims and what people have judged of them."""
    claims = {claim.id: claim for claim in rows.event_claims}
    sides: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    live = {mention.claim for mention in rows.event_mentions}
    for part in rows.event_participants:
        if part.claim in live:
            sides[part.claim, part.role].add(actors.same(part.actor))
    ends = {end for judgement in judgements for end in (judgement.one, judgement.other)}
    judged = Groups(sorted(ends & {row.id for row in rows.event_mentions}), judgements)
    resolved = judged.resolutions()
    because = {end: judged_same(j) for j in reversed(judgements) if j.verdict == "same" for end in (j.one, j.other)}
    for row in rows.event_mentions:
        claim = claims[row.claim]
        yield Told(
            row=row,
            type=claim.type,
            mode=claim.mode,
            date=claim.date,
            actors=frozenset(sides[row.claim, "actor"]),
            recipients=frozenset(sides[row.claim, "recipient"]),
            document=quoter.document(row.version),
            reported=quoter.reported(row.version),
            origin=quoter.origin(row.version),
            group=resolved[row.id].root if row.id in resolved else row.id,
            apart=judged.kept_apart(row.id) if row.id in resolved else frozenset(),
            because=because.get(row.id, ""),
        )


def on_a_day(date: str | None) -> bool:
    """Whether a date is precise to the day."""
    return date is not None and len(date) >= DAY
