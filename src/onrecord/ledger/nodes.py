"""Groups of mentions that assert the same: what joining into events begins with."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from onrecord.ledger.identity import content_id, words
from onrecord.ledger.joining import join, link
from onrecord.ledger.revisions import DAY
from onrecord.ledger.told import ONCE_A_DAY, SYMMETRIC

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from onrecord.ledger.likeness import Portrait
    from onrecord.ledger.told import Polarity, Told
    from onrecord.records import EventType

Dyad = tuple[frozenset[str], frozenset[str]]

YEAR = len("2015")


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


def nodes(portraits: Mapping[str, Portrait]) -> list[Node]:
    """Groups mentions by what they assert.

    Some claims are too weak to be one event in other words (see :func:`is_strong`), and so are those that a document
    itself tells as two events. A claim without participants is one event only in the same sentence of copies.
    """
    groups: defaultdict[tuple[object, ...], list[Told]] = defaultdict(list)
    for portrait in portraits.values():
        groups[assertion(portrait.told)].append(portrait.told)
    made = (
        _node((*key, word, place, *judged), part, portraits[part[0].row.id])
        for key, group in groups.items()
        for word, same_word in _by_words(group)
        for place, same_place in _by_place(same_word)
        for judged, part in _by_judgement(same_place)
    )
    return sorted(made, key=lambda node: node.id)


def assertion(told: Told) -> tuple[object, ...]:
    """What a mention asserts; mentions that differ in it are never of one node.

    What is too weak to be one event by itself is so only in reports of one day (:func:`is_strong`), and what nobody
    takes part in only in copies of one report.
    """
    sides = tuple(sorted(told.actors)), tuple(sorted(told.recipients))
    where = told.origin if not any(sides) else None if is_strong(told) else told.reported[:DAY]
    return told.type, told.mode, *sides, told.date, told.polarity, where


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


def _node(key: tuple[object, ...], told: list[Told], any_of_them: Portrait) -> Node:
    return Node(
        id=content_id("nd", *key),
        told=tuple(sorted(told, key=lambda t: t.order)),
        dyad=dyad(any_of_them),
        persons=any_of_them.persons,
        places=frozenset(t.row.place_country for t in told if t.row.place_country),
        countries=any_of_them.countries,
    )


def dyad(portrait: Portrait) -> Dyad | None:
    """The two sides of a mention, None if one is unknown; of a symmetric type all on the one, and none on the other."""
    sides = portrait.sides
    if portrait.told.type in SYMMETRIC:
        return (sides[0] | sides[1], frozenset()) if len(sides[0] | sides[1]) > 1 else None
    return sides if all(sides) else None
