"""The codebook of a CSV export, itself CSV: its columns in order, what each holds, and the values of closed ones.

A long table too: a column with closed values takes a row for each of them, any other one row with an empty ``value``.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from onrecord.exports.columns import COLUMNS

if TYPE_CHECKING:
    from typing import IO

    from onrecord.ledger.store import Ledger


def write(ledger: Ledger, what: str, stream: IO[str]) -> None:
    """The codebook of ``--to csv --what`` the same; it is that of every ledger."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("column", "kind", "holds", "value"))
    for column in COLUMNS[what]:
        writer.writerows((column.name, column.kind, column.holds, value) for value in column.values or ("",))
