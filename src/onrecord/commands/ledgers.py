"""Opening a ledger that must be there already: reading commands never make one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import onrecord
from onrecord.commands.status import complain
from onrecord.errors import ConfigurationError
from onrecord.ledger.database import locate
from onrecord.ledger.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.brief.reporting import ReportingLedger


def existing(location: str) -> ReportingLedger:
    """Opens the ledger at ``location``.

    Raises:
        ConfigurationError: if ``location`` names a file where there is nothing.
    """
    url = locate(location)
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        raise ConfigurationError(
            f"there is no ledger at {location}; make one with: onrecord add INPUT --ledger {location}"
        )
    return onrecord.open_ledger(location)


def name_strangers(ledger: ReportingLedger, names: Iterable[str]) -> None:
    """Says which of the names or country codes that were asked for nobody in the ledger has: a typing error shows."""
    for name in names:
        if not ledger.actors(Scope(actors=(name,))):
            listing = f"onrecord export --ledger {ledger.name} --what actors --to csv"
            complain(f"nobody in {ledger.name} is called {name}; all names: {listing}")
