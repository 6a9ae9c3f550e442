"""Event mentions with what joining compares, and groups of mentions that assert the same."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onrecord.ledger.identity import content_id, words
from onrecord.ledger.revisions import DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.ledger.evidence import Quoter
    from onrecord.ledger.people import Actors
    from onrecord.ledger.rows import EventMentionRow, Rows
    from onrecord.records import EventType, Factuality

Polarity = Literal["+", "-"]
Dyad = tuple[frozenset[str], frozenset[str]]

SYMMETRIC: frozenset[EventType] = frozenset({"AGREE", "CONSULT"})
"""Types whose sides outlets turn round freely: who met whom is who was met by whom."""

ONCE_A_DAY: frozenset[EventType] = frozenset({"AGREE", "CONSULT"})
"""Types of which one document tells the same one twice more often than two between the same sides on one day."""

_CERTAINTY = ("Uu", "PS", "PR", "CT")


@dataclass(frozen=True, slots=True)
class Told:
    """One mention of an event; actors by resolved ids, ``reported`` a sortable moment ("" for undated documents)."""

    row: EventMentionRow
    type: EventType
    mode: str | None
    date: str | None
    actors: frozenset[str]
    recipients: frozenset[str]
    document: str
    reported: str
    origin: str

    @property
    def polarity(self) -> Polarity:
        """Whether it is told as something that is so, or may be, or as something that is not."""
        return "-" if self.row.factuality.endswith("-") else "+"

    @property
    def order(self) -> tuple[object, ...]:
        """Mentions sort by report; of one moment the more certain is the later word."""
        return self.reported, certainty(self.row.factuality), self.document, self.row.trigger_spans, self.row.id


@dataclass(frozen=True, slots=True)
class Node:
    """Mentions that assert the same: same type, mode, actors, recipients, date and polarity, compatible places."""

    id: str
    told: tuple[Told, ...]
    dyad: Dyad | None
    persons: frozenset[tuple[str | None, str]]
    places: frozenset[str]

    @property
    def first(self) -> Told:
        """Any of the mentions, for what all of them share."""
        return self.told[0]

    @property
    def date(self) -> str | None:
        """The date of all of them."""
        return self.told[0].date

    @property
    def documents(self) -> frozenset[str]:
        """The documents that tell of it."""
        return frozenset(told.document for told in self.told)


def certainty(factuality: Factuality) -> int:
    """How sure a FactBank value is: Uu 0, possible 1, probable 2, certain 3."""
    return _CERTAINTY.index(factuality[:2])


def tell(rows: Rows, actors: Actors, quoter: Quoter) -> Iterator[Told]:
    """The mentions of the rows, with their claims."""
    claims = {claim.id: claim for claim in rows.event_claims}
    sides: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    live = {mention.claim for mention in rows.event_mentions}
    for part in rows.event_participants:
        if part.claim in live:
            sides[part.claim, part.role].add(actors.same(part.actor))
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
        )


def nodes(told: Iterable[Told], actors: Actors) -> list[Node]:
    """Groups mentions by what they assert.

    A claim alone does not tell undated events apart, nor those without participants; those are one only in the same
    words, the latter only within copies of one report.
    """
    groups: defaultdict[tuple[object, ...], list[Told]] = defaultdict(list)
    for mention in told:
        groups[_assertion(mention)].append(mention)
    parts = ((key, place, part) for key, group in groups.items() for place, part in _by_place(group))
    return sorted((_node(key, place, part, actors) for key, place, part in parts), key=lambda node: node.id)


def _assertion(told: Told) -> tuple[object, ...]:
    sides = tuple(sorted(told.actors)), tuple(sorted(told.recipients))
    nameless = not any(sides)
    return (
        told.type,
        told.mode,
        *sides,
        told.date,
        told.polarity,
        words(told.row.trigger_text) if told.date is None or nameless else None,
        told.origin if nameless else None,
    )


def _by_place(group: list[Told]) -> Iterator[tuple[str | None, list[Told]]]:
    """Splits mentions of one claim that are in different countries; those in none are then one part more."""
    by_country: defaultdict[str | None, list[Told]] = defaultdict(list)
    for told in group:
        by_country[told.row.place_country].append(told)
    if len(by_country.keys() - {None}) > 1:
        yield from by_country.items()
    else:
        yield None, group


def _node(key: tuple[object, ...], place: str | None, told: list[Told], actors: Actors) -> Node:
    first = told[0]
    return Node(
        id=content_id("nd", *key, place),
        told=tuple(sorted(told, key=lambda t: t.order)),
        dyad=_dyad(first, actors),
        persons=actors.persons(first.actors | first.recipients),
        places=frozenset(t.row.place_country for t in told if t.row.place_country),
    )


def _dyad(told: Told, actors: Actors) -> Dyad | None:
    sides = actors.side(told.actors), actors.side(told.recipients)
    if not all(sides):
        return None
    return (sides[0] | sides[1], frozenset()) if told.type in SYMMETRIC else sides


def on_a_day(date: str | None) -> bool:
    """Whether a date is precise to the day."""
    return date is not None and len(date) >= DAY
