"""The document's date and what gave it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.records import Document, Metadata, Span


def date_document(document: Document, published: str | None = None) -> Metadata:
    """Placeholder until the real one lands."""
    return replace(document.meta, published=document.meta.published or published)


def find_revision_notes(text: str) -> tuple[Span, ...]:
    """Placeholder until the real one lands."""
    return ()
