"""``onrecord situations``: scopes that are followed under a name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from onrecord.commands.ledgers import existing, name_strangers
from onrecord.commands.output import on_terminal, opened
from onrecord.commands.status import complain
from onrecord.exports.record import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import IO

    from onrecord.ledger.scope import Scope
    from onrecord.ledger.views import LedgerSituation


def save(location: str, name: str, scope: Scope) -> None:
    """Saves a scope under a name."""
    with existing(location) as ledger:
        name_strangers(ledger, scope.actors)
        ledger.save_situation(name.strip(), scope)
    complain(f'{name.strip()} saved; its report: onrecord brief "{name.strip()}" --ledger {location}')


def remove(location: str, name: str) -> None:
    """Ends a situation."""
    with existing(location) as ledger:
        ledger.remove_situation(name.strip())
    complain(f"{name.strip()} removed; what was saved and written of it stays in the ledger")


def listing(location: str, *, output: Path | None) -> None:
    """Writes the situations that are followed."""
    with existing(location) as ledger:
        found = [situation for situation in ledger.situations() if situation.ended_at is None]
    _write(found, output)


def show(location: str, name: str, *, output: Path | None) -> None:
    """Writes all that was ever saved under a name."""
    with existing(location) as ledger:
        ledger.situation(name.strip())
        found = [situation for situation in ledger.situations() if situation.name == name.strip()]
    _write(found, output)


def _write(found: Sequence[LedgerSituation], output: Path | None) -> None:
    with opened(output) as stream:
        if on_terminal() and output is None:
            _write_table(found, stream)
        else:
            stream.writelines(json.dumps(plain(situation), ensure_ascii=False) + "\n" for situation in found)


def _write_table(found: Sequence[LedgerSituation], stream: IO[str]) -> None:
    from rich.console import Console
    from rich.table import Table

    from onrecord.show.naming import visible

    table = Table(
        "situation", "actors", "contexts", "period", "query", "saved", "last brief", box=None, header_style="dim"
    )
    for row in found:
        scope = row.scope
        period = f"{scope.since or ''} to {scope.until or ''}".strip() if scope.since or scope.until else ""
        told = f"{row.last_brief} ({row.briefs})" if row.last_brief else "none"
        saved = f"{row.saved_at}, {row.ended_because} {row.ended_at}" if row.ended_at else row.saved_at
        cells = (row.name, ", ".join(scope.actors), ", ".join(scope.contexts), period, scope.query, saved, told)
        table.add_row(*map(visible, cells))
    Console(file=stream).print(table)
