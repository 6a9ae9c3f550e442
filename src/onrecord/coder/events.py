"""Events of one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.records import Event


def find_events(doc: Doc) -> tuple[Event, ...]:
    """Finds the events of a parsed document."""
    return ()
