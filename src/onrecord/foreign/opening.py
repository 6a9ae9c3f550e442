"""The parts of an input: the file itself, what a gzip file holds, each member of a zip archive.

What is compressed is read as a stream and never written out. It may not grow beyond all bounds: event data shrink to a
fifth or a tenth, a file made to fill a disk to a thousandth.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import shutil
import sys
import zlib
from contextlib import closing, contextmanager
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from onrecord.errors import SourceError
from onrecord.foreign.records import Part
from onrecord.sources.paths import display_name, open_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO
    from zipfile import ZipInfo

STANDARD_INPUT = "-"
MOST_GROWTH = 100
ALWAYS_ALLOWED = 64 * 1024 * 1024
"""Bytes that any file may grow to: the growth of a small one says little."""

MOST_MEMBERS = 10_000
KEPT_IN_MEMORY = 16 * 1024 * 1024
GZIP_MAGIC, ZIP_MAGIC = b"\x1f\x8b", b"PK\x03\x04"
_ENCRYPTED = 0x1
_DAMAGED = (gzip.BadGzipFile, BadZipFile, EOFError, zlib.error)


@dataclass(slots=True)
class Allowance:
    """How many bytes a file may still grow to; its members share it."""

    name: str
    left: int

    def take(self, size: int) -> None:
        """Raises SourceError when it is used up."""
        self.left -= size
        if self.left < 0:
            raise SourceError(self.name, f"grows to more than {MOST_GROWTH} times its size: no event data, not read on")


class _Bounded(io.RawIOBase):
    """A stream that takes what it hands out from an allowance."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, allowance: Allowance) -> None:
        self._stream, self._allowance = stream, allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._stream.read(len(buffer))
        self._allowance.take(len(chunk))
        buffer[: len(chunk)] = chunk
        return len(chunk)


@contextmanager
def opened(given: str) -> Iterator[tuple[str, BinaryIO, int]]:
    """A file by its path, or standard input, which is kept aside since it has to be read twice; name, stream, bytes."""
    if given != STANDARD_INPUT:
        stream, size = open_file(given)
        with closing(stream):
            yield display_name(given), stream, size
        return
    with SpooledTemporaryFile(max_size=KEPT_IN_MEMORY) as kept:
        shutil.copyfileobj(sys.stdin.buffer, kept)
        size = kept.tell()
        yield "stdin", cast("BinaryIO", kept), size


def parts(name: str, stream: BinaryIO, size: int) -> Iterator[tuple[Part, BinaryIO]]:
    """Each part of a file with its bytes, to be read before the next is asked for.

    Raises:
        SourceError: for an archive that is damaged, encrypted or grows beyond bounds.
    """
    stream.seek(0)
    sha256 = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
    stream.seek(0)
    magic = stream.read(len(ZIP_MAGIC))
    stream.seek(0)
    allowance = Allowance(name, max(ALWAYS_ALLOWED, MOST_GROWTH * size))
    if magic.startswith(GZIP_MAGIC):
        yield Part(name, None, sha256), _bounded(gzip.GzipFile(fileobj=stream, mode="rb"), allowance)
    elif magic == ZIP_MAGIC:
        yield from _members(name, stream, sha256, allowance)
    else:
        yield Part(name, None, sha256), stream


@contextmanager
def reporting_damage(name: str) -> Iterator[None]:
    """Turns what a broken archive raises into a SourceError."""
    try:
        yield
    except _DAMAGED as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise SourceError(name, f"damaged archive ({reason}); rows before the damage were read") from error


def _members(name: str, stream: BinaryIO, sha256: str, allowance: Allowance) -> Iterator[tuple[Part, BinaryIO]]:
    with ZipFile(stream) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > MOST_MEMBERS:
            raise SourceError(name, f"{len(members):,} files in one archive; at most {MOST_MEMBERS:,} are read")
        for member in members:
            _check(name, member)
            with archive.open(member) as opened_member:
                yield Part(name, display_name(member.filename), sha256), _bounded(opened_member, allowance)


def _check(name: str, member: ZipInfo) -> None:
    if member.flag_bits & _ENCRYPTED:
        raise SourceError(name, "an encrypted archive; unpack it first")
    if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise SourceError(name, "an archive in another compression than deflate; unpack it first")


def _bounded(stream: IO[bytes] | gzip.GzipFile, allowance: Allowance) -> BinaryIO:
    return io.BufferedReader(_Bounded(stream, allowance))
