"""Event mentions with what joining compares, and groups of mentions that assert the same."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from onrecord.ledger.identity import content_id, words
from onrecord.ledger.joining import join, link
from onrecord.ledger.revisions import DAY
from onrecord.ledger.verdicts import Groups, judged_same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from onrecord.ledger.evidence import Quoter
    from onrecord.ledger.people import Actors
    from onrecord.ledger.rows import EventMentionRow, Rows
    from onrecord.ledger.verdicts import Judgement
    from onrecord.records import EventType, Factuality

Polarity = Literal["+", "-"]
Dyad = tuple[frozenset[str], frozenset[str]]

SYMMETRIC: frozenset[EventType] = frozenset({"AGREE", "CONSULT"})
"""Types whose sides outlets turn round freely: who met whom is who was met by whom."""

ONCE_A_DAY: frozenset[EventType] = frozenset({"AGREE", "CONSULT"})
"""Types of which one document tells the same one twice more often than two between the same sides on one day."""

FORESEEN: frozenset[Factuality] = frozenset({"PR+", "PS+"})
"""Factuality of what is announced or expected."""

YEAR = len("2015")

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


@dataclass(frozen=True, slots=True)
class Node:
    """Mentions that assert the same: same type, mode, actors, recipients, date and polarity, compatible places."""

    id: str
    told: tuple[Told, ...]
    dyad: Dyad | None
    persons: frozenset[tuple[str | None, str]]
    places: frozenset[str]
    countries: frozenset[str]

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

    @property
    def kind(self) -> tuple[EventType, Polarity, Dyad | None]:
        """Type, polarity and sides; rules compare nodes that have these in common."""
        return self.first.type, self.first.polarity, self.dyad

    @property
    def is_placed(self) -> bool:
        """Whether it has what rules compare: two sides, and a date."""
        return self.dyad is not None and self.date is not None

    @property
    def groups(self) -> frozenset[str]:
        """The groups of its mentions."""
        return frozenset(told.group for told in self.told)

    def judged_apart(self, other: Node) -> bool:
        """Whether people have judged that this is not the other's event."""
        groups = other.groups
        return any(not told.apart.isdisjoint(groups) for told in self.told)


Group = tuple[Node, ...]
"""Nodes that are one event."""


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


def nodes(told: Iterable[Told], actors: Actors) -> list[Node]:
    """Groups mentions by what they assert.

    Some claims are too weak to be one event in other words (see :func:`is_strong`), and so are those that a document
    itself tells as two events. A claim without participants is one event only in the same sentence of copies.
    """
    groups: defaultdict[tuple[object, ...], list[Told]] = defaultdict(list)
    for mention in told:
        groups[_assertion(mention)].append(mention)
    made = (
        _node((*key, word, place, *judged), part, actors)
        for key, group in groups.items()
        for word, same_word in _by_words(group)
        for place, same_place in _by_place(same_word)
        for judged, part in _by_judgement(same_place)
    )
    return sorted(made, key=lambda node: node.id)


def _assertion(told: Told) -> tuple[object, ...]:
    sides = tuple(sorted(told.actors)), tuple(sorted(told.recipients))
    return told.type, told.mode, *sides, told.date, told.polarity, None if any(sides) else told.origin


def _by_words(group: list[Told]) -> Iterator[tuple[str | None, list[Told]]]:
    """Splits mentions of one claim by trigger, then by sentence, as far as the claim alone is too weak."""
    first = group[0]
    if not first.actors and not first.recipients:
        yield from _split(group, _sentence).items()
    elif is_strong(first) and not _several_in_one(group):
        yield None, group
    else:
        for trigger, part in _split(group, _trigger).items():
            yield from _split(part, _sentence).items() if _several_in_one(part) else [(trigger, part)]


def is_strong(told: Told) -> bool:
    """Whether a claim says enough to be one event by itself: a month or day, and who and to whom."""
    return len(told.date or "") > YEAR and _has_two_sides(told)


def _has_two_sides(told: Told) -> bool:
    if told.type in SYMMETRIC:
        return len(told.actors | told.recipients) > 1
    return bool(told.actors and told.recipients)


def _several_in_one(group: list[Told]) -> bool:
    """Whether a document tells several of them, and has not just told one meeting of the same sides again."""
    again = group[0].type in ONCE_A_DAY and _has_two_sides(group[0])
    return not again and len({told.document for told in group}) < len({(told.document, told.group) for told in group})


def _trigger(told: Told) -> str:
    return words(told.row.trigger_text)


def _sentence(told: Told) -> str:
    return told.row.sentence_key


def _by_place(group: list[Told]) -> Iterator[tuple[str | None, list[Told]]]:
    """Splits mentions of one claim that are in different countries; those in none are then one part more."""
    by_country = _split(group, lambda told: told.row.place_country)
    if len(by_country.keys() - {None}) > 1:
        yield from by_country.items()
    else:
        yield None, group


def _by_judgement(group: list[Told]) -> Iterator[tuple[tuple[str, ...], list[Told]]]:
    """Splits mentions that people have judged to be different events; those that could be either stay alone."""
    parts = list(_split(group, lambda told: told.group).values())
    pairs = list(combinations(range(len(parts)), 2)) if any(told.apart for told in group) else []
    near = [(a, b) for a, b in pairs if not _judged_apart(parts[a], parts[b])]
    if len(near) == len(pairs):
        yield (), group
        return
    for joined in join(parts, link(near), _judged_apart):
        part = [told for same in joined for told in same]
        yield (min(told.row.id for told in part),), part


def _judged_apart(one: list[Told], other: list[Told]) -> bool:
    return other[0].group in one[0].apart


def _split(group: Iterable[Told], by: Callable[[Told], str | None]) -> dict[str | None, list[Told]]:
    parts: defaultdict[str | None, list[Told]] = defaultdict(list)
    for told in group:
        parts[by(told)].append(told)
    return parts


def _node(key: tuple[object, ...], told: list[Told], actors: Actors) -> Node:
    first = told[0]
    return Node(
        id=content_id("nd", *key),
        told=tuple(sorted(told, key=lambda t: t.order)),
        dyad=_dyad(first, actors),
        persons=actors.persons(first.actors | first.recipients),
        places=frozenset(t.row.place_country for t in told if t.row.place_country),
        countries=actors.countries(first.actors | first.recipients),
    )


def _dyad(told: Told, actors: Actors) -> Dyad | None:
    sides = actors.side(told.actors), actors.side(told.recipients)
    if told.type in SYMMETRIC:
        return (sides[0] | sides[1], frozenset()) if len(sides[0] | sides[1]) > 1 else None
    return sides if all(sides) else None


def on_a_day(date: str | None) -> bool:
    """Whether a date is precise to the day."""
    return date is not None and len(date) >= DAY
