"""Times."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.records import Time


def find_times(doc: Doc, anchor: str | None) -> tuple[Time, ...]:
    """Placeholder until the real one lands."""
    return ()
