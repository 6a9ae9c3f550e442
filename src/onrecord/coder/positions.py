"""Positions of one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.records import Position


def find_positions(doc: Doc) -> tuple[Position, ...]:
    """Finds the positions of a parsed document."""
    return ()
