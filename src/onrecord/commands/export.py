"""``onrecord export``: the record taken away in another format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.commands.ledgers import existing
from onrecord.commands.output import opened
from onrecord.commands.status import complain
from onrecord.exports import export, plover

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from onrecord.ledger.views import LedgerEvent


def run(location: str, to: str, what: str, *, output: Path | None) -> None:
    """Writes ``what`` of the ledger as ``to``."""
    with existing(location) as ledger, opened(output) as stream:
        export(ledger, to, what, stream)
        if to == "plover":
            _name_what_is_left_out(ledger.events())


def _name_what_is_left_out(events: Collection[LedgerEvent]) -> None:
    left_out = sum(not plover.holds(event) for event in events)
    if left_out:
        complain(
            f"{left_out:,} of {len(events):,} events left out: PLOVER holds facts with a date only; jsonl holds all"
        )
