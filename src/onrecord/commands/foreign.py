"""``onrecord import`` and ``onrecord compare``: event data of other projects, beside one's own."""

from __future__ import annotations

import csv
import json
from itertools import islice
from typing import TYPE_CHECKING

import onrecord
from onrecord.commands.ledgers import existing
from onrecord.commands.options import period, split
from onrecord.commands.output import on_terminal, opened, progress
from onrecord.commands.status import Failures, complain
from onrecord.errors import ConfigurationError, DocumentError
from onrecord.foreign import DATASETS, read
from onrecord.ledger.scope import Scope
from onrecord.ontology.actors import countries
from onrecord.ontology.foreign import country

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import IO

    from onrecord.foreign import AnyRow
    from onrecord.ledger.comparison import Comparison

BATCH = 2000
"""Rows a transaction: large enough that its cost does not count, small enough that Ctrl-C loses nothing of note."""


def run(inputs: Sequence[str], location: str, dataset: str | None) -> None:
    """Imports ``inputs`` into the ledger at ``location`` and says how many rows were new."""
    if dataset not in (None, *DATASETS):
        raise ConfigurationError(f"--from {dataset!r} is not known; choose one of {', '.join(DATASETS)}")
    failures = Failures()
    added = unchanged = 0
    with onrecord.open_ledger(location) as ledger:
        rows = progress(_readable(read(inputs, dataset), failures), "importing", "rows")
        while batch := tuple(islice(rows, BATCH)):
            done = ledger.add_foreign(batch)
            added, unchanged = added + done.added, unchanged + done.unchanged
    unread = f", {failures.count:,} could not be read" if failures.count else ""
    complain(f"{location}: {added:,} added, {unchanged:,} unchanged{unread}")
    failures.leave()


def compare(
    location: str,
    *,
    actors: str | None,
    since: str | None,
    until: str | None,
    fmt: str | None,
    output: Path | None,
) -> None:
    """Prints the counts side by side, and what stands in no row."""
    between = _countries(split(actors))
    first, last = period(since, until)
    with existing(location) as ledger:
        found = ledger.compare(Scope(since=first, until=last), between)
    chosen = fmt or ("table" if on_terminal() and output is None else "jsonl")
    with opened(output) as stream:
        WRITERS[chosen](found, stream)
    if len(found.columns) == len(OWN_COLUMNS):
        complain(f"{location} holds no event data of others; onrecord import brings them in")
    left_out = ", ".join(f"{column} {count:,}" for column, count in found.left_out.items() if count)
    if left_out:
        complain(f"in no row, for want of a month or of a country on both sides: {left_out}")


OWN_COLUMNS = ("own", "own_other")
KEYS = ("month", "actor", "recipient", "quad")


def _readable(items: Iterable[AnyRow | DocumentError], on_error: Failures) -> Iterator[AnyRow]:
    for item in items:
        if isinstance(item, DocumentError):
            on_error(item)
        else:
            yield item


def _countries(given: Sequence[str]) -> frozenset[str]:
    """Codes and names of countries as codes; a dyad of anybody else could not be compared."""
    found = {name: name.upper() if name.upper() in countries() else country("name", name) for name in given}
    unknown = [name for name, code in found.items() if code is None]
    if unknown:
        raise ConfigurationError(f"--actors {', '.join(unknown)} is no country; dyads are of countries: IRN,USA")
    return frozenset(code for code in found.values() if code)


def _rows(found: Comparison) -> Iterator[tuple[str | int | None, ...]]:
    return ((*row.cell, *row.counts) for row in found.rows)


def _write_jsonl(found: Comparison, stream: IO[str]) -> None:
    for row in _rows(found):
        stream.write(json.dumps(dict(zip((*KEYS, *found.columns), row, strict=True))) + "\n")


def _write_csv(found: Comparison, stream: IO[str]) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow((*KEYS, *found.columns))
    writer.writerows(_rows(found))


def _write_table(found: Comparison, stream: IO[str]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="dim", pad_edge=False)
    for key in KEYS:
        table.add_column(key)
    for column in found.columns:
        table.add_column(column.replace("_", " "), justify="right")
    for row in _rows(found):
        table.add_row(*(f"{cell:,}" if isinstance(cell, int) else cell or "—" for cell in row))
    Console(file=stream).print(table)


WRITERS = {"jsonl": _write_jsonl, "csv": _write_csv, "table": _write_table}
