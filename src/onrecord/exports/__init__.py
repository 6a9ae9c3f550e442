"""The record in other programs' formats, one file a format.

A new format is one module with ``write(ledger, what, stream)`` and one row in :data:`FORMATS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from onrecord.errors import ConfigurationError
from onrecord.exports import codebook, gdelt, plover, polecat, record, tables
from onrecord.exports.facts import is_dated_fact, is_fact_of_a_day
from onrecord.exports.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import LedgerEvent


class Writer(Protocol):
    """Writes one part of a ledger to a text stream, row by row."""

    def __call__(self, ledger: Ledger, what: str, stream: IO[str]) -> None:
        """``what`` is one of the format's parts."""


class Format(NamedTuple):
    """How a format is written, which parts it has, and, where it cannot say every event, which alone it can."""

    write: Writer
    parts: tuple[str, ...]
    holds: Callable[[LedgerEvent], bool] | None = None
    only: str = ""


EVERY_PART = tuple(PARTS)
FORMATS: dict[str, Format] = {
    "jsonl": Format(record.write, EVERY_PART),
    "csv": Format(tables.write, EVERY_PART),
    "codebook": Format(codebook.write, EVERY_PART),
    "plover": Format(plover.write, ("events",), is_dated_fact, "facts with a date"),
    "gdelt": Format(gdelt.write, ("events", "mentions"), is_dated_fact, "facts with a date"),
    "polecat": Format(polecat.write, ("events",), is_fact_of_a_day, "facts of a known day"),
}


def chosen(to: str, what: str) -> Format:
    """The format ``to``, which holds ``what``.

    Raises:
        ConfigurationError: for an unknown format or part, or a part that the format does not hold.
    """
    if to not in FORMATS:
        raise ConfigurationError(f"--to {to!r} is not known; choose one of {', '.join(FORMATS)}")
    if what not in FORMATS[to].parts:
        raise ConfigurationError(f"--to {to} has no {what!r}; choose --what {' or '.join(FORMATS[to].parts)}")
    return FORMATS[to]


def export(ledger: Ledger, to: str, what: str, stream: IO[str]) -> None:
    """Writes ``what`` of a ledger in the format ``to``.

    Raises:
        ConfigurationError: for an unknown format or part, or a part that the format does not hold.
    """
    chosen(to, what).write(ledger, what, stream)
