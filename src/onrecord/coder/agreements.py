"""Agreements of one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.records import Agreement


def find_agreements(doc: Doc) -> tuple[Agreement, ...]:
    """Finds the agreements of a parsed document."""
    return ()
