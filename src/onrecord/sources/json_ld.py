"""The JSON-LD of a page: what schema.org markup says of its article."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
LIVE = "LiveBlogPosting"
_PAGE = re.compile(r"WebPage$")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """The article that a page describes in JSON-LD; fields as in schema.org, None where absent or no string."""

    headline: str | None = None
    published: str | None = None
    modified: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    body: str | None = None
    live: bool = False


def linked_article(tree: HtmlElement) -> LinkedArticle:
    """The first article of the page's JSON-LD, or else its first web page; empty if there is neither."""
    nodes = list(_nodes(tree))
    for kind in (_ARTICLE, _PAGE):
        for node in nodes:
            if any(kind.search(name) for name in _strings(node.get("@type"))):
                return _article(node)
    return LinkedArticle()


def _article(node: dict[str, object]) -> LinkedArticle:
    return LinkedArticle(
        headline=_unescaped(_first(node.get("headline"))),
        published=_first(node.get("datePublished")),
        modified=_first(node.get("dateModified")),
        publisher=_first(node.get("publisher")),
        authors=tuple(name for name in _strings(node.get("author")) if not name.startswith("http")),
        language=_first(node.get("inLanguage")),
        body=_first(node.get("articleBody")),
        live=LIVE in _strings(node.get("@type")),
    )


def _nodes(tree: HtmlElement) -> Iterator[dict[str, object]]:
    for script in tree.xpath('//script[@type="application/ld+json"]'):
        for value in _values(_load(script.text or "")):
            yield value
            yield from _values(value.get("@graph"))
            yield from _values(value.get("mainEntity"))


def _load(text: str) -> object:
    try:
        return json.loads(_WRAPPING.sub("", text), strict=False)  # pages carry raw line ends inside strings
    except (ValueError, RecursionError):  # a broken block only costs its own facts
        return None


def _values(value: object) -> list[dict[str, object]]:
    listed = value if isinstance(value, list) else [value]
    return [item for item in listed if isinstance(item, dict)]


def _strings(value: object) -> Iterator[str]:
    """Names in what schema.org lets be a string, an object with a name, or a list of either."""
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, str) and name.strip():
            yield name.strip()


def _unescaped(value: str | None) -> str | None:
    """Some pages escape for HTML what is JSON."""
    return unescape(value) if value is not None else None


def _first(value: object) -> str | None:
    return next(_strings(value), None)
