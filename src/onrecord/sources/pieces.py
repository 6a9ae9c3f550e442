"""Large files cut into pieces that can be read apart: lines of JSON, row groups of Parquet, records of a gzipped WARC.

The pieces of a file hold what the file holds, each document once and under the same id.
"""

from __future__ import annotations

import io
import re
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Literal, cast

from onrecord.sources import jsonl, parquet, warc
from onrecord.sources.feed import WARC_SIGNATURE, Feed
from onrecord.sources.formats import format_of
from onrecord.sources.gunzip import GZIP_MAGIC, unpacked_head
from onrecord.sources.paths import display_name, open_file
from onrecord.sources.reading import guarded, read_feed
from onrecord.sources.sniff import Head

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.errors import DocumentError
    from onrecord.records import Document
    from onrecord.sources.options import Options

Form = Literal["JSON Lines", "Parquet", "WARC"]

CHUNK = 1024 * 1024
# The header of a gzip member as programs write it: deflate, no reserved flag.
_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]", re.DOTALL)
_LONGEST_MEMBER_START = 64 * 1024


@dataclass(frozen=True, slots=True)
class Piece:
    """From ``start`` to before ``end``: bytes, of Parquet row groups; ``before`` it stand so many lines or rows."""

    form: Form
    start: int
    end: int
    before: int = 0


def pieces(path: str, most: int, options: Options) -> tuple[Piece, ...]:
    """The pieces of a file, of about ``most`` bytes each; none of one that is smaller or cannot be cut.

    Raises:
        SourceError: if it cannot be opened.
    """
    stream, size = open_file(path)
    with closing(stream):
        if size <= most:
            return ()
        feed = Feed.of(display_name(path), stream, size)
        form, zipped = format_of(Head.of(feed.head), options.columns.values()).name, feed.size is None
        if form == "JSON Lines" and not zipped:
            return tuple(_lines(stream, size, most))
        if form == "Parquet" and not zipped:
            return tuple(_row_groups(parquet.group_sizes(stream, feed.name), most))
        if form == "WARC" and zipped:
            return tuple(_members(stream, size, most))
        return ()


def read_piece(path: str, name: str, piece: Piece | None, options: Options) -> Iterator[Document | DocumentError]:
    """Documents and errors of a file, or of a piece of it; ``name`` is what it is called in ids and errors."""
    return guarded(name, _read(path, name, piece, options))


def _read(path: str, name: str, piece: Piece | None, options: Options) -> Iterator[Document | DocumentError]:
    stream, size = open_file(path)
    with closing(stream):
        if piece is None:
            yield from read_feed(Feed.of(name, stream, size), options)
        elif piece.form == "Parquet":
            groups = range(piece.start, piece.end)
            yield from parquet.read(Feed.of(name, stream, size), options, groups, piece.before)
        else:
            feed = Feed.of(name, _sliced(stream, piece), None)
            lines = piece.form == "JSON Lines"
            yield from jsonl.read(feed, options, piece.before) if lines else warc.read(feed, options)


def _lines(stream: BinaryIO, size: int, most: int) -> Iterator[Piece]:
    """Cuts after the first line end behind each ``most`` bytes; the lines are counted on the way."""
    stream.seek(0)
    start = before = position = lines = 0
    while chunk := stream.read(CHUNK):
        cut = chunk.find(b"\n", max(0, start + most - position)) if start + most < position + len(chunk) else -1
        while cut != -1:
            inside = lines + chunk.count(b"\n", 0, cut + 1)
            yield Piece("JSON Lines", start, position + cut + 1, before)
            start, before = position + cut + 1, inside
            wanted = start + most - position
            cut = chunk.find(b"\n", wanted) if wanted < len(chunk) else -1
        lines += chunk.count(b"\n")
        position += len(chunk)
    if start < size:
        yield Piece("JSON Lines", start, size, before)


def _row_groups(groups: Iterable[tuple[int, int]], most: int) -> Iterator[Piece]:
    start = end = before = rows = held = 0
    for number, (count, size) in enumerate(groups):
        if held and held + size > most:
            yield Piece("Parquet", start, number, before)
            start, before, held = number, rows, 0
        rows, held, end = rows + count, held + size, number + 1
    if end > start:
        yield Piece("Parquet", start, end, before)


def _members(stream: BinaryIO, size: int, most: int) -> Iterator[Piece]:
    """Cuts where a member of the archive begins that holds the beginning of a record."""
    start = 0
    while start < size:
        end = _next_record(stream, min(start + most, size), size)
        yield Piece("WARC", start, end)
        start = end


def _next_record(stream: BinaryIO, position: int, size: int) -> int:
    """Where the first member at or behind ``position`` begins that holds a record; the end if there is none."""
    while position < size:
        stream.seek(position)
        data = stream.read(CHUNK + _LONGEST_MEMBER_START)
        for found in _MEMBER.finditer(data, 0, CHUNK + len(GZIP_MAGIC) + 1):
            if unpacked_head(data[found.start() :], len(WARC_SIGNATURE)) == WARC_SIGNATURE:
                return position + found.start()
        position += CHUNK
    return size


class _Slice(io.RawIOBase):
    def __init__(self, stream: BinaryIO, start: int, end: int) -> None:
        stream.seek(start)
        self._stream, self._left = stream, end - start

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(min(len(buffer), self._left))
        buffer[: len(data)] = data
        self._left -= len(data)
        return len(data)


def _sliced(stream: BinaryIO, piece: Piece) -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(_Slice(stream, piece.start, piece.end), CHUNK))
