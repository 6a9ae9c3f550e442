"""What a format is recognised by: the first bytes of an input, and the same read as text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.sources.decoding import BYTE_ORDER_MARKS

# The prolog of an XML file: declaration and processing instructions, comments, document type.
_PROLOG = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!(?:DOCTYPE|doctype)\b[^>\[]*(?:\[.*?\]\s*)?>\s*)*+", re.DOTALL
)
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?=[\s/>])")


@dataclass(frozen=True, slots=True)
class Head:
    """The first bytes of an input. ``text`` is good enough to find markup in, whatever the encoding."""

    raw: bytes
    text: str

    @classmethod
    def of(cls, raw: bytes) -> Head:
        """Reads the bytes by their byte order mark, or else one character a byte."""
        for mark, encoding in BYTE_ORDER_MARKS:
            if raw.startswith(mark):
                return cls(raw, raw.decode(encoding, errors="ignore"))
        return cls(raw, raw.decode("latin-1"))

    @property
    def binary(self) -> bool:
        """Whether there is a NUL that no byte order mark explains."""
        return "\0" in self.text

    def xml_root(self) -> str | None:
        """The local name of the first element, where nothing but an XML prolog stands before it."""
        prolog = _PROLOG.match(self.text)
        root = _ROOT.match(self.text, prolog.end() if prolog else 0)
        return root[2] if root else None
