"""The record in other programs' formats, one file a format.

A new format is one module with ``write(ledger, what, stream)`` and one row in :data:`FORMATS`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from onrecord.errors import ConfigurationError
from onrecord.exports import codebook, ftm, gdelt, jsonld, parquet, plover, polecat, record, tables
from onrecord.exports.facts import is_dated_fact, is_fact, is_fact_of_a_day
from onrecord.exports.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import IO

    from onrecord.ledger.store import Ledger


class Writer(Protocol):
    """Writes one part of a ledger to a text stream, row by row."""

    def __call__(self, ledger: Ledger, what: str, stream: IO[str]) -> None:
        """``what`` is one of the format's parts."""


class Limit(NamedTuple):
    """Which records of a part of the ledger a format can say, and in words what these are."""

    part: str
    holds: Callable[[Any], bool]
    only: str


NO_LIMITS: Mapping[str, Limit] = MappingProxyType({})


class Format(NamedTuple):
    """How a format is written, which parts it has, and, of parts that it cannot hold whole, what it holds."""

    write: Writer
    parts: tuple[str, ...]
    limits: Mapping[str, Limit] = NO_LIMITS


EVERY_PART = tuple(PARTS)
DATED_FACTS = Limit("events", is_dated_fact, "facts with a date")
FORMATS: dict[str, Format] = {
    "jsonl": Format(record.write, EVERY_PART),
    "csv": Format(tables.write, EVERY_PART),
    "parquet": Format(parquet.write, EVERY_PART),
    "codebook": Format(codebook.write, EVERY_PART),
    "plover": Format(plover.write, ("events",), {"events": DATED_FACTS}),
    "gdelt": Format(gdelt.write, ("events", "mentions"), {"events": DATED_FACTS, "mentions": DATED_FACTS}),
    "polecat": Format(
        polecat.write, ("events",), {"events": Limit("events", is_fact_of_a_day, "facts of a known day")}
    ),
    "ftm": Format(
        ftm.write,
        tuple(ftm.ENTITIES),
        {
            "events": Limit("events", is_fact, "facts"),
            "statements": Limit("statements", ftm.has_speaker, "statements of known speakers"),
        },
    ),
    "jsonld": Format(jsonld.write, tuple(jsonld.NODES)),
}


def left_out(ledger: Ledger, to: str, what: str) -> str | None:
    """What a format that holds ``what`` leaves out of it, in a sentence; None where nothing is."""
    limit = FORMATS[to].limits.get(what)
    if limit is None:
        return None
    records = tuple(PARTS[limit.part](ledger))
    missing = sum(not limit.holds(record) for record in records)
    if not missing:
        return None
    return f"{missing:,} of {len(records):,} {limit.part} left out: {to} holds {limit.only} only; jsonl has all"


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
