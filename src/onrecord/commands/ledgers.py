"""Opening a ledger that must be there already: reading commands never make one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import onrecord
from onrecord.errors import ConfigurationError

if TYPE_CHECKING:
    from onrecord.brief.desk import Desk


def existing(location: str) -> Desk:
    """Opens the ledger at ``location``.

    Raises:
        ConfigurationError: if ``location`` is a path where there is nothing.
    """
    if "://" not in location and not Path(location).exists():
        raise ConfigurationError(
            f"there is no ledger at {location}; make one with: onrecord add INPUT --ledger {location}"
        )
    return onrecord.open_ledger(location)


def split(values: str | None) -> tuple[str, ...]:
    """A comma-separated option as its parts."""
    return tuple(part.strip() for part in (values or "").split(",") if part.strip())
