"""The bytes of one input: its head to tell the format by, then the whole of it or its lines."""

from __future__ import annotations

import io
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from onrecord.errors import SourceError
from onrecord.sources.gunzip import GZIP_MAGIC, gunzip, unpacked_head

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD_BYTES = 64 * 1024
KEPT_IN_MEMORY = 16 * 1024 * 1024
"""Bytes of an input that has to be kept aside, before it goes to a temporary file."""

WARC_SIGNATURE = b"WARC/"


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


def _rejoined(head: bytes, rest: BinaryIO) -> io.BufferedReader:
    return io.BufferedReader(_Rejoined(head, rest), HEAD_BYTES)


@dataclass(frozen=True, slots=True)
class Feed:
    """One opened input.

    ``name`` is the path as given, ``size`` the bytes of a regular file (None for standard input and for what is
    unpacked on the way), ``head`` the first 64 KiB. One of :meth:`whole`, :meth:`lines`, :meth:`stream` and
    :meth:`seekable` is called, once.
    """

    name: str
    head: bytes
    size: int | None
    _stream: io.BufferedReader
    _file: BinaryIO | None = None

    @classmethod
    def of(cls, name: str, stream: BinaryIO, size: int | None) -> Feed:
        """Reads the head of ``stream``, which stays the caller's to close; what is gzipped is unpacked on the way."""
        head = stream.read(HEAD_BYTES)
        whole = _rejoined(head, stream)
        if not head.startswith(GZIP_MAGIC):
            return cls(name, head, size, whole, stream if size is not None else None)
        mend = unpacked_head(head, len(WARC_SIGNATURE)) == WARC_SIGNATURE
        inner = gunzip(name, cast("BinaryIO", whole), mend=mend)
        head = inner.read(HEAD_BYTES)
        return cls(name, head, None, _rejoined(head, cast("BinaryIO", inner)))

    @classmethod
    def of_bytes(cls, name: str, data: bytes) -> Feed:
        """What was fetched, as an input."""
        return cls.of(name, io.BytesIO(data), len(data))

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

    def stream(self) -> io.BufferedReader:
        """The bytes from the first on, for a reader that takes them piece by piece."""
        return self._stream

    @contextmanager
    def seekable(self) -> Iterator[IO[bytes]]:
        """The file itself, else all bytes kept aside, for a format that is read from its end."""
        if self._file is not None:
            self._file.seek(0)
            yield self._file
            return
        with SpooledTemporaryFile(max_size=KEPT_IN_MEMORY) as kept:
            shutil.copyfileobj(self._stream, kept, HEAD_BYTES)
            kept.seek(0)
            yield kept

    def _skip_line(self) -> None:
        while (part := self._stream.readline(HEAD_BYTES)) and not part.endswith(b"\n"):
            pass
