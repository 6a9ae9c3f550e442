"""What a document may be: how large, and that it is text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.errors import DocumentError

WHOLE_BYTES = 32 * 1024 * 1024
"""Largest HTML page or JSON file that is held in memory, in bytes (real pages stay below 5 MiB)."""

LONGEST_CODE = 4
"""Bytes that one character takes at most, in UTF-8, UTF-16 and GB 18030."""

CONTROL_SHARE = 0.02
"""Share of control characters above which a text counts as binary.

Wire copy frames a story in about ten of them (SOH, STX, ETX of IPTC 7901), which is no reason to lose it; bytes at
random have 10%.
"""

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Limits:
    """How large one document may be: characters of its text, bytes of the file that holds it."""

    max_chars: int

    @property
    def text_bytes(self) -> int:
        """Bytes that the longest plain text can take, with a byte order mark."""
        return LONGEST_CODE * (self.max_chars + 1)

    @property
    def whole_bytes(self) -> int:
        """Bytes of the largest page, JSON file or JSON line."""
        return max(WHOLE_BYTES, self.text_bytes)

    def check(self, text: str, where: str) -> str:
        """Returns ``text`` if it can be a document's.

        Raises:
            DocumentError: if it is blank, longer than ``max_chars``, or not text but binary data.
        """
        if not text or text.isspace():
            raise DocumentError(where, "empty: there is no text in it")
        if len(text) > self.max_chars:
            raise DocumentError(where, f"{len(text):,} characters: {self.advice()}")
        if looks_binary(text):
            raise DocumentError(where, "binary data, not text: it holds NUL or other control characters")
        return text

    def advice(self) -> str:
        """The limit, and what to do about it."""
        return f"the limit is {self.max_chars:,} characters a document; split it into articles"


def looks_binary(text: str) -> bool:
    """Whether ``text`` holds a NUL, or more control characters than stray ones."""
    return "\0" in text or len(_CONTROLS.findall(text)) > CONTROL_SHARE * len(text)
