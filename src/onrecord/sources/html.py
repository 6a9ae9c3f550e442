"""HTML pages: the article's text and what the page says about it. Nothing is ever fetched."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from onrecord.errors import DocumentError
from onrecord.records import Document, Metadata
from onrecord.sources.decoding import decode_html
from onrecord.sources.page import Page
from onrecord.sources.text import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.sources.feed import Feed
    from onrecord.sources.limits import Limits
    from onrecord.sources.options import Options
    from onrecord.sources.sniff import Head

# A page has one of these at its beginning, even if comments or a stray byte stand before it.
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_BEGINNING = 4096
_TAG = re.compile(
    r"</?(?:p|div|a|span|br|h[1-6]|ul|ol|li|article|section|main|img|figure|meta|title|script|style|link|table|tr|td|"
    r"b|i|em|strong|blockquote|font|center)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)

FEWEST_TAGS = 3
"""Tags that a fragment or a page has at least: an article about HTML may name one or two."""

CHARS_PER_TAG = 400
"""A text that starts without a tag is HTML if it has more tags than one in this many characters."""


def recognises(head: Head) -> bool:
    """Whether the head has the marks of a page, or is thick with tags."""
    tags = sum(1 for _ in _TAG.finditer(head.text))
    begins = head.text.lstrip().startswith("<")
    if _PAGE.search(head.text, 0, _BEGINNING) is not None:
        return begins or tags >= FEWEST_TAGS
    return tags >= FEWEST_TAGS and (begins or tags * CHARS_PER_TAG > len(head.text))


def read(feed: Feed, options: Options) -> Iterator[Document]:
    """The one document of a page.

    Raises:
        DocumentError: if the page is too large or holds no article, or its encoding cannot be told.
    """
    raw = feed.whole(options.limits.whole_bytes, f"too large for a page; {options.limits.advice()}")
    yield document(raw, feed.name, options.limits)


def document(
    raw: bytes, where: str, limits: Limits, *, address: str | None = None, charset: str | None = None
) -> Document:
    """The document of a page's bytes.

    Args:
        raw: the bytes, without any encoding of the transfer.
        where: the id of a document whose page gives no address, and what an error names.
        limits: how large it may be.
        address: where the page was found; the canonical one that it gives itself comes first.
        charset: what the server said of its encoding, for what it is worth.

    Raises:
        DocumentError: if it holds no article, or its encoding cannot be told.
    """
    page = extract(decode_html(raw, where, charset), where, limits)
    facts = page.facts
    url = facts.url or address
    meta = Metadata(
        id=url or where,
        title=facts.title,
        outlet=facts.outlet,
        url=url,
        author=facts.author,
        published=facts.published,
        updated=facts.updated,
        language=facts.language,
        text_sha256=digest(page.text),
        raw_sha256=sha256(raw).hexdigest(),
    )
    return Document(meta, page.text)


def extract(markup: str, where: str, limits: Limits) -> Page:
    """The article of a page or fragment: main text, headings and list items, without captions, credits or comments.

    Where nothing is left of a page without what looks like furniture, that was the article after all.

    Raises:
        DocumentError: if there is no article text, or the markup is beyond what is safe to parse.
    """
    from onrecord.sources.html_meta import page_facts
    from onrecord.sources.html_text import article_text
    from onrecord.sources.html_tree import parse

    tree = parse(markup, where)
    facts = page_facts(tree)
    text = article_text(tree, where, facts.title) or article_text(parse(markup, where), where, facts.title, clear=False)
    if not text:
        raise DocumentError(where, "no article text was found in the page")
    return Page(limits.check(text, where), facts)
