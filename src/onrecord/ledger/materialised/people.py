"""Some of the actors of a ledger, as they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.ledger.materialised import actors, tables
from onrecord.ledger.materialised.access import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Row

    from onrecord.ledger.views import LedgerActor


class People:
    """Some of the actors of a ledger, by any of their ids.

    Views are read when they are first asked for, so ask while the connection is open, or fetch them before.
    """

    def __init__(self, connection: Connection, ids: Iterable[str]) -> None:
        self._connection = connection
        self._root: dict[str, str] = {}
        self._standings: dict[str, Row[Any]] = {}
        self._views: dict[str, LedgerActor] = {}
        self.add(ids)

    def add(self, ids: Iterable[str]) -> None:
        """Reads who these are."""
        resolved, standing = tables.actor_resolutions, tables.actor_standings
        root = {row.actor: row.root for row in rows_of(self._connection, resolved, resolved.c.actor, ids)}
        self._root |= root | {one: one for one in root.values()}
        standings = rows_of(self._connection, standing, standing.c.root, root.values())
        self._standings |= {row.root: row for row in standings}

    def same(self, actor: str) -> str:
        """The id of the actor that this identity is."""
        return self._root[actor]

    def fetch(self, actors_: Iterable[str]) -> None:
        """Reads the views of these, so that what follows asks the database only once."""
        wanted = {self._root[actor] for actor in actors_} - self._views.keys()
        self._views.update(actors.views(self._connection, wanted))

    def view(self, actor: str) -> LedgerActor:
        """The actor of any of its ids."""
        root = self._root[actor]
        if root not in self._views:
            self.fetch([root])
        return self._views[root]

    def maybe(self, actor: str | None) -> LedgerActor | None:
        """The actor, None for None."""
        return None if actor is None else self.view(actor)

    def name(self, actor: str) -> str:
        """What most documents call the actor."""
        name: str = self._standings[self._root[actor]].name
        return name

    def side(self, actors: Iterable[str]) -> frozenset[str]:
        """Countries of actors, the ids of those that have none."""
        rows = (self._standings[self._root[actor]] for actor in actors)
        return frozenset(row.country or row.root for row in rows)

    def countries(self, actors: Iterable[str]) -> frozenset[str]:
        """Countries of those actors that have one."""
        rows = (self._standings[self._root[actor]] for actor in actors)
        return frozenset(row.country for row in rows if row.country)
