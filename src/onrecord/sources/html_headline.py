"""The headline of a page as its readers see it, not as it is dressed for search engines and social networks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.etree import XPath

from onrecord.sources.html_furniture import PARTS, is_labelled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

LONGEST = 300
MOST = 100
"""Headings of a rank that are looked at."""

LIKENESS = 0.5
"""Share of the shorter one's words that a heading and a declared title have in common, to be of one article."""

LEAST_LIKENESS = 0.15
"""The same for the only first-rank heading: a headline may say it in other words than the declared title."""

CLEARLY = 1.5
"""Times as many words of a declared title that a second-rank heading has, to come before a first-rank one."""

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
    best = _best([heading for heading in own if _likeness(shown(heading), titles) >= LIKENESS], titles)
    second = [heading for heading in _SECOND(tree)[:MOST] if _likeness(shown(heading), titles) >= SAME]
    other = _best([heading for heading in second if _is_sentence(heading) and not _is_in_furniture(heading)], titles)
    if best is not None and (other is None or _common(other, titles) <= CLEARLY * _common(best, titles)):
        return best
    if other is not None:
        return other
    alone = own[0] if len(own) == 1 and _is_sentence(own[0]) else None
    if alone is not None and (not titles or _likeness(shown(alone), titles) >= LEAST_LIKENESS):
        return alone
    return _written_out(tree, titles)


def _best(headings: Iterable[HtmlElement], titles: Iterable[str]) -> HtmlElement | None:
    """The one with most words of a declared title and fewest others: a logo has few, "2 thoughts on ..." has more."""
    return max(headings, key=lambda heading: (_common(heading, titles), -len(shown(heading))), default=None)


def _common(heading: HtmlElement, titles: Iterable[str]) -> int:
    words = set(_WORD.findall(shown(heading).lower()))
    return max((len(words & set(_WORD.findall(title.lower()))) for title in titles), default=0)


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


def _is_in_furniture(heading: HtmlElement) -> bool:
    """Whether it stands in a box of comments, related links or the like, which name the headline, too."""
    boxes = (parent for parent in heading.iterancestors() if parent.tag not in PARTS)
    return any(is_labelled(box) for box in boxes)


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
