"""Errors that say what to do. Library code raises these; only the command line turns them into exit statuses.

Three tiers: skip this document (`DocumentError`), this source is unusable (`SourceError`), stop
(`ConfigurationError`, `LedgerError`).
"""

from __future__ import annotations

MOST_OF_A_REASON = 200
"""Characters of another library's message that are passed on."""


class OnrecordError(Exception):
    """Base of every error that onrecord raises on purpose; its text is one line meant for the user."""


class DocumentError(OnrecordError):
    """One document cannot be read or coded; the rest of its source can. ``where`` names it (``file:line`` or an id)."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason

    def __reduce__(self) -> tuple[type[DocumentError], tuple[str, str]]:
        # A worker process hands errors over; by default they would be made again from the one line, and fail.
        return type(self), (self.where, self.reason)


class SourceError(DocumentError):
    """A whole input (file, stream) cannot be read."""


class ConfigurationError(OnrecordError):
    """The command or its environment is wrong: an option, a model that is not installed. Exit status 2."""


class JudgementError(OnrecordError):
    """A judgement on actors cannot be recorded or withdrawn: it contradicts another, or names nobody. Exit status 2."""


class SituationError(OnrecordError):
    """A situation cannot be saved, found or removed: it has no name, or there is none of it. Exit status 2."""


class LedgerError(OnrecordError):
    """The ledger cannot be opened or written: locked, not a ledger, from a newer version. Exit status 2."""


def in_one_line(error: Exception) -> str:
    """What another library says of an error, as part of one line."""
    return " ".join(str(error).split())[:MOST_OF_A_REASON]
