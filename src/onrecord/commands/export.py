"""``onrecord export``: the record taken away in another format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.commands.ledgers import existing
from onrecord.commands.output import opened
from onrecord.exports import export

if TYPE_CHECKING:
    from pathlib import Path


def run(location: str, to: str, what: str, *, output: Path | None) -> None:
    """Writes ``what`` of the ledger as ``to``."""
    with existing(location) as ledger, opened(output) as stream:
        export(ledger, to, what, stream)
