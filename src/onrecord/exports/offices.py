"""The office in which an actor acted on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.exports.facts import DAY

if TYPE_CHECKING:
    from onrecord.ledger.views import LedgerActor, LedgerRole


def office_on(actor: LedgerActor, day: str | None) -> str | None:
    """The title that reports around ``day`` give the actor as its own; None where none does.

    An actor's last title is not that of all its acts: who was minister then may be former minister in the last report.
    """
    if day is None:
        return None
    return next((role.title for role in actor.roles if _held(role, day[:DAY])), None)


def _held(role: LedgerRole, day: str) -> bool:
    if role.first is None or role.last is None or role.status not in ("current", "unknown"):
        return False
    return role.first[: len(day)] <= day <= role.last[: len(day)]
