"""Whom a person means who types a name: the actors that bear it, and of one of them the identity of that name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.ledger.identity import name_words
from onrecord.ledger.scope import Scope

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import Identity, LedgerActor


def bearers(ledger: Ledger, name: str) -> tuple[LedgerActor, ...]:
    """The actors that some report calls exactly so; if there is none, those that the name may stand for."""
    found = ledger.actors(Scope(actors=(name,)))
    exact = (actor for actor in found if any(name_words(name) == name_words(own) for own in actor.names))
    return tuple(exact) or found


def meant(actor: LedgerActor, asked: str) -> Identity:
    """Which identity of an actor an id or a name of it means.

    What is judged of "Javad Zarif" goes on to hold of him when he is no longer taken for the actor whose name he bears
    now, and that he is not that actor can only be judged of his own identity.
    """
    called = (one for one in actor.identities if asked == one.id or name_words(asked) == one.name)
    return next(called, actor.identities[0])
