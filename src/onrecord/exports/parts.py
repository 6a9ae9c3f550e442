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
        LedgerDocument,
        LedgerEvent,
        LedgerPosition,
        LedgerStatement,
    )

    View = (
        LedgerEvent | LedgerStatement | LedgerAccount | LedgerAgreement | LedgerPosition | LedgerActor | LedgerDocument
    )

PARTS: dict[str, Callable[[Ledger], Iterable[View]]] = {
    "events": lambda ledger: ledger.events(),
    "statements": lambda ledger: ledger.statements(),
    "accounts": lambda ledger: ledger.accounts(),
    "agreements": lambda ledger: ledger.agreements(),
    "positions": lambda ledger: ledger.positions(),
    "actors": lambda ledger: ledger.actors(),
    "documents": lambda ledger: ledger.documents(),
}
