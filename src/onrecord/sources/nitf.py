"""NITF, the News Industry Text Format: one story, or the story inside a NewsML-G2 item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.errors import DocumentError
from onrecord.sources.markup import local_name, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from onrecord.records import Document
    from onrecord.sources.feed import Feed
    from onrecord.sources.options import Options
    from onrecord.sources.sniff import Head

WITHHELD = frozenset({"withheld", "canceled", "cancelled"})
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)


def recognises(head: Head) -> bool:
    """Whether the root is that of NITF."""
    return head.xml_root() == "nitf"


def read(feed: Feed, options: Options) -> Iterator[Document | DocumentError]:
    """The one story.

    Raises:
        DocumentError: if the XML cannot be read, or there is no text in it.
    """
    from lxml import etree

    from onrecord.sources.entry import from_fields
    from onrecord.sources.xml_stream import elements

    for story in elements(feed, {"nitf"}):
        yield from_fields(fields(story, feed.name), etree.tostring(story), feed.name, options.limits)


def fields(story: _Element, where: str) -> dict[str, object]:
    """What a story says of itself.

    Raises:
        DocumentError: if its provider has withdrawn it, or there is no text in it.
    """
    docdata = find(story, "docdata")
    status = docdata.get("management-status", "") if docdata is not None else ""
    if status in WITHHELD:
        raise DocumentError(where, f"its provider says that it is {status}; it is left out")
    content = find(story, "body.content")
    text = text_of(content) if content is not None else ""
    if not text:
        raise DocumentError(where, "a NITF story without a text")
    publication = find(story, "pubdata")
    return {
        "id": _attribute(story, "doc-id", "id-string"),
        "text": text,
        "title": words(story, "hl1") or words(story, "hedline") or words(story, "title"),
        "outlet": words(story, "distributor") or (publication.get("name") if publication is not None else None),
        "author": words(story, "person") if find(story, "byttl") is not None else words(story, "byline"),
        "published": iso(_attribute(story, "date.issue", "norm") or _attribute(story, "pubdata", "date.publication")),
        "updated": iso(_attribute(story, "date.release", "norm")),
    }


def find(element: _Element, name: str) -> _Element | None:
    """The first element of that local name below this one."""
    return next((found for found in element.iter() if local_name(found) == name), None)


def words(element: _Element, name: str) -> str | None:
    """The text of the first element of that local name, on one line; None if it is blank."""
    found = find(element, name)
    return " ".join("".join(found.itertext()).split()) or None if found is not None else None


def iso(value: str | None) -> str | None:
    """NITF's ``20250308T132100-0500`` as ISO 8601 writes it for people; what is written otherwise stays."""
    match = _COMPACT.fullmatch(value.strip()) if value else None
    if match is None:
        return value
    year, month, day, hour, minute, second, zone = match.groups()
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone or ''}"


def _attribute(element: _Element, name: str, attribute: str) -> str | None:
    found = find(element, name)
    return found.get(attribute) or None if found is not None else None
