"""Actors over all documents: which identities are one actor, and what the documents together say of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol

from onrecord.ledger.identity import words
from onrecord.ledger.joining import most_common
from onrecord.ledger.resolution import Attested, family_name, resolve
from onrecord.ledger.revisions import DAY, moment
from onrecord.ledger.views import Identity, LedgerActor, LedgerRole
from onrecord.records import ActorKind, RoleStatus, Sector  # noqa: TC001 - tallies are kept as JSON

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from onrecord.ledger.resolution import Days
    from onrecord.ledger.rows import ActorJudgementRow, ActorMentionRow, ActorRow, VersionRow
    from onrecord.ledger.verdicts import Resolution


class Called(NamedTuple):
    """What a mention calls an actor."""

    name: str
    kind: ActorKind
    sector: Sector | None


class Given(NamedTuple):
    """A role that a document gives an actor: the title's words, its status and body, the title as written, the day."""

    words: str
    status: RoleStatus
    of: str | None
    title: str
    day: str | None


@dataclass(slots=True)
class Tally:
    """What documents call an actor, how often; and how many documents give it a role or name it on a day."""

    names: Counter[Called] = field(default_factory=Counter)
    roles: Counter[Given] = field(default_factory=Counter)
    days: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Counts what others say as well."""
        self.names.update(other.names)
        self.roles.update(other.roles)
        self.days.update(other.days)

    def take(self, other: Tally) -> None:
        """Counts less of what others said."""
        self.names.subtract(other.names)
        self.roles.subtract(other.roles)
        self.days.subtract(other.days)

    @property
    def described(self) -> bool:
        """Whether no document names the actor: it is known by a noun alone."""
        return all(is_description(called.name) for called in self.names)

    @property
    def attested(self) -> Attested:
        """What resolution compares."""
        held: defaultdict[str, set[str]] = defaultdict(set)
        for given in self.roles:
            if given.status == "current" and given.day:
                held[given.words].add(given.day)
        offices = {title: ordinals(days) for title, days in held.items()}
        return Attested(ordinals(self.days), offices, self.described)


def tallies(mentions: Iterable[ActorMentionRow], day: str | None) -> dict[str, Tally]:
    """What the mentions of one document say of each actor (by identity)."""
    made: defaultdict[str, Tally] = defaultdict(Tally)
    for mention in mentions:
        tally = made[mention.actor]
        tally.names[Called(mention.name, mention.kind, mention.sector)] += 1
        for role in mention.roles:
            tally.roles[Given(words(role.title), role.status, role.of, role.title, day)] = 1
        if day:
            tally.days[day] = 1
    for tally in made.values():
        tally.roles = Counter(given for given in tally.roles if given.of or not _is_named_besides(given, tally.roles))
    return dict(made)


def _is_named_besides(given: Given, roles: Iterable[Given]) -> bool:
    """Whether the document also says of what a role is held."""
    return any(other.of and other[:2] == given[:2] for other in roles)


def ordinals(days: Iterable[str]) -> Days:
    """ISO dates as numbers, in order."""
    return tuple(sorted(date.fromisoformat(day).toordinal() for day in days))


class Known(Protocol):
    """Actors, by any id of theirs."""

    def same(self, actor: str) -> str:
        """The id of the actor that this identity is."""

    def view(self, actor: str) -> LedgerActor:
        """The actor."""

    def maybe(self, actor: str | None) -> LedgerActor | None:
        """The actor, None for None."""

    def name(self, actor: str) -> str:
        """What most documents call the actor."""

    def side(self, actors: Iterable[str]) -> frozenset[str]:
        """Countries of actors, the ids of those that have none: what one side of an event is compared by."""

    def countries(self, actors: Iterable[str]) -> frozenset[str]:
        """Countries of those actors that have one."""

    def fetch(self, actors: Iterable[str]) -> None:
        """Says which will be viewed, so that they are read at once."""


class Resolved:
    """Which identity stands for each, by rows of those that do."""

    def __init__(self, rows: Mapping[str, ActorRow], roots: Mapping[str, str]) -> None:
        self._rows, self._resolved = rows, roots

    def same(self, actor: str) -> str:
        """The id of the actor that this identity is."""
        return self._resolved[actor]

    def side(self, actors: Iterable[str]) -> frozenset[str]:
        """Countries of actors, the ids of those that have none: what one side of an event is compared by."""
        return frozenset(self._rows[self.same(actor)].country or self.same(actor) for actor in actors)

    def countries(self, actors: Iterable[str]) -> frozenset[str]:
        """Countries of those actors that have one."""
        return frozenset(country for actor in actors if (country := self._rows[self.same(actor)].country))

    def persons(self, actors: Iterable[str]) -> frozenset[tuple[str, str]]:
        """Countries ("" for none) and family names of those actors that are persons."""
        rows = (self._rows[self.same(actor)] for actor in actors)
        return frozenset((row.country or "", family_name(row.name)) for row in rows if row.person)


class Actors(Resolved):
    """The actors of the live documents, by resolved id."""

    def __init__(
        self,
        actors: Iterable[ActorRow],
        mentions: Iterable[ActorMentionRow],
        versions: Mapping[int, VersionRow],
        judgements: Iterable[ActorJudgementRow] = (),
    ) -> None:
        by_version: defaultdict[int, list[ActorMentionRow]] = defaultdict(list)
        for mention in mentions:
            by_version[mention.version].append(mention)
        told: defaultdict[str, Tally] = defaultdict(Tally)
        naming: defaultdict[str, set[str]] = defaultdict(set)
        for version, own in by_version.items():
            for actor, tally in tallies(own, day_of(versions[version])).items():
                told[actor].add(tally)
                naming[actor].add(versions[version].document)
        rows = {actor.id: actor for actor in actors if actor.id in told}
        resolutions = resolve(rows.values(), judgements, {actor: told[actor].attested for actor in rows})
        super().__init__(rows, {actor: found.root for actor, found in resolutions.items()})
        members: defaultdict[str, list[str]] = defaultdict(list)
        for actor, root in sorted(self._resolved.items()):
            members[root].append(actor)
        self._views: dict[str, LedgerActor] = {}
        self.documents: dict[str, frozenset[str]] = {}
        for root, own_ids in sorted(members.items()):
            together = Tally()
            for actor in own_ids:
                together.add(told[actor])
            self._views[root] = view(self._rows[root], together, identities(root, self._rows, own_ids, resolutions))
            self.documents[root] = frozenset().union(*(naming[actor] for actor in own_ids))

    def __iter__(self) -> Iterator[LedgerActor]:
        return iter(self._views.values())

    def view(self, actor: str) -> LedgerActor:
        """The actor of any of its ids."""
        return self._views[self._resolved[actor]]

    def maybe(self, actor: str | None) -> LedgerActor | None:
        """The actor, None for None."""
        return None if actor is None else self.view(actor)

    def name(self, actor: str) -> str:
        """What most documents call the actor."""
        return self.view(actor).name

    def fetch(self, actors: Iterable[str]) -> None:
        """Does nothing: all of them are there."""


def in_order(actors: Iterable[LedgerActor]) -> tuple[LedgerActor, ...]:
    """Each actor once, by country and name, those without a country last."""
    return tuple(sorted(set(actors), key=lambda a: (a.country is None, a.country or "", a.name, a.id)))


def day_of(version: VersionRow) -> str | None:
    """The day of a report, None where its date is less precise than a day, or is none."""
    day = moment(version.published or version.updated)[:DAY]
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return None


def is_description(name: str) -> bool:
    """Whether a name is a noun ("foreign minister"), which the coder writes as the text has it."""
    return name[:1].islower() and name.islower()


def identities(
    root: str, rows: Mapping[str, ActorRow], members: Iterable[str], resolutions: Mapping[str, Resolution]
) -> tuple[Identity, ...]:
    """The identities of an actor, its own first."""
    ordered = sorted(members, key=lambda actor: (actor != root, rows[actor].name, rows[actor].country or "", actor))
    return tuple(Identity(a, rows[a].name, rows[a].country, resolutions[a].reason) for a in ordered)


def view(row: ActorRow, told: Tally, identities: tuple[Identity, ...]) -> LedgerActor:
    """The view of an actor, of which the documents together tell so."""
    kinds: dict[ActorKind, int] = defaultdict(int)
    sectors: dict[Sector, int] = defaultdict(int)
    names: dict[str, int] = defaultdict(int)
    for called, count in told.names.items():
        kinds[called.kind] += count
        names[called.name] += count
        if called.sector:
            sectors[called.sector] += count
    kind = most_common(kinds)
    assert kind is not None, "an actor without mentions has no view"
    named = {name: count for name, count in names.items() if not is_description(name)}
    return LedgerActor(
        id=row.id,
        name=most_common(named or names) or row.name,
        kind=kind,
        country=row.country,
        sector=most_common(sectors),
        roles=_roles(told.roles),
        names=tuple(sorted(names)),
        identities=identities,
    )


def _roles(given: Counter[Given]) -> tuple[LedgerRole, ...]:
    """The roles that documents give, one for each title, body and status, those given last first."""
    held: defaultdict[tuple[str, RoleStatus, str | None], Counter[Given]] = defaultdict(Counter)
    for one, count in given.items():
        held[one.words, one.status, one.of][one] = count
    for title, status, of in list(held):
        bodies = [key for key in held if key[:2] == (title, status) and key[2] is not None]
        if of is None and len(bodies) == 1:
            held[bodies[0]].update(held.pop((title, status, None)))
    roles = [_role(status, of, counts) for (_, status, of), counts in held.items()]
    roles.sort(key=lambda role: (role.title.lower(), role.of or "", role.status))
    roles.sort(key=lambda role: (role.last or "", role.documents), reverse=True)
    return tuple(roles)


def _role(status: RoleStatus, of: str | None, given: Counter[Given]) -> LedgerRole:
    titles: Counter[str] = Counter()
    for one, count in given.items():
        titles[one.title] += count
    days = [one.day for one in given if one.day]
    return LedgerRole(
        title=most_common(titles) or "",
        of=of,
        status=status,
        first=min(days, default=None),
        last=max(days, default=None),
        documents=given.total(),
    )
