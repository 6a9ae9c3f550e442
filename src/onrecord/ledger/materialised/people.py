"""Some of the actors of a ledger, as they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.ledger.materialised import actors, tables
from onrecord.ledger.materialised.access import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from onrecord.ledger.views import LedgerActor


class People:
    """Some of the actors of a ledger, by any of their ids."""

    def __init__(self, connection: Connection, ids: Iterable[str]) -> None:
        resolved = tables.actor_resolutions
        self._root: dict[str, str] = {
            row.actor: row.root for row in rows_of(connection, resolved, resolved.c.actor, ids)
        }
        self._root |= {root: root for root in self._root.values()}
        self._views = actors.views(connection, self._root.values())

    def __iter__(self) -> Iterator[LedgerActor]:
        return iter(self._views.values())

    def same(self, actor: str) -> str:
        """The id of the actor that this identity is."""
        return self._root[actor]

    def view(self, actor: str) -> LedgerActor:
        """The actor of any of its ids."""
        return self._views[self._root[actor]]

    def maybe(self, actor: str | None) -> LedgerActor | None:
        """The actor, None for None."""
        return None if actor is None else self.view(actor)

    def side(self, actors: Iterable[str]) -> frozenset[str]:
        """Countries of actors, the ids of those that have none."""
        return frozenset(self.view(actor).country or self.same(actor) for actor in actors)
