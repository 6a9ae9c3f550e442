"""Fetched pages with their bytes, as WARC: one file a day, one gzip member a page. onrecord reads them again."""

from __future__ import annotations

import gzip
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.sources.fetching.client import Answer

# The body is kept as it reads, so these would say what is no longer so.
_PASSING_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection", "set-cookie"})


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder of pages; safe to write from several threads. A page that is cut off by a crash costs itself."""

    folder: Path
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, answer: Answer) -> None:
        """Appends a page."""
        now = datetime.now(UTC)
        member = _member(answer, now)
        path = self.folder / f"pages-{now:%Y-%m-%d}.warc.gz"
        with self._lock:
            self.folder.mkdir(parents=True, exist_ok=True)
            with path.open("ab") as stream:
                stream.write(member)


def _member(answer: Answer, moment: datetime) -> bytes:
    from fastwarc.warc import WarcRecord, WarcRecordType

    record = WarcRecord()
    record.init_headers(WarcRecordType.response)
    record.record_date = moment
    record.headers["WARC-Target-URI"] = answer.address
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(_http(answer))
    written = BytesIO()
    record.write(written, checksum_data=True)
    return gzip.compress(written.getvalue())


def _http(answer: Answer) -> bytes:
    kept = [(name, value) for name, value in answer.headers.items() if name not in _PASSING_HEADERS]
    lines = [f"HTTP/1.1 {answer.status} OK", *(f"{name}: {' '.join(value.split())}" for name, value in kept)]
    lines.append(f"content-length: {len(answer.body)}")
    return "\r\n".join([*lines, "", ""]).encode("utf-8", errors="replace") + answer.body
