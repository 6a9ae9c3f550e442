"""RSS and Atom: an entry is a document of its own words, or the address of one.

lxml mends the XML first, so that feedparser's own parser for broken feeds, which takes time in the square of their
length, is never needed; entities and network are off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5
from typing import TYPE_CHECKING, Any

from onrecord.errors import DocumentError, SourceError
from onrecord.sources.dates import iso_prefix
from onrecord.sources.decoding import decode_html
from onrecord.sources.tags import has_hostile_tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.records import Document
    from onrecord.sources.feed import Feed
    from onrecord.sources.options import Options
    from onrecord.sources.sniff import Head

ROOTS = frozenset({"rss", "RDF", "feed"})
MOST_BYTES = 16 * 1024 * 1024
MOST_ENTRIES = 5_000

_DECLARES_ENTITIES = re.compile(r"[^<]*(?:<[?!][^\[>]*>[^<]*){0,20}<!DOCTYPE[^\[>]*\[[^\]]*<!ENTITY", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_XML_OWN = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed, each field None where the feed does not say. ``markup`` is the longest text it has."""

    id: str | None
    address: str | None
    title: str | None
    author: str | None
    published: str | None
    updated: str | None
    markup: str | None


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed: its title, language, and entries in its own order."""

    title: str | None
    language: str | None
    entries: tuple[Entry, ...]


def recognises(head: Head) -> bool:
    """Whether the root is that of RSS or Atom."""
    return head.xml_root() in ROOTS


def read(feed: Feed, options: Options) -> Iterator[Document | DocumentError]:
    """A document or an error for each entry: its page where pages may be fetched, else its own words.

    Raises:
        SourceError: if it is too large, or no feed can be made out.
    """
    channel = parse(feed.whole(MOST_BYTES, "too large for a feed"), feed.name)
    for number, entry in enumerate(channel.entries, start=1):
        if options.fetch is not None and entry.address:
            yield options.fetch(entry.address)
        else:
            yield own_words(entry, channel, f"{feed.name}#{number}", options)


def own_words(entry: Entry, channel: Channel, where: str, options: Options) -> Document | DocumentError:
    """The document of what the entry itself says."""
    from onrecord.sources.entry import from_fields
    from onrecord.sources.markup import fragment_text

    try:
        text = fragment_text(entry.markup or "", where)
        fields: dict[str, object] = {
            "id": entry.address or entry.id,
            "text": text,
            "title": entry.title,
            "url": entry.address,
            "outlet": channel.title,
            "author": entry.author,
            "published": entry.published,
            "updated": entry.updated,
            "language": channel.language,
        }
        return from_fields(fields, (entry.markup or "").encode("utf-8"), where, options.limits)
    except DocumentError as error:
        return error


def parse(raw: bytes, where: str) -> Channel:
    """The feed in ``raw``; its first 5,000 entries.

    Raises:
        SourceError: if there is no feed in it.
    """
    from feedparser import parse as read_feed

    mended = _mended(raw, where)
    try:
        parsed = read_feed(mended, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # a third party's heuristics on arbitrary markup: whatever they trip over costs one feed
        raise SourceError(where, f"a feed that cannot be read ({type(error).__name__})") from error
    if not parsed.version and not parsed.entries:
        raise SourceError(where, "no feed: neither RSS nor Atom can be made out")
    language = parsed.feed.get("language")
    return Channel(
        _line(parsed.feed.get("title")),
        language if isinstance(language, str) and language.strip() else None,
        tuple(_entry(entry) for entry in parsed.entries[:MOST_ENTRIES]),
    )


def _mended(raw: bytes, where: str) -> bytes:
    from lxml import etree

    text = _ENTITY.sub(_character, decode_html(raw, where).lstrip().replace("\0", ""))
    if _DECLARES_ENTITIES.match(text):
        raise SourceError(where, "a feed that declares entities, which is not read")
    if has_hostile_tag(text):
        raise SourceError(where, "no feed: a tag with too many attributes to be parsed safely")
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(where, f"no feed: {' '.join(str(error).split())}") from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise SourceError(where, "no feed: elements nested too deep")
    if root is None:
        raise SourceError(where, "no feed: there is no XML in it")
    etree.strip_elements(root, etree.Entity, with_tail=False)
    mended: bytes = etree.tostring(root, encoding="utf-8")
    return mended


def _character(match: re.Match[str]) -> str:
    """An entity of HTML as the number of its character: XML knows five names only, feeds use more."""
    text = html5.get(match[1]) if match[1] not in _XML_OWN else None
    return "".join(f"&#{ord(character)};" for character in text) if text else match[0]


def _entry(entry: Any) -> Entry:
    contents = [content.get("value") or "" for content in entry.get("content") or ()]
    longest = max([*contents, entry.get("summary") or ""], key=len)
    return Entry(
        id=_line(entry.get("id")),
        address=_address(entry.get("link")) or _address(entry.get("id")),
        title=_line(entry.get("title")),
        author=_line(entry.get("author")),
        published=iso_prefix(dict.get(entry, "published")),
        updated=iso_prefix(dict.get(entry, "updated")),
        markup=longest or None,
    )


def _address(value: object) -> str | None:
    text = value.strip() if isinstance(value, str) else ""
    return text if _ADDRESS.fullmatch(text) else None


def _line(value: object) -> str | None:
    """A title without markup, on one line."""
    from onrecord.sources.markup import fragment_text

    text = fragment_text(value, "a title") if isinstance(value, str) and "<" in value else value
    return (" ".join(text.split()) or None) if isinstance(text, str) else None
