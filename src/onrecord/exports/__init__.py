"""The record in other programs' formats, one file a format.

A new format is one module with ``write(ledger, what, stream)`` and one row in :data:`FORMATS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from onrecord.errors import ConfigurationError
from onrecord.exports import plover, record, tables
from onrecord.exports.parts import PARTS

if TYPE_CHECKING:
    from typing import IO

    from onrecord.ledger.store import Ledger


class Writer(Protocol):
    """Writes one part of a ledger to a text stream, row by row."""

    def __call__(self, ledger: Ledger, what: str, stream: IO[str]) -> None:
        """``what`` is a key of :data:`onrecord.exports.parts.PARTS`."""


FORMATS: dict[str, Writer] = {"jsonl": record.write, "plover": plover.write, "csv": tables.write}


def export(ledger: Ledger, to: str, what: str, stream: IO[str]) -> None:
    """Writes ``what`` of a ledger in the format ``to``.

    Raises:
        ConfigurationError: for an unknown format or part, or a part that the format does not hold.
    """
    if to not in FORMATS:
        raise ConfigurationError(f"--to {to!r} is not known; choose one of {', '.join(FORMATS)}")
    if what not in PARTS:
        raise ConfigurationError(f"--what {what!r} is not known; choose one of {', '.join(PARTS)}")
    FORMATS[to](ledger, what, stream)
