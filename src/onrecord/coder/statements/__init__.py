"""Statements of one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.records import Statement


def find_statements(doc: Doc) -> tuple[Statement, ...]:
    """Finds the statements of a parsed document."""
    return ()
