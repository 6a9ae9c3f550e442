"""Plain text: the file is the document."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from onrecord.errors import SourceError
from onrecord.records import Document, Metadata
from onrecord.sources.decoding import decode
from onrecord.sources.sniff import Head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.sources.feed import Feed
    from onrecord.sources.options import Options


def recognises(_head: Head) -> bool:
    """Whatever no other format claims."""
    return True


def read(feed: Feed, options: Options) -> Iterator[Document]:
    """The one document: the text as it stands, line ends and all, without a leading byte order mark.

    Raises:
        DocumentError: if it is empty, binary, too large, or in an encoding that cannot be told.
    """
    if Head.of(feed.head).binary:
        raise SourceError(feed.name, "binary data, not text: it holds NUL characters")
    raw = feed.whole(options.limits.text_bytes, options.limits.advice())
    text = options.limits.check(decode(raw, feed.name), feed.name)
    yield Document(Metadata(id=feed.name, text_sha256=digest(text), raw_sha256=sha256(raw).hexdigest()), text)


def digest(text: str) -> str:
    """SHA-256 of the text's UTF-8, in hexadecimal."""
    return sha256(text.encode("utf-8")).hexdigest()
