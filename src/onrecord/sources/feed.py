"""The bytes of one input: its head to tell the format by, then the whole of it or its lines."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from onrecord.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD_BYTES = 64 * 1024


class _Rejoined(io.RawIOBase):
    """The head that was read, then the rest of the stream: standard input cannot be rewound."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(chunk) :]
        buffer[: len(chunk)] = chunk
        return len(chunk)


@dataclass(frozen=True, slots=True)
class Feed:
    """One opened input.

    ``name`` is the path as given, ``size`` the bytes of a regular file (None for standard input), ``head`` the first
    64 KiB. Either :meth:`whole` or :meth:`lines` is called, once.
    """

    name: str
    head: bytes
    size: int | None
    _stream: io.BufferedReader

    @classmethod
    def of(cls, name: str, stream: BinaryIO, size: int | None) -> Feed:
        """Reads the head of ``stream``, which stays the caller's to close."""
        head = stream.read(HEAD_BYTES)
        return cls(name, head, size, io.BufferedReader(_Rejoined(head, stream), HEAD_BYTES))

    def whole(self, limit: int, advice: str) -> bytes:
        """All bytes; a file that is known to be larger than ``limit`` is refused without reading it.

        Raises:
            SourceError: if there are more than ``limit`` bytes; it says ``advice``.
        """
        if self.size is not None and self.size > limit:
            raise SourceError(self.name, f"{self.size:,} bytes: {advice}")
        data = self._stream.read(limit + 1)
        if len(data) > limit:
            raise SourceError(self.name, f"more than {limit:,} bytes: {advice}")
        return data

    def lines(self, limit: int) -> Iterator[bytes | None]:
        """Each line without its end (LF or CR LF); None for a line of more than ``limit`` bytes, which is skipped."""
        while line := self._stream.readline(limit + 1):
            if len(line) > limit and not line.endswith(b"\n"):
                self._skip_line()
                yield None
            else:
                yield line.removesuffix(b"\n").removesuffix(b"\r")

    def _skip_line(self) -> None:
        while (part := self._stream.readline(HEAD_BYTES)) and not part.endswith(b"\n"):
            pass
