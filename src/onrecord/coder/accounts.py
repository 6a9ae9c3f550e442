"""Accounts of one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.records import Account


def find_accounts(doc: Doc) -> tuple[Account, ...]:
    """Finds the accounts of a parsed document."""
    return ()
