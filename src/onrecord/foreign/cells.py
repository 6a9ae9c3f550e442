"""Cells of a row to values. A cell that cannot be what its column holds costs the row: then columns have shifted."""

from __future__ import annotations

import hashlib
import math
import re
from typing import TYPE_CHECKING

from onrecord.records import Location, is_iso_prefix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.foreign.records import Dataset

NOTHING = frozenset({"", "NULL", "None", "---"})
"""How the data sets write that something is not known."""

HEX_DIGITS = 20
"""Of a SHA-256, as in the ledger's other ids."""

_CAMEO = re.compile(r"[0-9]{2,4}[a-z]?")
_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")
_MOMENT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})")


class RowError(ValueError):
    """A row is not what its data set's rows are."""


def split(line: str) -> list[str]:
    """The cells of a tab-separated line. Dataverse quotes some files' cells, others hold stray quotation marks."""
    return [_unquoted(cell.strip()) for cell in line.split("\t")]


def _unquoted(cell: str) -> str:
    quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"').strip() if quoted else cell


def row_id(prefix: str, dataset: Dataset, cells: Sequence[str]) -> str:
    """An id from the data set's name and all cells: the same row has it again, in whatever file."""
    return f"{prefix}_{hashlib.sha256(chr(31).join((dataset, *cells)).encode()).hexdigest()[:HEX_DIGITS]}"


def text(cell: str) -> str | None:
    """The cell, or None where it says nothing."""
    return None if cell in NOTHING else cell


def needed(column: str, cell: str) -> str:
    """The cell of a column that is never empty."""
    if cell in NOTHING:
        raise RowError(f"{column} is empty")
    return cell


def day(column: str, cell: str) -> str:
    """``20150402`` or ``2015-04-02`` as an ISO day."""
    found = _DAY.fullmatch(cell)
    iso = "-".join(found.groups()) if found else ""
    if not is_iso_prefix(iso):
        raise RowError(f"{column} {cell!r} is no day")
    return iso


def moment(column: str, cell: str) -> str:
    """``20150402123000`` as an ISO moment."""
    found = _MOMENT.fullmatch(cell)
    if not found or not is_iso_prefix("-".join(found.groups()[:3])):
        raise RowError(f"{column} {cell!r} is no moment")
    year, month, date, *clock = found.groups()
    return f"{year}-{month}-{date}T{':'.join(clock)}"


def number(column: str, cell: str, least: float = -math.inf, most: float = math.inf) -> float | None:
    """A number between bounds, or None where there is none."""
    if cell in NOTHING:
        return None
    try:
        value = float(cell)
    except ValueError:
        raise RowError(f"{column} {cell!r} is no number") from None
    if not (math.isfinite(value) and least <= value <= most):
        raise RowError(f"{column} {cell} is out of range")
    return value


def cameo(column: str, cell: str) -> str | None:
    """A CAMEO code, or None where there is none."""
    if cell in NOTHING:
        return None
    if not _CAMEO.fullmatch(cell):
        raise RowError(f"{column} {cell!r} is no CAMEO code")
    return cell


def place(name: str | None, country: str | None) -> Location | None:
    """A place with a name."""
    return Location(name, country) if name else None


def clip(cell: str, most: int = 40) -> str:
    """The beginning of a cell, for messages."""
    return cell if len(cell) <= most else cell[:most] + "..."
