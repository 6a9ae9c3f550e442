"""NewsML-G2: a news item, or a message with many, whose stories are NITF, XHTML or plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import DocumentError
from onrecord.sources.markup import local_name, text_of
from onrecord.sources.nitf import WITHHELD, find, words
from onrecord.sources.nitf import fields as nitf_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from onrecord.records import Document
    from onrecord.sources.feed import Feed
    from onrecord.sources.options import Options
    from onrecord.sources.sniff import Head

ROOTS = frozenset({"newsMessage", "newsItem", "packageItem"})
ITEMS = frozenset({"newsitem", "packageitem", "conceptitem", "knowledgeitem", "planningitem"})
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def recognises(head: Head) -> bool:
    """Whether the root is that of NewsML-G2."""
    return head.xml_root() in ROOTS


def read(feed: Feed, options: Options) -> Iterator[Document | DocumentError]:
    """A document or an error for each item.

    Raises:
        SourceError: from the point on where the XML cannot be read.
    """
    from lxml import etree

    from onrecord.sources.entry import from_fields
    from onrecord.sources.xml_stream import elements

    for number, item in enumerate(elements(feed, ITEMS), start=1):
        where = item.get("guid") or f"{feed.name}#{number}"
        raw = etree.tostring(item)
        try:
            yield from_fields(_fields(item, where), raw, where, options.limits)
        except DocumentError as error:
            yield error


def _fields(item: _Element, where: str) -> dict[str, object]:
    name = local_name(item)
    if name != "newsitem":
        raise DocumentError(where, f"a {name.removesuffix('item')} item, which names others and has no text of its own")
    status = _code(item, "pubstatus")
    if status in WITHHELD:
        raise DocumentError(where, f"its provider says that it is {status}; it is left out")
    story = _story(item, where)
    provider = find(item, "provider")
    return {
        **story,
        "id": item.get("guid") or story.get("id"),
        "title": _own(item, "headline") or story.get("title"),
        "outlet": (_own(item, "provider") or _named(provider)) or story.get("outlet"),
        "author": _own(item, "by") or story.get("author"),
        "published": _own(item, "contentcreated") or _own(item, "firstcreated") or _own(item, "versioncreated"),
        "updated": _own(item, "versioncreated"),
        "language": item.get(LANGUAGE) or story.get("language"),
    }


def _story(item: _Element, where: str) -> dict[str, object]:
    """The fields of the first part of the content that is a text."""
    for part in item.iter():
        if local_name(part) == "inlinexml":
            nitf = find(part, "nitf")
            if nitf is not None:
                return nitf_fields(nitf, where)
            text = text_of(part)
            if text:
                return {"text": text}
        if local_name(part) == "inlinedata" and part.get("contenttype", "text/plain").startswith("text/plain"):
            text = "".join(part.itertext()).strip()
            if text:
                return {"text": text}
    raise DocumentError(where, f"a {_code(item, 'itemclass') or 'news'} item without a text")


def _own(item: _Element, name: str) -> str | None:
    """The words of the item's own metadata, not of its content."""
    metadata = [child for child in item if local_name(child) in {"itemmeta", "contentmeta"}]
    return next((found for part in metadata if (found := words(part, name))), None)


def _named(provider: _Element | None) -> str | None:
    if provider is None:
        return None
    return provider.get("literal") or (provider.get("qcode") or "").rpartition(":")[2] or None


def _code(item: _Element, name: str) -> str:
    found = find(item, name)
    return (found.get("qcode") or "").rpartition(":")[2].lower() if found is not None else ""
