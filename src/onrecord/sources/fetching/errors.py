"""Why a page could not be fetched, and whether it is worth another try."""

from __future__ import annotations

from onrecord.errors import DocumentError


class FetchError(DocumentError):
    """A page cannot be had.

    ``lasting`` is True where another try will not help; ``wait`` are seconds to wait first; ``asked`` is False where
    nobody was asked, since the host is left alone or it is time to stop.
    """

    def __init__(
        self, where: str, reason: str, *, lasting: bool = False, wait: float | None = None, asked: bool = True
    ) -> None:
        super().__init__(where, reason)
        self.lasting = lasting
        self.wait = wait
        self.asked = asked

    def seen_from(self, address: str) -> FetchError:
        """The same for an address that redirects to where it happened."""
        reason = f"redirects to {self.where}: {self.reason}"
        return FetchError(address, reason, lasting=self.lasting, wait=self.wait, asked=self.asked)
