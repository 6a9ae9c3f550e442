"""What agreements and contested propositions are recognised by in several document versions, and who holds that.

Two versions without a key in common speak of none that is the same, so what can be one is found by following keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sqlalchemy import select

from onrecord.ledger import schema
from onrecord.ledger.accounts import of_proposition
from onrecord.ledger.agreements import Agreements
from onrecord.ledger.identity import words
from onrecord.ledger.materialised import tables
from onrecord.ledger.materialised.access import found, put, remove
from onrecord.ledger.materialised.codec import hashed
from onrecord.ledger.materialised.people import People
from onrecord.ledger.materialised.reading import read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection

    from onrecord.ledger.materialised.reading import Part

KEYS, NAMING, RESOLVED = tables.joining_keys, tables.naming, tables.actor_resolutions

Kind = Literal["agreement", "account"]


def renew(connection: Connection, part: Part, gone: Collection[int], called: Collection[str]) -> None:
    """Renews the keys of versions that have come, gone or changed, and of those in which a party is called otherwise.

    Args:
        connection: in a transaction.
        part: the versions as they are now.
        gone: versions that are no longer live.
        called: actors that documents call otherwise now, by which forms of names are recognised.
    """
    _write(connection, part, gone)
    renamed = _with_parties(connection, called) - part.versions
    if renamed:
        _write(connection, read(connection, renamed), ())


def closure(connection: Connection, kind: Kind, versions: Iterable[int]) -> set[int]:
    """Versions with all those that may speak of the same agreements or contested propositions."""
    known: set[int] = set()
    frontier = set(versions)
    while frontier:
        known |= frontier
        having, holding = (select(column).where(KEYS.c.kind == kind) for column in (KEYS.c.key, KEYS.c.version))
        keys = {row.key for row in found(connection, having, KEYS.c.version, frontier)}
        frontier = {row.version for row in found(connection, holding, KEYS.c.key, keys)} - known
    return known


def holding(connection: Connection, kind: Kind, record: str) -> set[int]:
    """The versions in which an agreement or a contested proposition of this id stands, or stands as one."""
    query = select(KEYS.c.version).where(KEYS.c.kind == kind, KEYS.c.key == hashed(record))
    return set(connection.scalars(query))


def _write(connection: Connection, part: Part, gone: Collection[int]) -> None:
    remove(connection, KEYS, KEYS.c.version, (*part.versions, *gone))
    put(
        connection,
        KEYS,
        [dict(zip(("kind", "key", "version"), row, strict=True)) for row in sorted(_rows(connection, part))],
    )


def _rows(connection: Connection, part: Part) -> set[tuple[Kind, int, int]]:
    rows: set[tuple[Kind, int, int]] = set()
    for account in part.rows.accounts:
        rows.add(("account", hashed(of_proposition(words(account.proposition))), account.version))
    if part.rows.agreements:
        people = People(connection, {row.actor for row in part.rows.agreement_parties})
        for version, keys in Agreements(part.rows, people, part.quoter).keys().items():
            rows |= {("agreement", hashed(key), version) for key in keys}
    return rows


def _with_parties(connection: Connection, actors: Iterable[str]) -> set[int]:
    """The live versions that name one of these as party to an agreement."""
    identities = {row.actor for row in found(connection, select(RESOLVED.c.actor), RESOLVED.c.root, actors)}
    agreements, parties = schema.agreements, schema.agreement_parties
    query = select(NAMING.c.version).join(agreements, agreements.c.version == NAMING.c.version)
    query = query.join(parties, (parties.c.agreement == agreements.c.id) & (parties.c.actor == NAMING.c.actor))
    return {row.version for row in found(connection, query, NAMING.c.actor, identities)}
