"""An address to the document of its page, whose bytes are kept."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from onrecord.errors import DocumentError
from onrecord.records import Document, Metadata
from onrecord.sources import html, text
from onrecord.sources.decoding import decode_html
from onrecord.sources.fetching.errors import FetchError

if TYPE_CHECKING:
    from onrecord.sources.fetching.archive import Archive
    from onrecord.sources.fetching.client import Answer
    from onrecord.sources.fetching.politeness import Polite
    from onrecord.sources.limits import Limits

PAGES = frozenset({"text/html", "application/xhtml+xml", ""})
PLAIN = "text/plain"


@dataclass(frozen=True, slots=True)
class Pages:
    """Fetches pages; ``archive`` is None where their bytes are not to be kept."""

    polite: Polite
    limits: Limits
    archive: Archive | None = None

    def document(self, address: str) -> Document | DocumentError:
        """The document of the page at an address, or why there is none (a FetchError, if it could not be had)."""
        try:
            answer = self.polite.get(address)
            if answer.kind not in PAGES and answer.kind != PLAIN:
                raise FetchError(address, f"no page but {answer.kind}", lasting=True)
            if self.archive is not None:
                self.archive.keep(answer)
            return self._read(answer)
        except DocumentError as error:
            return error

    def _read(self, answer: Answer) -> Document:
        where = answer.address
        if answer.kind != PLAIN:
            return html.document(answer.body, where, self.limits, address=where, charset=answer.charset)
        read = self.limits.check(decode_html(answer.body, where, answer.charset), where)
        raw_sha256 = sha256(answer.body).hexdigest()
        return Document(Metadata(id=where, url=where, text_sha256=text.digest(read), raw_sha256=raw_sha256), read)
