"""Why a page could not be fetched, and whether it is worth another try."""

from __future__ import annotations

from onrecord.errors import DocumentError


class FetchError(DocumentError):
    """A page cannot be had. ``lasting`` is True where another try will not help; ``wait`` are seconds to wait first."""

    def __init__(self, where: str, reason: str, *, lasting: bool = False, wait: float | None = None) -> None:
        super().__init__(where, reason)
        self.lasting = lasting
        self.wait = wait
