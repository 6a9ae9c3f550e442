"""A gzip stream as what it holds: member by member, each bounded in what it may grow to.

An archive of the web has a member for each record. There a damaged member is left out and reading goes on at the
next one; the reader of records sees that something is missing. Any other file is refused at the damage.
"""

from __future__ import annotations

import io
import re
import zlib
from typing import BinaryIO

from onrecord.errors import SourceError

GZIP_MAGIC = b"\x1f\x8b"
MOST_GROWTH = 100
"""Times its size that a member may grow: pages and JSON grow five- to twentyfold, a file made to fill a disk a
thousandfold."""

ALWAYS_ALLOWED = 64 * 1024 * 1024
"""Bytes that any member may grow to: the growth of a small one says little."""

GAP = b"\r\n\r\n"
"""Stands for what was left out, so that the record after it begins on a line of its own."""

_CHUNK = 64 * 1024
_HEADER_FLAGS = 47
"""zlib's number for: expect a gzip or zlib header, window of any size."""

_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]", re.DOTALL)
_LONGEST_MAGIC = 4


class _Members(io.RawIOBase):
    """What the members of a gzip stream hold, one after another."""

    def __init__(self, name: str, stream: BinaryIO, *, mend: bool = False) -> None:
        self._name, self._stream, self._mend = name, stream, mend
        self._waiting = b""
        self._unpacker: zlib._Decompress | None = None
        self._taken = self._given = 0
        self._out = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._out:
            piece = self._unpack()
            if piece is None:
                return 0
            self._out = memoryview(piece)
        size = min(len(buffer), len(self._out))
        buffer[:size] = self._out[:size]
        self._out = self._out[size:]
        return size

    def _unpack(self) -> bytes | None:
        """The next piece, perhaps empty; None at the end."""
        if not self._waiting:
            self._waiting = self._stream.read(_CHUNK)
            if not self._waiting:
                return self._end()
        if self._unpacker is None and not self._open_member():
            return b""
        try:
            return self._advance()
        except zlib.error as error:
            return self._damage(f"damaged gzip data ({error})")

    def _open_member(self) -> bool:
        """Whether a member begins here; zeros after a member are padding."""
        self._waiting = self._waiting.lstrip(b"\0")
        if self._waiting:
            self._unpacker = zlib.decompressobj(_HEADER_FLAGS)
            self._taken = self._given = 0
        return bool(self._waiting)

    def _advance(self) -> bytes:
        assert self._unpacker is not None, "a member is open"
        piece = self._unpacker.decompress(self._waiting, _CHUNK)
        rest = self._unpacker.unconsumed_tail or self._unpacker.unused_data
        self._taken += len(self._waiting) - len(rest)
        self._given += len(piece)
        self._waiting = rest
        if self._given > max(ALWAYS_ALLOWED, MOST_GROWTH * self._taken):
            return self._damage(f"grows to more than {MOST_GROWTH} times its size: no documents, not read on")
        if self._unpacker.eof:
            self._unpacker = None
        return piece

    def _end(self) -> bytes | None:
        if self._unpacker is None:
            return None
        self._unpacker = None
        if not self._mend:
            raise SourceError(self._name, "cut short: the gzip data have no end; what stood before was read")
        return None

    def _damage(self, reason: str) -> bytes:
        if not self._mend:
            raise SourceError(self._name, f"{reason}; what stood before was read")
        self._unpacker = None
        self._waiting = self._next_member(self._waiting[1:])
        return GAP

    def _next_member(self, data: bytes) -> bytes:
        """The bytes from the next member on; empty at the end of the stream."""
        while (found := _MEMBER.search(data)) is None:
            chunk = self._stream.read(_CHUNK)
            if not chunk:
                return b""
            data = data[-_LONGEST_MAGIC:] + chunk
        return data[found.start() :]


def gunzip(name: str, stream: BinaryIO, *, mend: bool) -> io.BufferedReader:
    """What a gzip stream holds, to be read once from front to back.

    Args:
        name: of the input, for its errors.
        stream: of the compressed bytes.
        mend: leave damaged members out instead of refusing the input.
    """
    return io.BufferedReader(_Members(name, stream, mend=mend), _CHUNK)


def unpacked_head(head: bytes, size: int) -> bytes:
    """The first ``size`` bytes that the first bytes of a gzip stream hold; fewer where they are damaged."""
    unpacker = zlib.decompressobj(_HEADER_FLAGS)
    try:
        return unpacker.decompress(head, size)
    except zlib.error:
        return b""
