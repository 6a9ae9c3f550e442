"""What whoever reads inputs may ask for: limits, which column is which field, and how pages are fetched."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import BinaryIO

    from onrecord.errors import DocumentError
    from onrecord.records import Document
    from onrecord.sources.limits import Limits

    Fetch = Callable[[str], Document | DocumentError]
    Opened = Callable[[BinaryIO, int], None]

FIELDS = ("id", "text", "html", "title", "url", "outlet", "author", "published", "updated", "language", "credited")
"""What a column may be: the fields of the input contract."""


@dataclass(frozen=True, slots=True)
class Options:
    """How inputs are read.

    ``columns`` maps a field to the column or key that holds it; ``fetch`` gives the document at an address, and is
    None where nothing may be fetched; ``opened`` is told of each file that is opened, and its size.
    """

    limits: Limits
    columns: Mapping[str, str] = field(default_factory=dict)
    fetch: Fetch | None = None
    opened: Opened | None = None


def parse_columns(given: str | None) -> dict[str, str]:
    """``text=body,title=headline`` as a mapping of fields to columns.

    Raises:
        ConfigurationError: for a part without a name on either side, or a field that does not exist or stands twice.
    """
    columns: dict[str, str] = {}
    for part in (given or "").split(",") if given else ():
        name, sign, column = (piece.strip() for piece in part.partition("="))
        if not (name and sign and column):
            raise ConfigurationError(f"--columns {part.strip()!r} is not FIELD=COLUMN, such as text=body")
        if name not in FIELDS:
            raise ConfigurationError(f"--columns {name!r} is no field; choose among {', '.join(FIELDS)}")
        if name in columns:
            raise ConfigurationError(f"--columns gives {name!r} twice")
        columns[name] = column
    return columns
