"""``onrecord export``: the record taken away in another format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.commands.ledgers import existing
from onrecord.commands.output import opened
from onrecord.commands.status import complain
from onrecord.exports import chosen, left_out

if TYPE_CHECKING:
    from pathlib import Path


def run(location: str, to: str, what: str, *, output: Path | None) -> None:
    """Writes ``what`` of the ledger as ``to``, and says how much of it the format cannot hold."""
    write = chosen(to, what).write
    with existing(location) as ledger, opened(output) as stream:
        write(ledger, what, stream)
        if missing := left_out(ledger, to, what):
            complain(missing)
