"""Renewing the materialised views, in the transaction that has changed the rows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, func, select, update

from onrecord.ledger import schema, snapshot
from onrecord.ledger.likeness import portraits
from onrecord.ledger.materialised import actors, events, joining, origins, tables, utterances
from onrecord.ledger.materialised.access import found, put, remove, rows_of
from onrecord.ledger.materialised.codec import Decoder, encode
from onrecord.ledger.materialised.reading import Part, judged_together, named_anew, read
from onrecord.ledger.people import Called, Given, Tally, day_of, tallies
from onrecord.ledger.statements import carriers, mentions_told
from onrecord.ledger.told import tell
from onrecord.ledger.utterances import say
from onrecord.ontology.coreference import stem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Connection

VERSIONS, READ, NAMING = schema.document_versions, tables.read_versions, tables.naming
PENDING, PENDING_ACTORS = tables.pending, tables.pending_actors
_LOCK = 7_023_417
"""PostgreSQL advisory lock of whoever renews; any number will do that is always the same."""

AT_ONCE = 200
"""Document versions that are read at once, so that memory stays bounded when a whole ledger is made anew."""


class _Kept(NamedTuple):
    """A tally as it is kept: names and roles with their counts, and the day."""

    names: list[tuple[Called, int]]
    roles: list[Given]
    days: list[str]


_TALLIES: Decoder[dict[str, _Kept]] = Decoder(dict[str, _Kept])


def await_versions(connection: Connection, versions: Iterable[int]) -> None:
    """Has versions (by ``seq``) renewed next time: they have come or gone, or people have judged their records."""
    changed = set(versions)
    waiting = {row.version for row in rows_of(connection, PENDING, PENDING.c.version, changed)}
    put(connection, PENDING, [{"version": version} for version in sorted(changed - waiting)])


def await_reviews(connection: Connection, made: Collection[str] | None = None) -> None:
    """Has the live versions renewed that reviews (by id; all for None) are about."""
    rows = snapshot.judged(connection).review_records
    documents = {row.document for row in rows if made is None or row.review in made}
    query = select(VERSIONS.c.seq).where(VERSIONS.c.superseded_by.is_(None))
    await_versions(connection, (row.seq for row in found(connection, query, VERSIONS.c.document, documents)))


def await_actors(connection: Connection, actors: Iterable[str]) -> None:
    """Has actors resolved anew next time: people have judged who they are."""
    named = set(actors)
    waiting = {row.actor for row in rows_of(connection, PENDING_ACTORS, PENDING_ACTORS.c.actor, named)}
    put(connection, PENDING_ACTORS, [{"actor": actor} for actor in sorted(named - waiting)])


def renew(connection: Connection) -> None:
    """Renews all views after what is pending; the rows are read as the connection sees them.

    One transaction at a time: two that each do not see what the other adds would both leave out what the two have in
    common. SQLite has one writer anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    named = [row.actor for row in connection.execute(select(PENDING_ACTORS))]
    waiting = [row.version for row in connection.execute(select(PENDING).order_by(PENDING.c.version))]
    for start in range(0, len(waiting) or bool(named), AT_ONCE):
        _Renewal(connection).run(waiting[start : start + AT_ONCE], named)
    connection.execute(delete(PENDING_ACTORS))
    connection.execute(delete(PENDING))


