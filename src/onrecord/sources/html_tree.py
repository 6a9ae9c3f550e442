"""Markup to a tree that is safe to work on, and the pruning of what is no article text."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from lxml.etree import XPath
from trafilatura import load_html

from onrecord.errors import DocumentError
from onrecord.sources.tags import has_hostile_tag

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Their warnings about odd pages go to whoever configures logging, not to a user's terminal.
for _library in ("trafilatura", "htmldate", "courlan", "readability", "justext"):
    logging.getLogger(_library).addHandler(logging.NullHandler())

MOST_ELEMENTS = 25_000
"""Elements of a page. The extraction takes time in their square: 12 s at this number in the worst page tried, a row of
<span class="share">, where news pages have 1,000 to 10,000. (libxml2 itself cuts what is nested 256 deep.)"""

MOST_ATTRIBUTES = 250_000
"""Attributes of a page, each about 1 KB of memory by the time of extraction."""

CAPTION_CHARS = 400
"""Longest caption or credit: an element of that class with more text is a part of the article after all."""

_STRUCTURE = re.compile(r"<(html|head|body)\b", re.IGNORECASE)
_INVISIBLE = XPath("//noscript | //template | //figcaption")
_LABELLED = XPath("//body//*[@class or @itemprop][not(self::body or self::main or self::article)]")
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:captions?|credits?|photo-?credits?|image-?credits?|photographer|byline-photo|copyright-holder)"
    r"(?:$|[\s_-])|(?:Caption|Credit)(?:$|[\s_-]|Text|Line|Wrapper)",
)
_PROSE = XPath(
    "//body//text()[not(ancestor::a or ancestor::nav or ancestor::footer or ancestor::script or ancestor::style or "
    "ancestor::button or ancestor::select or ancestor::h1 or ancestor::h2 or ancestor::h3)]"
)


def parse(markup: str, where: str) -> HtmlElement:
    """The tree of a page or fragment, without scripts' stand-ins, photo captions and credits.

    Raises:
        DocumentError: if there is no element in it, or more than is safe to work on.
    """
    if has_hostile_tag(markup):
        raise DocumentError(where, "a tag with too many attributes to be parsed safely; save the article as text")
    tree = load_html(_whole(markup))
    if tree is None:
        raise DocumentError(where, "markup that cannot be parsed")
    page = tree.getroottree().getroot()
    _check_size(page, where)
    _prune(page)
    return page


def _check_size(tree: HtmlElement, where: str) -> None:
    attributes = [len(element.attrib) for element in tree.iter()]
    for number, limit, name in (
        (len(attributes), MOST_ELEMENTS, "elements"),
        (sum(attributes), MOST_ATTRIBUTES, "attributes"),
    ):
        if number > limit:
            raise DocumentError(where, f"{number:,} {name}, the limit is {limit:,} a page; save the article as text")


def prose_chars(tree: HtmlElement) -> int:
    """Characters of text that stand neither in a link nor in a page's furniture."""
    return sum(len(text.strip()) for text in _PROSE(tree))


def _whole(markup: str) -> str:
    """A page as load_html wants it: it refuses what does not say so in its first 50 characters."""
    tags = {tag.lower() for tag in _STRUCTURE.findall(markup)}
    if not tags:
        return f"<html><body>{markup}</body></html>"
    if "html" not in tags:
        return f"<html>{markup}"
    return markup if "html" in markup[:50].lower() else f"<!-- html -->{markup}"


def _prune(tree: HtmlElement) -> None:
    captions = [element for element in _LABELLED(tree) if _is_caption(element)]
    for element in [*_INVISIBLE(tree), *captions]:
        if element.getparent() is not None:
            element.drop_tree()


def _is_caption(element: HtmlElement) -> bool:
    label = f"{element.get('class', '')} {element.get('itemprop', '')}"
    return _CAPTION.search(label) is not None and len(element.text_content()) <= CAPTION_CHARS
