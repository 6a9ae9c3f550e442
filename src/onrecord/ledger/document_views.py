"""Documents as views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.ledger.views import LedgerDocument

if TYPE_CHECKING:
    from onrecord.ledger.snapshot import Numbered


def document(version: Numbered, origin: str) -> LedgerDocument:
    """The view of one version of a document."""
    row = version.row
    return LedgerDocument(
        id=row.document,
        version=version.number,
        title=row.title,
        outlet=row.outlet,
        url=row.url,
        author=row.author,
        published=row.published,
        updated=row.updated,
        dated_by=row.dated_by,
        language=row.language,
        credited=row.credited,
        text_sha256=row.text_sha256,
        coder=row.coder,
        origin=origin,
        superseded=not version.live,
        added_at=row.added_at,
    )
