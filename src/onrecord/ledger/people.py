"""Actors over all documents: which identities are one actor, and what the documents together say of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from onrecord.ledger.joining import most_common
from onrecord.ledger.views import LedgerActor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from onrecord.ledger.rows import ActorMentionRow, ActorRow


def resolve(actors: Iterable[ActorRow]) -> dict[str, str]:
    """For every actor the id of the one that it is, itself if none.

    Two judgements, each only where one actor alone fits: a name without a country is the same name with one; a
    person named by the end of a name ("Zarif") is the compatriot with the whole one.
    """
    fullest_first = sorted(actors, key=lambda a: (-len(a.name.split()), a.country is None, a.id))
    by_name: defaultdict[str, list[ActorRow]] = defaultdict(list)
    resolved: dict[str, str] = {}
    for actor in fullest_first:
        alike = by_name[family_name(actor.name) if actor.person else actor.name]
        fitting = {resolved[other.id] for other in alike if _is_fuller(other, actor)}
        resolved[actor.id] = fitting.pop() if len(fitting) == 1 else actor.id
        alike.append(actor)
    return resolved


def family_name(name: str) -> str:
    """The last word of a name."""
    return name.rsplit(maxsplit=1)[-1]


def _is_fuller(other: ActorRow, actor: ActorRow) -> bool:
    """Whether ``other`` has all that ``actor`` has, and a country or a longer name besides."""
    if other.person != actor.person or (actor.country is not None and other.country != actor.country):
        return False
    if other.name == actor.name:
        return other.country != actor.country
    return actor.person and other.name.endswith(f" {actor.name}")


class Actors:
    """The actors of the live documents, by resolved id."""

    def __init__(
        self, actors: Iterable[ActorRow], mentions: Iterable[ActorMentionRow], documents: Mapping[int, str]
    ) -> None:
        told: defaultdict[str, list[ActorMentionRow]] = defaultdict(list)
        for mention in mentions:
            told[mention.actor].append(mention)
        self._rows = {actor.id: actor for actor in actors if actor.id in told}
        self._resolved = resolve(self._rows.values())
        for actor, root in self._resolved.items():
            if actor != root:
                told[root].extend(told[actor])
        roots = sorted(set(self._resolved.values()))
        self._views = {root: _view(self._rows[root], told[root]) for root in roots}
        self.documents = {root: frozenset(documents[m.version] for m in told[root]) for root in roots}

    def __iter__(self) -> Iterator[LedgerActor]:
        return iter(self._views.values())

    def same(self, actor: str) -> str:
        """The id of the actor that this identity is."""
        return self._resolved[actor]

    def view(self, actor: str) -> LedgerActor:
        """The actor of any of its ids."""
        return self._views[self._resolved[actor]]

    def maybe(self, actor: str | None) -> LedgerActor | None:
        """The actor, None for None."""
        return None if actor is None else self.view(actor)

    def side(self, actors: Iterable[str]) -> frozenset[str]:
        """Countries of actors, the ids of those that have none: what one side of an event is compared by."""
        return frozenset(self.view(actor).country or self.same(actor) for actor in actors)

    def countries(self, actors: Iterable[str]) -> frozenset[str]:
        """Countries of those actors that have one."""
        return frozenset(country for actor in actors if (country := self.view(actor).country))

    def persons(self, actors: Iterable[str]) -> frozenset[tuple[str | None, str]]:
        """Countries and family names of those actors that are persons."""
        rows = (self._rows[self.same(actor)] for actor in actors)
        return frozenset((row.country, family_name(row.name)) for row in rows if row.person)


def in_order(actors: Iterable[LedgerActor]) -> tuple[LedgerActor, ...]:
    """Each actor once, by country and name, those without a country last."""
    return tuple(sorted(set(actors), key=lambda a: (a.country is None, a.country or "", a.name, a.id)))


def _view(row: ActorRow, mentions: list[ActorMentionRow]) -> LedgerActor:
    roles = {role for mention in mentions for role in mention.roles}
    kind = most_common(mention.kind for mention in mentions)
    assert kind is not None, "an actor without mentions has no view"
    return LedgerActor(
        id=row.id,
        name=most_common(mention.name for mention in mentions) or row.name,
        kind=kind,
        country=row.country,
        sector=most_common(mention.sector for mention in mentions if mention.sector),
        roles=tuple(sorted(roles, key=lambda r: (r.title, r.of or "", r.status))),
        names=tuple(sorted({mention.name for mention in mentions})),
    )
