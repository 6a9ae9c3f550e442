"""Rows of tab-separated files without quoting, as GDELT and POLECAT publish them.

Readers differ in what breaks such a row: every control character and line separator does for some, a quotation mark at
the head of a cell for those that expect CSV, a backslash before a tab for PostgreSQL's COPY. None of them is left.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import IO

Cell = str | int | float | None

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_MARKS = str.maketrans({'"': "'", "\\": "/"})


def write_row(stream: IO[str], cells: Iterable[Cell]) -> None:
    """One line; None is an empty cell."""
    stream.write("\t".join(map(cell, cells)) + "\n")


def cell(value: Cell) -> str:
    """A value on one line: breaking characters become a blank, ``"`` an apostrophe, a backslash a slash."""
    return "" if value is None else _BREAKS.sub(" ", str(value)).translate(_MARKS).strip()
