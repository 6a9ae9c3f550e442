"""A ZIP archive, such as GDELT's lists: each file in it is an input, read as a stream and never written out."""

from __future__ import annotations

import io
import zlib
from typing import IO, TYPE_CHECKING, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from onrecord.errors import DocumentError, SourceError
from onrecord.sources.gunzip import ALWAYS_ALLOWED, MOST_GROWTH
from onrecord.sources.paths import display_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO
    from zipfile import ZipInfo

    from onrecord.sources.feed import Feed
    from onrecord.sources.sniff import Head

MAGIC = b"PK\x03\x04"
MOST_MEMBERS = 10_000
OFFICE = frozenset({"[Content_Types].xml", "mimetype"})
"""Files of which one makes an archive a word processor's document or an electronic book."""

_ENCRYPTED = 0x1
_DAMAGED = (BadZipFile, EOFError, zlib.error, ValueError, NotImplementedError)


def recognises(head: Head) -> bool:
    """Whether it begins as an archive does."""
    return head.raw.startswith(MAGIC)


def members(feed: Feed) -> Iterator[Feed | DocumentError]:
    """Each file of the archive, to be read before the next is asked for; or why it is left out.

    Raises:
        SourceError: if the archive is damaged, is another program's document, or has too many files.
    """
    from onrecord.sources.feed import Feed

    with feed.seekable() as stream:
        try:
            with ZipFile(stream) as archive:
                for info in _files(archive, feed.name):
                    name = f"{feed.name}!{display_name(info.filename)}"
                    if info.flag_bits & _ENCRYPTED or info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
                        yield SourceError(name, "encrypted, or packed otherwise than by deflate; unpack it first")
                        continue
                    with archive.open(info) as opened:
                        yield Feed.of(name, cast("BinaryIO", _Bounded(name, opened, info)), None)
        except _DAMAGED as error:
            reason = " ".join(str(error).split())
            raise SourceError(feed.name, f"a damaged archive ({reason}); what stood before was read") from error


def _files(archive: ZipFile, name: str) -> list[ZipInfo]:
    found = [info for info in archive.infolist() if not info.is_dir()]
    if any(info.filename in OFFICE for info in found):
        raise SourceError(name, "an Office document or an electronic book; save it as text or HTML")
    if len(found) > MOST_MEMBERS:
        raise SourceError(name, f"{len(found):,} files in one archive; at most {MOST_MEMBERS:,} are read")
    return found


class _Bounded(io.RawIOBase):
    """A file of an archive, which may grow only so far."""

    def __init__(self, name: str, stream: IO[bytes], info: ZipInfo) -> None:
        self._name, self._stream = name, stream
        self._left = max(ALWAYS_ALLOWED, MOST_GROWTH * info.compress_size)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._stream.read(len(buffer))
        self._left -= len(chunk)
        if self._left < 0:
            raise SourceError(self._name, f"grows to more than {MOST_GROWTH} times its size: no documents, not read on")
        buffer[: len(chunk)] = chunk
        return len(chunk)
