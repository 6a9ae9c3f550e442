"""JSON objects that are articles in other words: renamed columns, IPTC's ninjs, fundus, coded documents.

Each dialect is one module with ``recognises`` and ``fields``, and one row here.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from onrecord.sources import coded, fundus, ninjs

if TYPE_CHECKING:
    from collections.abc import Mapping

DIALECTS = (coded, ninjs, fundus)

# One of these keys stands in every object of a dialect; an object of the contract is not parsed a second time.
_TELLING = re.compile(rb'"(?:body(?:_[a-z]+)?|bodies|plaintext|coder)"\s*:', re.IGNORECASE)


def translated(raw: bytes, where: str, columns: Mapping[str, str]) -> dict[str, object] | None:
    """The fields of the contract that an object of another dialect gives; None if it is the contract's own.

    Raises:
        DocumentError: if its dialect says that it is not to be used.
    """
    if not columns and not _TELLING.search(raw):
        return None
    item = _object(raw)
    if item is None:
        return None
    if columns:
        return item | {field: item.get(column) for field, column in columns.items()}
    dialect = next((dialect for dialect in DIALECTS if dialect.recognises(item)), None)
    return dialect.fields(item, where) if dialect is not None else None


def _object(raw: bytes) -> dict[str, object] | None:
    """The object; None if it is none, which whoever reads the contract reports better."""
    try:
        item = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return item if isinstance(item, dict) else None
