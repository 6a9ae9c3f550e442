"""``onrecord export``: the record taken away in another format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.commands.ledgers import existing
from onrecord.commands.output import opened
from onrecord.commands.status import complain
from onrecord.exports import chosen

if TYPE_CHECKING:
    from pathlib import Path

OF_EVENTS = ("events", "mentions")


def run(location: str, to: str, what: str, *, output: Path | None) -> None:
    """Writes ``what`` of the ledger as ``to``, and says how many events the format cannot hold."""
    form = chosen(to, what)
    with existing(location) as ledger, opened(output) as stream:
        form.write(ledger, what, stream)
        if form.holds and what in OF_EVENTS:
            events = ledger.events()
            if left_out := sum(not form.holds(event) for event in events):
                complain(f"{left_out:,} of {len(events):,} events left out: {to} holds {form.only} only; jsonl has all")
