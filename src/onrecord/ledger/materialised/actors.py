"""Who the actors of the live documents are, renewed where documents name somebody (:mod:`onrecord.ledger.resolution`).

Two identities can only be one by a name that both have or end in, by an office, or by people's judgement. So what is
resolved anew are the names that the documents in question use, and the nouns for offices that their persons hold.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, func, select

from onrecord.ledger import judging, snapshot
from onrecord.ledger.identity import name_words
from onrecord.ledger.materialised import tables
from onrecord.ledger.materialised.access import add_up, found, put, remove, rows_of
from onrecord.ledger.people import Called, Given, Resolved, Tally, identities, is_description, ordinals, view
from onrecord.ledger.resolution import Attested, block, resolve
from onrecord.ledger.speakers import Source
from onrecord.ledger.verdicts import Resolution

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sqlalchemy import Connection

    from onrecord.ledger.rows import ActorJudgementRow, ActorRow
    from onrecord.ledger.views import LedgerActor

NAMES, ROLES, DAYS = tables.actor_names, tables.actor_roles, tables.actor_days
RESOLVED, STANDING = tables.actor_resolutions, tables.actor_standings

Tallies = dict[str, Tally]


class _Resolution(NamedTuple):
    """A row of the resolutions."""

    actor: str
    block: str
    root: str
    reason: str | None
    described: bool


class Renewed(NamedTuple):
    """Identities that another one stands for now, and those that stand for themselves and are called otherwise."""

    resolved: frozenset[str]
    called: frozenset[str]


def renew(
    connection: Connection, old: Iterable[Tallies], new: Iterable[Tallies], judged: Iterable[str] = ()
) -> Renewed:
    """Takes away what documents said of actors, adds what they say now, and resolves those of whom they speak.

    ``judged`` are further ones, of whom people have judged something.
    """
    change: defaultdict[str, Tally] = defaultdict(Tally)
    for tallies in new:
        for actor, tally in tallies.items():
            change[actor].add(tally)
    for tallies in old:
        for actor, tally in tallies.items():
            change[actor].take(tally)
    _count(connection, change)
    return _resolve(connection, change | {actor: change[actor] for actor in judged})


def _resolve(connection: Connection, touched: Mapping[str, Tally]) -> Renewed:
    """Resolves identities of which documents say something else now, and what hangs on them."""
    if not touched:
        return Renewed(frozenset(), frozenset())
    neighbourhood = _Neighbourhood.of(connection, touched)
    before = {row.actor: row for row in rows_of(connection, RESOLVED, RESOLVED.c.actor, neighbourhood.renewed)}
    rows = neighbourhood.written()
    changed = {actor for actor in neighbourhood.renewed if tuple(before.get(actor, ())) != tuple(rows.get(actor, ()))}
    remove(connection, RESOLVED, RESOLVED.c.actor, changed)
    put(connection, RESOLVED, [rows[actor]._asdict() for actor in sorted(changed & rows.keys())])
    moved = {actor for actor in changed & before.keys() & rows.keys() if before[actor].root != rows[actor].root}
    roots = {row.root for row in before.values()} | {row.root for row in rows.values()}
    return Renewed(frozenset(moved), frozenset(_stand(connection, roots)))


def resolved(connection: Connection, actors: Iterable[str]) -> Resolved:
    """Who these identities are."""
    roots = {row.actor: row.root for row in rows_of(connection, RESOLVED, RESOLVED.c.actor, actors)}
    roots |= {root: root for root in roots.values()}
    return Resolved(_rows(connection, roots.values()), roots)


def sources(connection: Connection, roots: Iterable[str]) -> dict[str, Source]:
    """What speakers are compared by, by the identities that stand for them."""
    rows = rows_of(connection, STANDING, STANDING.c.root, roots)
    return {row.root: Source(row.root, row.name, row.kind, row.country) for row in rows}


def views(connection: Connection, roots: Iterable[str]) -> dict[str, LedgerActor]:
    """The views of actors, by the identities that stand for them."""
    members: defaultdict[str, dict[str, Resolution]] = defaultdict(dict)
    for row in rows_of(connection, RESOLVED, RESOLVED.c.root, roots):
        members[row.root][row.actor] = Resolution(row.root, row.reason)
    everyone = [actor for own in members.values() for actor in own]
    rows = {row.id: row for row in snapshot.actors(connection, everyone)}
    told = _told(connection, everyone)
    made: dict[str, LedgerActor] = {}
    for root, own in members.items():
        first, *others = (told[actor] for actor in own)
        for other in others:
            first.add(other)
        made[root] = view(rows[root], first, identities(root, rows, own, own))
    return made


def _told(connection: Connection, actors: Collection[str]) -> defaultdict[str, Tally]:
    """What documents call actors, and their roles; of the days of each only the first and the last."""
    told: defaultdict[str, Tally] = defaultdict(Tally)
    called = select(NAMES.c.actor, NAMES.c.name, NAMES.c.kind, NAMES.c.sector, NAMES.c["count"].label("times"))
    for row in found(connection, called, NAMES.c.actor, actors):
        told[row.actor].names[Called(row.name, row.kind, row.sector or None)] = row.times
    key = (ROLES.c.actor, ROLES.c.words, ROLES.c.status, ROLES.c.of, ROLES.c.title)
    # Days are ISO, "" for none: the greatest is the last one, the smallest that is none of these the first.
    first = func.min(func.nullif(ROLES.c.day, ""))
    query = select(
        *key, first.label("first"), func.max(ROLES.c.day).label("last"), func.sum(ROLES.c.count).label("times")
    )
    for row in found(connection, query.group_by(*key), ROLES.c.actor, actors):
        given = told[row.actor].roles
        for day, count in ((row.last or None, row.times), (row.first, 0)):
            given[Given(row.words, row.status, row.of or None, row.title, day)] += count
    return told


@dataclass
class _Neighbourhood:
    """Identities with all that their resolution depends on; ``renewed`` are those for which this is all of it."""

    rows: dict[str, ActorRow]
    renewed: frozenset[str]
    judgements: tuple[ActorJudgementRow, ...]
    attested: dict[str, Attested]

    @classmethod
    def of(cls, connection: Connection, touched: Mapping[str, Tally]) -> _Neighbourhood:
        judgements = judging.read(connection)
        own = _blocks(connection, _rows(connection, touched).values(), judgements)
        described = {**_described(own), **_called_by_office(connection, own, touched)}
        holders = _holders(connection, described.values())
        rows = own | _blocks(connection, (described | holders).values(), judgements)
        named = _names(connection, rows)
        rows = {actor: row for actor, row in rows.items() if actor in named}
        attested = _attested(connection, rows, named, {*described, *holders})
        return cls(rows, frozenset(own | described), judgements, attested)

    def written(self) -> dict[str, _Resolution]:
        """What is kept of each that is renewed, as far as anybody still names it."""
        resolutions = resolve(self.rows.values(), self.judgements, self.attested)
        written: dict[str, _Resolution] = {}
        for actor in self.rows.keys() & self.renewed:
            found, described = resolutions[actor], self.attested[actor].described
            written[actor] = _Resolution(actor, block(self.rows[actor]), found.root, found.reason, described)
        return written


def _rows(connection: Connection, actors: Iterable[str]) -> dict[str, ActorRow]:
    return {row.id: row for row in snapshot.actors(connection, actors)}


def _blocks(
    connection: Connection, actors: Iterable[ActorRow], judgements: Iterable[ActorJudgementRow]
) -> dict[str, ActorRow]:
    """Everyone who may be one with these by name or judgement."""
    judged: defaultdict[str, set[str]] = defaultdict(set)
    for judgement in judgements:
        if judgement.withdrawn_at is None:
            judged[judgement.one].add(judgement.other)
            judged[judgement.other].add(judgement.one)
    known: dict[str, ActorRow] = {}
    frontier = {row.id: row for row in actors}
    while frontier:
        known |= frontier
        near = {other for actor in frontier for other in judged.get(actor, ())}
        query = select(RESOLVED.c.actor)
        near |= {row.actor for row in found(connection, query, RESOLVED.c.block, map(block, frontier.values()))}
        frontier = _rows(connection, near - known.keys())
    return known


def _described(rows: Mapping[str, ActorRow]) -> dict[str, ActorRow]:
    """Persons who may be known by a noun alone; whether they are is for their names to say."""
    return {actor: row for actor, row in rows.items() if row.person and row.country}


def _called_by_office(
    connection: Connection, own: Mapping[str, ActorRow], touched: Mapping[str, Tally]
) -> dict[str, ActorRow]:
    """Persons known by a noun alone, whom an office of somebody in question may mean."""
    offices = {
        (own[actor].country, given.words)
        for actor, tally in touched.items()
        if actor in own and own[actor].person and own[actor].country
        for given in tally.roles
        if given.status == "current"
    }
    ends = {title.rsplit(maxsplit=1)[-1] for _, title in offices if title}
    query = select(RESOLVED.c.actor).where(RESOLVED.c.described)
    rows = _rows(connection, (row.actor for row in found(connection, query, RESOLVED.c.block, ends)))
    return {actor: row for actor, row in rows.items() if row.person and (row.country, row.name) in offices}


def _holders(connection: Connection, described: Iterable[ActorRow]) -> dict[str, ActorRow]:
    """The persons said to hold the offices by which others are called."""
    offices = {(row.country, row.name) for row in described}
    query = select(ROLES.c.actor, ROLES.c.words).where(ROLES.c.status == "current").distinct()
    titles: defaultdict[str, set[str]] = defaultdict(set)
    for row in found(connection, query, ROLES.c.words, (title for _, title in offices)):
        titles[row.actor].add(row.words)
    rows = _rows(connection, titles)
    return {a: row for a, row in rows.items() if row.person and any((row.country, t) in offices for t in titles[a])}


def _names(connection: Connection, actors: Iterable[str]) -> dict[str, list[str]]:
    named: defaultdict[str, list[str]] = defaultdict(list)
    for row in found(connection, select(NAMES.c.actor, NAMES.c.name), NAMES.c.actor, actors):
        named[row.actor].append(row.name)
    return named


def _attested(
    connection: Connection, rows: Mapping[str, ActorRow], named: Mapping[str, list[str]], in_office: Collection[str]
) -> dict[str, Attested]:
    """What resolution compares; days only where it may have to choose."""
    shared = Counter(map(block, rows.values()))
    choosing = {actor for actor, row in rows.items() if shared[block(row)] > 1 or actor in in_office}
    days: defaultdict[str, list[str]] = defaultdict(list)
    for row in found(connection, select(DAYS.c.actor, DAYS.c.day), DAYS.c.actor, choosing):
        days[row.actor].append(row.day)
    held: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    current = and_(ROLES.c.status == "current", ROLES.c.day != "")
    offices = select(ROLES.c.actor, ROLES.c.words, ROLES.c.day).where(current)
    for row in found(connection, offices, ROLES.c.actor, in_office):
        held[row.actor][row.words].add(row.day)
    return {
        actor: Attested(
            days=ordinals(days[actor]),
            offices={title: ordinals(on) for title, on in held[actor].items()},
            described=all(map(is_description, named[actor])),
        )
        for actor in rows
    }


def _stand(connection: Connection, roots: Collection[str]) -> Iterator[str]:
    """Renews how actors are called; gives those for whom something has changed."""
    known = {row.root: tuple(row) for row in rows_of(connection, STANDING, STANDING.c.root, roots)}
    made = views(connection, roots)
    now = {root: (root, one.name, one.kind, one.sector, one.country) for root, one in made.items()}
    changed = sorted(root for root in roots if known.get(root) != now.get(root))
    remove(connection, STANDING, STANDING.c.root, changed)
    names = [column.name for column in STANDING.c]
    put(connection, STANDING, [dict(zip(names, now[root], strict=True)) for root in changed if root in now])
    yield from (root for root in changed if root in known and root in now)


def _count(connection: Connection, change: Mapping[str, Tally]) -> None:
    """Adds to the counts, and deletes what nobody says any more."""
    names = [
        {
            "actor": actor,
            "name": called.name,
            "kind": called.kind,
            "sector": called.sector or "",
            "words": name_words(called.name),
            "count": count,
        }
        for actor, tally in sorted(change.items())
        for called, count in tally.names.items()
    ]
    roles = [
        {
            "actor": actor,
            "words": given.words,
            "status": given.status,
            "of": given.of or "",
            "title": given.title,
            "day": given.day or "",
            "count": count,
        }
        for actor, tally in sorted(change.items())
        for given, count in tally.roles.items()
    ]
    days = [
        {"actor": actor, "day": day, "count": count}
        for actor, tally in sorted(change.items())
        for day, count in tally.days.items()
    ]
    for table, rows in ((NAMES, names), (ROLES, roles), (DAYS, days)):
        add_up(connection, table, rows)
