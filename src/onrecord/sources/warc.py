"""WARC, the archive of web pages, as CC-NEWS has it: each successful response with a page becomes a document.

The framing is read here, since an archive with a broken record must not end there: FastWARC's iterator stops at it, or
takes the record after it for a part of it. What stands in a record is FastWARC's to read.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.errors import DocumentError
from onrecord.sources import html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from fastwarc.warc import WarcRecord

    from onrecord.records import Document
    from onrecord.sources.feed import Feed
    from onrecord.sources.limits import Limits
    from onrecord.sources.options import Options
    from onrecord.sources.sniff import Head

PAGES = ("text/html", "application/xhtml+xml")
SUCCESS = 200
SIGNATURE = b"WARC/"
MOST_HEADER = 64 * 1024
CHUNK = 256 * 1024

# A record that was cut short may end within a line, so that the next begins within it.
_START = re.compile(rb"WARC/\d\.\d{1,2}\r?\n[A-Za-z-]{1,40}:")
_LONGEST_START = 64
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that cannot be read: the byte of the unpacked archive where it begins, and why."""

    position: int
    reason: str


def recognises(head: Head) -> bool:
    """Whether the first line is that of a record."""
    return _START.match(head.raw) is not None


def read(feed: Feed, options: Options) -> Iterator[Document | DocumentError]:
    """A document or an error for each response with a page; a broken record costs itself."""
    for record in _Records(feed.stream(), options.limits.whole_bytes).all():
        if isinstance(record, Broken):
            yield DocumentError(f"{feed.name}@{record.position}", f"{record.reason}; it is left out")
        else:
            yield from _documents(record, feed.name, options.limits)


def _documents(raw: bytes, name: str, limits: Limits) -> Iterator[Document | DocumentError]:
    """The document of a record; none of one that is no page."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    where = name
    try:
        for record in ArchiveIterator(io.BytesIO(raw), record_types=WarcRecordType.response, parse_http=False):
            address = (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None
            where = address or where
            record.parse_http("all")
            if record.is_http_parsed and _is_page(record):
                payload = record.reader.read(limits.whole_bytes + 1)
                if len(payload) > limits.whole_bytes:
                    raise DocumentError(where, f"more than {limits.whole_bytes:,} bytes; {limits.advice()}")
                yield html.document(payload, where, limits, address=address, charset=record.http_charset)
    except DocumentError as error:
        yield error
    except (OSError, ValueError) as error:
        yield DocumentError(where, f"a response that cannot be read: {' '.join(str(error).split())}")


def _is_page(record: WarcRecord) -> bool:
    kind = (record.http_content_type or "").lower()
    return record.http_headers.status_code == SUCCESS and kind in PAGES


class _Records:
    """The records of an archive one by one; at most one is held in memory."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream, self._most = stream, most
        self._data = bytearray()
        self._position = 0
        self._ended = False

    def all(self) -> Iterator[bytes | Broken]:
        """Each record with its header, or where a broken one begins. One that is too large is broken, too."""
        while self._at_record():
            yield self._next()

    def _next(self) -> bytes | Broken:
        header = self._header()
        if header is None:
            return self._skip("a broken record: it has no header")
        length = _LENGTH.search(self._data, 0, header)
        if length is None:
            return self._skip("a broken record: it gives no length")
        end = header + int(length[1])
        if end > self._most:
            return self._pass_over(end)
        self._fill(end + _LONGEST_START)
        if len(self._data) < end:
            return self._skip("a broken record: the archive ends before it, or its length is wrong")
        after = self._data[end : end + _LONGEST_START]
        if not after.startswith(_END) and not SIGNATURE.startswith(after.lstrip(_END)[: len(SIGNATURE)]):
            return self._skip("a broken record: its length is wrong")
        return self._take(end)

    def _at_record(self) -> bool:
        """Whether there is another record; drops the line ends before it."""
        while True:
            self._fill(_LONGEST_START)
            head = self._data[:_LONGEST_START]
            blank = len(head) - len(head.lstrip(_END))
            if not blank:
                return bool(self._data)
            self._take(blank)

    def _header(self) -> int | None:
        """Where the header ends; None if none begins here, or it has no end."""
        self._fill(MOST_HEADER)
        if not _START.match(self._data):
            return None
        end = _HEADER_END.search(self._data, 0, MOST_HEADER)
        return end.end() if end and not _START.search(self._data, 1, end.end()) else None

    def _pass_over(self, end: int) -> Broken:
        """Drops a record that is larger than a page may be, unless another begins before its end."""
        start, left = self._position, end
        while left > 0:
            self._fill(CHUNK)
            found = _START.search(self._data, 1)
            if not self._data or (found and found.start() < left):
                self._take(found.start() if found else len(self._data))
                return Broken(start, "a broken record: its length is wrong")
            left -= len(self._take(min(left, max(len(self._data) - _LONGEST_START, 1))))
        return Broken(start, f"a record of {end:,} bytes, the limit is {self._most:,}")

    def _skip(self, reason: str) -> Broken:
        """Drops what stands before the next line that begins a record."""
        start = self._position
        while (found := _START.search(self._data, 1)) is None:
            self._take(max(len(self._data) - _LONGEST_START, 1))
            before = len(self._data)
            self._fill(before + CHUNK)
            if len(self._data) == before:
                self._take(before)
                return Broken(start, reason)
        self._take(found.start())
        return Broken(start, reason)

    def _fill(self, size: int) -> None:
        while len(self._data) < size and not self._ended:
            chunk = self._stream.read(max(CHUNK, size - len(self._data)))
            self._ended = not chunk
            self._data += chunk

    def _take(self, size: int) -> bytes:
        taken = bytes(self._data[:size])
        del self._data[:size]
        self._position += len(taken)
        return taken
