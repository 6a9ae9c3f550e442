"""Formats that are known when met but not read: refused by name rather than coded as if they were text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from onrecord.errors import SourceError
from onrecord.sources.sniff import Head

if TYPE_CHECKING:
    from onrecord.sources.feed import Feed
    from onrecord.sources.options import Options

SIGNATURES: tuple[tuple[re.Pattern[bytes], str, str], ...] = (
    (re.compile(rb"BZh[1-9]1AY&SY"), "bzip2", "unpack it with bunzip2"),
    (re.compile(rb"\xfd7zXZ\0"), "xz", "unpack it with unxz"),
    (re.compile(rb"\x28\xb5\x2f\xfd"), "Zstandard", "unpack it with unzstd"),
    (re.compile(rb"%PDF-\d"), "PDF", "convert it to text, for instance with pdftotext"),
    (re.compile(rb"\{\\rtf\d"), "RTF", "save it as text or HTML"),
)
"""First bytes, name, and what to do instead."""

_DECLARED = re.compile(r"\s*(?:<\?xml\s|<!DOCTYPE\s+(?!html)[\w:.-]+\s[^>\[]*\[)")

XML_FORMATS = {"NewsML": "NewsML 1", "urlset": "a sitemap", "sitemapindex": "an index of sitemaps"}
"""Root element (local name) to name."""


def recognises_signature(head: Head) -> bool:
    """Whether the first bytes are those of a known format."""
    return any(signature.match(head.raw) for signature, _, _ in SIGNATURES)


def refuse_signature(feed: Feed, _options: Options) -> NoReturn:
    """Raises SourceError, which says what the input looks like and what to do instead."""
    name, advice = next((name, advice) for signature, name, advice in SIGNATURES if signature.match(feed.head))
    raise SourceError(feed.name, f"not supported yet: looks like {name}; {advice}")


def recognises_xml(head: Head) -> bool:
    """Whether the input declares itself XML and is no XHTML, or the root element is that of a known format."""
    root = head.xml_root()
    declared = _DECLARED.match(head.text) is not None
    return declared if root is None else root in XML_FORMATS or (declared and root.lower() != "html")


def refuse_xml(feed: Feed, _options: Options) -> NoReturn:
    """Raises SourceError, which names the XML format."""
    root = Head.of(feed.head).xml_root()
    if root is None:
        raise SourceError(feed.name, "XML without an element at its beginning; what stands there is not read")
    name = XML_FORMATS.get(root, f"XML with the root element {root}")
    raise SourceError(feed.name, f"not supported yet: looks like {name}; give the articles as HTML, text or JSON Lines")
