"""Lists of addresses: one a line, or GDELT's tables, which name the page of each mention. They are fetched if asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.errors import DocumentError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.records import Document
    from onrecord.sources.feed import Feed
    from onrecord.sources.options import Options
    from onrecord.sources.sniff import Head

GDELT_ADDRESS = {16: 5, 61: 60, 58: 57, 27: 4}
"""Cells of a row of GDELT's mentions, events (2.0 and 1.0) and knowledge graph, and the place of the address."""

LONGEST_LINE = 4 * 1024 * 1024
"""A row of the knowledge graph has all themes and names of an article."""

LONGEST_ADDRESS = 2000
LEAST_SHARE = 0.9
"""Of the lines that have an address."""

_ADDRESS = re.compile(rb"https?://[^\s/\"'<>]+[^\s\"'<>]*")
_COMMENT = b"#"


def recognises(head: Head) -> bool:
    """Whether the first line of the head that is no remark is an address or a row of GDELT's, and so are nearly all.

    GDELT also has sources that are no pages.
    """
    lines = [line.strip(b"\r") for line in head.raw.removeprefix(b"\xef\xbb\xbf").split(b"\n")]
    whole = lines[:-1] if len(lines) > 1 else lines
    told = [line for line in whole if line.strip() and not line.startswith(_COMMENT)]
    found = [address(line) is not None for line in told]
    return bool(found) and found[0] and sum(found) >= LEAST_SHARE * len(found)


def read(feed: Feed, options: Options) -> Iterator[Document | DocumentError]:
    """The document at each address, each once; or why there is none.

    Raises:
        SourceError: if nothing may be fetched.
    """
    if options.fetch is None:
        raise SourceError(feed.name, "a list of addresses; --fetch fetches their pages")
    for found in addresses(feed):
        yield found if isinstance(found, DocumentError) else options.fetch(found)


def addresses(feed: Feed) -> Iterator[str | DocumentError]:
    """Each address once, in the order of the list. A line that has none is an error."""
    seen: set[str] = set()
    for number, line in enumerate(feed.lines(LONGEST_LINE), start=1):
        if line is not None and (not line.strip() or line.startswith(_COMMENT)):
            continue
        found = address(line) if line is not None else None
        if found is None:
            yield DocumentError(f"{feed.name}:{number}", "no address of a page")
        elif found not in seen:
            seen.add(found)
            yield found


def address(line: bytes) -> str | None:
    """The address that a line is, or that a row of GDELT's has."""
    cells = line.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r").split(b"\t")
    place = 0 if len(cells) == 1 else GDELT_ADDRESS.get(len(cells))
    found = cells[place].strip() if place is not None else b""
    if len(found) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(found):
        return None
    return found.decode("utf-8", errors="replace")
