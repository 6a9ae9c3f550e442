"""The parts of a ledger that can be exported, by the names of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import (
        LedgerAccount,
        LedgerActor,
        LedgerAgreement,
        LedgerCommitment,
        LedgerDocument,
        LedgerEvent,
        LedgerPosition,
        LedgerPositionSeries,
        LedgerStatement,
        LedgerUtterance,
    )

    View = (
        LedgerEvent
        | LedgerStatement
        | LedgerUtterance
        | LedgerAccount
        | LedgerAgreement
        | LedgerCommitment
        | LedgerPosition
        | LedgerPositionSeries
        | LedgerActor
        | LedgerDocument
    )

PARTS: dict[str, Callable[[Ledger], Iterable[View]]] = {
    "events": lambda ledger: ledger.events(),
    "statements": lambda ledger: ledger.statements(),
    "utterances": lambda ledger: ledger.utterances(),
    "accounts": lambda ledger: ledger.accounts(),
    "agreements": lambda ledger: ledger.agreements(),
    "commitments": lambda ledger: ledger.commitments(),
    "positions": lambda ledger: ledger.positions(),
    "series": lambda ledger: ledger.position_series(),
    "actors": lambda ledger: ledger.actors(),
    "documents": lambda ledger: ledger.documents(),
}