class _Renewal:
    """One round of renewing; versions are named by ``seq``."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.judged = judged_together(connection)

    def run(self, waiting: Iterable[int], named: Iterable[str]) -> None:
        changed = self._with_judged(waiting)
        live = self._live(changed)
        known = {row.version: row.tallies for row in rows_of(self.connection, READ, READ.c.version, changed)}
        gone, come = known.keys() - live, live - known.keys()
        before = [_unpacked(known[version]) for version in sorted(known)]
        part = read(self.connection, live)
        said = {version: self._tallies(part, version) for version in sorted(live)}
        self._enter(part, said, come)
        dirty = live | origins.renew(self.connection, gone, come)
        renewed = actors.renew(self.connection, before, said.values(), named)
        dirty |= self._naming(renewed.resolved)
        dirty = self._with_judged(dirty)
        part = named_anew(self.connection, part.snapshot, live) if dirty == live else read(self.connection, dirty)
        retold = self._tell(part, gone)
        joining.renew(self.connection, part, gone, renewed.called)
        speaking = self._speaking(renewed.called) - part.versions
        self._say(read(self.connection, part.versions | speaking) if speaking else part, gone, retold)
        for table in (READ, NAMING):
            remove(self.connection, table, table.c.version, gone)

    def _with_judged(self, versions: Iterable[int]) -> set[int]:
        """Versions with those that people have judged something of together with them."""
        return {near for version in versions for near in (version, *self.judged.get(version, ()))}

    def _live(self, versions: Iterable[int]) -> set[int]:
        query = select(VERSIONS.c.seq).where(VERSIONS.c.superseded_by.is_(None))
        return {row.seq for row in found(self.connection, query, VERSIONS.c.seq, versions)}

    def _tallies(self, part: Part, version: int) -> dict[str, Tally]:
        mentions = (row for row in part.rows.actor_mentions if row.version == version)
        return tallies(mentions, day_of(part.quoter.versions[version].row))

    def _enter(self, part: Part, said: Mapping[int, Mapping[str, Tally]], come: Collection[int]) -> None:
        """Keeps what the versions say of actors, and of those that are new what their records have in common."""
        stems: defaultdict[int, set[str]] = defaultdict(set)
        for row in part.rows.search_rows:
            if row.version in come:
                stems[row.version].update(map(stem, row.body.split()))
        rows = [
            {
                "version": version,
                "document": part.quoter.document(version),
                "reported": part.quoter.reported(version),
                "tallies": _packed(said[version]),
                "context": encode(frozenset(stems[version])),
            }
            for version in sorted(come)
        ]
        put(self.connection, READ, rows)
        remove(self.connection, NAMING, NAMING.c.version, said)
        named = ({"version": version, "actor": actor} for version, own in said.items() for actor in own)
        put(self.connection, NAMING, list(named))
        for version in sorted(said.keys() - set(come)):
            kept = update(READ).where(READ.c.version == version).values(tallies=_packed(said[version]))
            self.connection.execute(kept)

    def _naming(self, moved: Collection[str]) -> set[int]:
        """The versions that name one of these identities."""
        return {row.version for row in rows_of(self.connection, NAMING, NAMING.c.actor, moved)}

    def _speaking(self, called: Collection[str]) -> set[int]:
        """The versions that have a statement of one of these actors."""
        table = tables.said
        return {row.version for row in found(self.connection, select(table.c.version), table.c.source, called)}

    def _tell(self, part: Part, gone: Collection[int]) -> set[str]:
        """Renews the events that have to do with some versions, and returns the mentions (ids) that are told anew."""
        resolved = actors.resolved(self.connection, {row.actor for row in part.rows.actor_mentions})
        told = portraits(tell(part.rows, resolved, part.quoter, part.reviews.pairs), part.rows.search_rows, resolved)
        sources = {row.id: row.source for row in part.rows.statements}
        now: dict[int, events.Told] = {version: {} for version in (*gone, *part.versions)}
        for one in told.values():
            row = one.told.row
            voice = row.according_actor or sources.get(row.according_statement or "")
            now[row.version][row.id] = (one, resolved.same(voice) if voice else None)
        return events.renew(self.connection, now, self.judged)

    def _say(self, part: Part, gone: Collection[int], retold: Collection[str]) -> None:
        """Renews the utterances that have to do with some versions, after the events that they tell of."""
        resolved = actors.resolved(self.connection, {row.actor for row in part.rows.actor_mentions})
        named = actors.sources(
            self.connection, {resolved.same(row.source) for row in part.rows.statements if row.source}
        )
        by = {row.source: named[resolved.same(row.source)] for row in part.rows.statements if row.source}
        carried = carriers(part.rows)
        tells = mentions_told(part.rows)
        now: dict[int, dict[str, utterances.Spoken]] = {version: {} for version in (*gone, *part.versions)}
        for one in say(part.rows, by, part.quoter, part.quoter.texts):
            row = one.row
            having = (("source", row.source), ("addressee", row.addressee), *(("via", a) for a in carried[row.id]))
            parts = tuple(sorted({(role, resolved.same(actor)) for role, actor in having if actor}))
            date = row.date or part.quoter.published(row.version) or ""
            now[row.version][row.id] = utterances.Spoken(one, date, parts, tells[row.id])
        utterances.renew(self.connection, now, retold)


def _packed(said: Mapping[str, Tally]) -> bytes:
    kept = {
        actor: _Kept(sorted(tally.names.items(), key=repr), sorted(tally.roles, key=repr), sorted(tally.days))
        for actor, tally in said.items()
    }
    return encode(kept)


def _unpacked(data: bytes) -> dict[str, Tally]:
    said: dict[str, Tally] = {}
    for actor, kept in _TALLIES(data).items():
        tally = said[actor] = Tally()
        tally.names.update(dict(kept.names))
        tally.roles.update(kept.roles)
        tally.days.update(kept.days)
    return said
