"""The headline of a page as its readers see it, not as it is dressed for search engines and social networks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.etree import XPath

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

LONGEST = 300
MOST = 100
"""Headings of a rank that are looked at."""

LIKENESS = 0.5
"""Share of the shorter one's words that a heading and a declared title have in common, to be of one article."""

SAME = 0.8
"""The same for a second-rank heading, which is a headline only where the page has no better."""

_HEADINGS = XPath("//body//h1[not(ancestor::nav or ancestor::footer or ancestor::aside)]")
_SECOND = XPath("//body//h2[not(ancestor::nav or ancestor::footer or ancestor::aside)]")
_HIDDEN = XPath(
    "descendant::*[contains(@class, 'sr-only') or contains(@class, 'visually') or contains(@class, 'screen-reader')]"
)
_PLAIN = XPath("//body//*[self::div or self::p or self::span or self::b or self::font or self::td or self::strong]")
_APPENDED = re.compile(r"\s+[|–—·:-]+\s+")
_FIRST_PAGE = re.compile(r"(?:https?:)?//[^/?#]+/?|/", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def headline(tree: HtmlElement, declared: Iterable[str | None], outlet: str | None) -> HtmlElement | None:
    """The heading that shows the headline; None if there is none that can be the one of the declared titles.

    A page may have several first-rank headings, of which one is its logo: the one most like a declared title is it.
    """
    titles = [title for title in declared if title]
    first = [heading for heading in _HEADINGS(tree)[:MOST] if 0 < len(shown(heading)) <= LONGEST]
    own = [heading for heading in first if shown(heading).lower() != (outlet or "").lower() and not _is_logo(heading)]
    best = max(own, key=lambda heading: _likeness(shown(heading), titles), default=None)
    if best is not None and (_likeness(shown(best), titles) >= LIKENESS or (len(own) == 1 and _is_sentence(best))):
        return best
    second = [heading for heading in _SECOND(tree)[:MOST] if _likeness(shown(heading), titles) >= SAME]
    found = next((heading for heading in second if _is_sentence(heading)), None)
    return found if found is not None else _written_out(tree, titles)


def _written_out(tree: HtmlElement, titles: Iterable[str]) -> HtmlElement | None:
    """On a page without headings, the element that shows a title without what is appended to it."""
    parts = {part for title in titles for part in _beginnings(title)}
    elements = (element for element in _PLAIN(tree) if element.text and " ".join(element.text.split()) in parts)
    return next(elements, None)


def _beginnings(title: str) -> list[str]:
    """What stands before each sign that may part a title from an outlet's name, if it has the words of a headline."""
    cuts = [match.start() for match in _APPENDED.finditer(title)]
    return [part for cut in cuts if len(_WORD.findall(part := " ".join(title[:cut].split()))) > 3]


def shown(heading: HtmlElement) -> str:
    """A heading's text on one line, without what only screen readers read out."""
    hidden = {text for element in _HIDDEN(heading) for text in element.itertext()}
    return " ".join("".join(text for text in heading.itertext() if text not in hidden).split())


def told(heading: HtmlElement, declared: Iterable[str | None]) -> str:
    """The headline of a heading: a kicker before it is left out, where a declared title shows that it is none of it."""
    text = shown(heading)
    titles = (" ".join(title.split()) for title in declared if title)
    endings = [title for title in titles if title != text and text.endswith(title)]
    kickers = {_flat(element) for element in heading.iterdescendants() if isinstance(element.tag, str)}
    return next((title for title in endings if text.removesuffix(title).strip() in kickers), text)


def _flat(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _is_logo(heading: HtmlElement) -> bool:
    """Whether it is a link to the outlet's first page."""
    return any(_FIRST_PAGE.fullmatch(link.get("href", "")) for link in heading.iter("a"))


def _is_sentence(heading: HtmlElement) -> bool:
    """Whether it has the words of a headline, and is no link to another page, such as a logo is."""
    text = shown(heading)
    linked = sum(len(shown(link)) for link in heading.iter("a"))
    return len(_WORD.findall(text)) > 2 and linked < len(text)


def _likeness(text: str, titles: Iterable[str]) -> float:
    return max((_shared(text, title) for title in titles), default=0.0)


def _shared(one: str, other: str) -> float:
    """Words in common, as a share of the shorter one's, which must have three: one word is in many titles."""
    words, others = set(_WORD.findall(one.lower())), set(_WORD.findall(other.lower()))
    fewest = min(len(words), len(others))
    telling = fewest > 2 or (fewest and words == others)
    return len(words & others) / fewest if telling else 0.0
