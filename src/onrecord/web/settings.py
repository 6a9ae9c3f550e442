"""How a workbench is set up: who may read and write, and how much anybody may ask."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``onrecord serve`` passes on.

    ``token`` is what everybody who writes must have shown; None lets nobody write. ``reading_needs_token`` asks it of
    readers too. ``author`` is whose name judgements bear where the reviewer gives none. ``hosts`` are the names under
    which requests may come, empty for any: on loopback a page of another site could otherwise have its own name
    resolve to this machine and read along. ``requests_a_minute`` and ``body_bytes`` bound what one reader may ask.
    """

    token: str | None = None
    reading_needs_token: bool = False
    author: str = "a reader"
    hosts: tuple[str, ...] = ()
    requests_a_minute: int = 1200
    body_bytes: int = 64 * 1024
    address_bytes: int = 8 * 1024

    def derived(self, purpose: str) -> str:
        """A secret for one purpose, from which the token cannot be told; "" where there is no token."""
        if self.token is None:
            return ""
        return hmac.new(self.token.encode(), purpose.encode(), hashlib.sha256).hexdigest()

    def is_token(self, given: str) -> bool:
        """Whether somebody has the token."""
        return self.token is not None and same(given, self.token)


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal and not empty, in a time that tells nothing of where they differ."""
    return bool(one) and hmac.compare_digest(one.encode(), other.encode())


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a host."""
    return host.strip("[]") in LOOPBACK or host.startswith("127.")
