"""Actors over all documents: which identities are one actor, and what the documents together say of it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from onrecord.ledger.identity import words
from onrecord.ledger.joining import most_common
from onrecord.ledger.resolution import Attested, Office, family_name, resolve
from onrecord.ledger.revisions import DAY, moment
from onrecord.ledger.views import Identity, LedgerActor, LedgerRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.ledger.rows import ActorJudgementRow, ActorMentionRow, ActorRow, VersionRow
    from onrecord.ledger.verdicts import Resolution
    from onrecord.records import Role, RoleStatus


RoleKey = tuple[str, "RoleStatus", str | None]
"""A title's words, its status, and the body of which it is held."""

Given = tuple["Role", int]
"""A role, and the document version (``seq``) that gives it."""


class Actors:
    """The actors of the live documents, by resolved id."""

    def __init__(
        self,
        actors: Iterable[ActorRow],
        mentions: Iterable[ActorMentionRow],
        versions: Mapping[int, VersionRow],
        judgements: Iterable[ActorJudgementRow] = (),
    ) -> None:
        told: defaultdict[str, list[ActorMentionRow]] = defaultdict(list)
        for mention in mentions:
            told[mention.actor].append(mention)
        self._rows = {actor.id: actor for actor in actors if actor.id in told}
        days = {seq: _day(version) for seq, version in versions.items()}
        attested = {actor: _attested(told[actor], days) for actor in self._rows}
        resolutions = resolve(self._rows.values(), judgements, attested)
        self._resolved = {actor: found.root for actor, found in resolutions.items()}
        members: defaultdict[str, list[str]] = defaultdict(list)
        for actor, root in sorted(self._resolved.items()):
            members[root].append(actor)
        self._views: dict[str, LedgerActor] = {}
        self.documents: dict[str, frozenset[str]] = {}
        for root in sorted(members):
            own = [mention for actor in members[root] for mention in told[actor]]
            identities = _identities(root, members[root], self._rows, resolutions)
            self._views[root] = _view(self._rows[root], own, identities, days)
            self.documents[root] = frozenset(versions[mention.version].document for mention in own)

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


def _day(version: VersionRow) -> str | None:
    """The day of a report, None where its date is less precise than a day, or is none."""
    day = moment(version.published or version.updated)[:DAY]
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return None


def _attested(mentions: Iterable[ActorMentionRow], days: Mapping[int, str | None]) -> Attested:
    """What the documents say of one identity."""
    dated = [(mention, day) for mention in mentions if (day := days[mention.version])]
    offices = {
        Office(words(role.title), day) for mention, day in dated for role in mention.roles if role.status == "current"
    }
    return Attested(
        days=tuple(sorted({day for _, day in dated})),
        offices=tuple(sorted(offices, key=lambda office: (office.title, office.day))),
        described=all(_is_description(mention.name) for mention in mentions),
    )


def _is_description(name: str) -> bool:
    """Whether a name is a noun ("foreign minister"), which the coder writes as the text has it."""
    return name[:1].islower() and name.islower()


def _identities(
    root: str, members: Sequence[str], rows: Mapping[str, ActorRow], resolutions: Mapping[str, Resolution]
) -> tuple[Identity, ...]:
    ordered = sorted(members, key=lambda actor: (actor != root, rows[actor].name, rows[actor].country or "", actor))
    return tuple(Identity(a, rows[a].name, rows[a].country, resolutions[a].reason) for a in ordered)


def _view(
    row: ActorRow,
    mentions: Sequence[ActorMentionRow],
    identities: tuple[Identity, ...],
    days: Mapping[int, str | None],
) -> LedgerActor:
    kind = most_common(mention.kind for mention in mentions)
    assert kind is not None, "an actor without mentions has no view"
    named = [mention.name for mention in mentions if not _is_description(mention.name)]
    return LedgerActor(
        id=row.id,
        name=most_common(named or [mention.name for mention in mentions]) or row.name,
        kind=kind,
        country=row.country,
        sector=most_common(mention.sector for mention in mentions if mention.sector),
        roles=_roles(mentions, days),
        names=tuple(sorted({mention.name for mention in mentions})),
        identities=identities,
    )


def _roles(mentions: Iterable[ActorMentionRow], days: Mapping[int, str | None]) -> tuple[LedgerRole, ...]:
    """The roles that documents give, one for each title, body and status, those given last first."""
    given: defaultdict[RoleKey, list[Given]] = defaultdict(list)
    for mention in mentions:
        for role in mention.roles:
            given[words(role.title), role.status, role.of].append((role, mention.version))
    roles = [_role(held, days) for held in _completed(given).values()]
    roles.sort(key=lambda role: (role.title.lower(), role.of or "", role.status))
    roles.sort(key=lambda role: (role.last or "", role.documents), reverse=True)
    return tuple(roles)


def _completed(given: Mapping[RoleKey, list[Given]]) -> dict[RoleKey, list[Given]]:
    """With "the foreign minister" put to "the foreign minister of Iran", where reports name one body only."""
    found = {key: list(held) for key, held in given.items()}
    for title, status, of in given:
        bodies = [key for key in given if key[:2] == (title, status) and key[2] is not None]
        if of is None and len(bodies) == 1:
            found[bodies[0]].extend(found.pop((title, status, None)))
    return found


def _role(held: Sequence[Given], days: Mapping[int, str | None]) -> LedgerRole:
    role = held[0][0]
    dated = sorted(day for _, version in held if (day := days[version]))
    return LedgerRole(
        title=most_common(role.title for role, _ in held) or role.title,
        of=role.of,
        status=role.status,
        first=dated[0] if dated else None,
        last=dated[-1] if dated else None,
        documents=len({version for _, version in held}),
    )
