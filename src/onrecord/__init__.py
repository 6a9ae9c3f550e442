"""onrecord reads diplomatic news reporting and keeps the record.

Who said what, who did what to whom, on whose word, and when.

    import onrecord

    coder = onrecord.load()
    coded = coder.code("text ...", published="2025-03-08")
    with onrecord.open_ledger("iran.db") as ledger:
        ledger.add(coded)

Importing this package loads no model and no database library; :func:`load` and :func:`open_ledger` do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onrecord.brief.reporting import ReportingLedger
    from onrecord.coder.pipeline import Coder
    from onrecord.records import NetworkSize

__all__ = ["__version__", "load", "open_ledger"]


def load(model: str | None = None, dictionaries: Sequence[Path] = (), network: NetworkSize = "small") -> Coder:
    """A coder over a spaCy pipeline (see :class:`onrecord.coder.pipeline.Coder`).

    Args:
        model: an installed spaCy pipeline, such as ``en_core_web_lg``; None takes the one that onrecord ships with.
        dictionaries: files with actors of your own, as CSV, YAML or in PETRARCH's format.
        network: what finds events: ``"small"``, or ``"large"``, which finds more of them and takes longer.

    Raises:
        onrecord.errors.ConfigurationError: if the model is not installed, a dictionary cannot be read, or there is no
            such network.
    """
    from onrecord.coder.pipeline import Coder

    return Coder.load(model, dictionaries, network)


def open_ledger(location: str) -> ReportingLedger:
    """Opens a ledger, making it if the path does not exist: a SQLite path or a database URL.

    Raises:
        onrecord.errors.LedgerError: if it is locked, not a ledger, or written by a newer onrecord.
    """
    from onrecord.brief.reporting import ReportingLedger

    return ReportingLedger.open(location)
