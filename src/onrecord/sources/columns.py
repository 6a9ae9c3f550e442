"""Which column of a table holds which field, and a row's cells to the fields of the contract."""

from __future__ import annotations

import json
import math
from datetime import date, datetime
from typing import TYPE_CHECKING

from onrecord.errors import DocumentError, SourceError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from onrecord.records import Document
    from onrecord.sources.limits import Limits

USUAL: dict[str, tuple[str, ...]] = {
    "id": ("id", "guid", "uuid", "document_id", "article_id"),
    "text": ("text", "body", "content", "maintext", "article", "article_text", "full_text", "plain_text", "plaintext"),
    "html": ("html", "raw_html", "page"),
    "title": ("title", "headline"),
    "url": ("url", "link", "source_url", "address"),
    "outlet": ("outlet", "source", "publisher", "publication", "source_domain", "domain", "site"),
    "author": ("author", "authors", "byline"),
    "published": (
        *("published", "published_at", "publishing_date", "publication_date", "publish_date", "date_publish"),
        *("pub_date", "pubdate", "date", "datetime", "timestamp"),
    ),
    "updated": ("updated", "updated_at", "modified", "date_modify"),
    "language": ("language", "lang"),
    "credited": ("credited",),
}
"""Names under which tables of articles have the fields, the contract's own first; case does not matter."""

STRINGS = frozenset({"text", "html", "title", "url", "outlet", "language", "credited"})


def assigned(names: Sequence[str], wanted: Mapping[str, str], where: str) -> dict[str, str]:
    """The column of each field: what is asked for, else what usually means it.

    Raises:
        SourceError: if a column that is asked for does not exist, or none holds a text.
    """
    for field, column in wanted.items():
        if column not in names:
            raise SourceError(where, f"no column {column!r} for {field!r}; {_told(names)}")
    low = {name.strip().lower(): name for name in reversed(names)}
    usual = {field: next((low[name] for name in known if name in low), None) for field, known in USUAL.items()}
    columns = {field: column for field, column in usual.items() if column is not None} | dict(wanted)
    if not {"text", "html"} & columns.keys():
        raise SourceError(
            where, f"a table without a text; say which column it is with --columns text=NAME; {_told(names)}"
        )
    return columns


def row_document(cells: Mapping[str, object], where: str, limits: Limits) -> Document:
    """The document of one row, whose cells go by the fields' names.

    Raises:
        DocumentError: if a cell does not hold what its field is, or the text is no document's.
    """
    from onrecord.sources.entry import from_fields

    fields = {field: _plain(field, value) for field, value in cells.items()}
    if not any(isinstance(fields.get(name), str) and str(fields[name]).strip() for name in ("text", "html")):
        raise DocumentError(where, "empty: there is no text in this row")
    raw = json.dumps(fields, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", errors="replace")
    return from_fields(fields, raw, where, limits)


def _plain(field: str, value: object) -> object:
    """The cell as the contract has its field: dates in ISO 8601, bytes as text, what is missing as None."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return None
    return str(value) if field in STRINGS and isinstance(value, int | float) else value


def _told(names: Collection[str]) -> str:
    shown = ", ".join(list(names)[:30])
    return f"its columns are {shown}{' ...' if len(names) > 30 else ''}"
