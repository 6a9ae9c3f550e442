"""Paragraphs of markup that is all article: NITF, the XHTML of NewsML-G2, ninjs and feeds.

A page has furniture, of which trafilatura clears it; what a provider sends as a story has none, and every paragraph of
it counts.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as lxml_html

from onrecord.errors import DocumentError
from onrecord.sources.tags import has_hostile_tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

MOST_FRAGMENT = 4 * 1024 * 1024
"""Characters of a story's markup."""

BLOCKS = frozenset(
    (
        *("address", "article", "aside", "block", "blockquote", "body", "body.content", "body.head", "bq", "br"),
        *("dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "hr", "li", "main", "ol", "p"),
        *("pre", "section", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    )
)
LEFT_OUT = frozenset(
    (
        *("audio", "button", "embed", "fieldset", "fig", "figcaption", "figure", "footnote", "form", "iframe", "img"),
        *("input", "media", "nav", "noscript", "object", "script", "select", "style", "svg", "table", "template"),
        *("textarea", "video"),
    )
)
_SPACE = re.compile(r"[\s\u00ad\u200b\u2060\ufeff]+")
_BREAK = "\n\n"


def fragment_text(markup: str, where: str) -> str:
    """The paragraphs of a piece of HTML, apart by blank lines.

    Raises:
        DocumentError: if it is too long for a story, or made to keep the parser busy.
    """
    if len(markup) > MOST_FRAGMENT:
        raise DocumentError(where, f"{len(markup):,} characters of markup; the limit is {MOST_FRAGMENT:,} a story")
    if has_hostile_tag(markup):
        raise DocumentError(where, "a tag with too many attributes to be parsed safely")
    try:
        return text_of(lxml_html.fragment_fromstring(markup.replace("\0", ""), create_parent="div"))
    except (etree.ParserError, ValueError):  # what holds no element, or what no XML may hold
        return ""


def text_of(element: _Element) -> str:
    """The paragraphs below an element, apart by blank lines, without pictures, tables and what is no prose."""
    etree.strip_tags(element, etree.Comment, etree.ProcessingInstruction, etree.Entity)
    return _BREAK.join(unicodedata.normalize("NFC", line) for part in _blocks(element) if (line := _flat(part)))


def _blocks(top: _Element) -> Iterator[str]:
    """The text between the borders of blocks."""
    parts: list[str] = []
    skipping: _Element | None = None
    for event, element in etree.iterwalk(top, events=("start", "end")):
        name = local_name(element)
        if skipping is None and event == "start":
            if name in BLOCKS:
                yield "".join(parts)
                parts.clear()
            if name in LEFT_OUT:
                skipping = element
            else:
                parts.append(element.text or "")
        elif event == "end" and (skipping is None or skipping is element):
            skipping = None
            if name in BLOCKS:
                yield "".join(parts)
                parts.clear()
            if element is not top:
                parts.append(element.tail or "")
    yield "".join(parts)


def local_name(element: _Element) -> str:
    """The element's name without its namespace, in lower case; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _flat(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
