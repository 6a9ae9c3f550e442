"""What ``onrecord code`` writes: the article again, under its own id and with what it gave of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

GIVEN = ("id", "title", "outlet", "url", "author", "updated", "language", "credited")


def recognises(item: Mapping[str, object]) -> bool:
    """Whether it says what it was coded by."""
    return isinstance(item.get("coder"), dict) and isinstance(item.get("document"), dict)


def fields(item: Mapping[str, object], where: str) -> dict[str, object]:
    """What the input gave; a date that the coder took from the text is left to the coder that reads it now.

    Raises:
        DocumentError: if there is no text in it.
    """
    document, text = item.get("document"), item.get("text")
    if not isinstance(document, dict) or not isinstance(text, str):
        raise DocumentError(where, "a coded document without a text")
    published = document.get("published") if document.get("dated_by") == "metadata" else None
    return {name: document.get(name) for name in GIVEN} | {"text": text, "published": published}
