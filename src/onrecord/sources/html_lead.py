"""The lead or deck below a headline: an article's first words, which stand outside of its body in many templates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.etree import XPath

from onrecord.sources.dates import written_day
from onrecord.sources.html_furniture import is_furniture, is_labelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

REACH = 2500
"""Characters of text after the headline within which a lead stands."""

MOST = 150
"""Elements after the headline that are looked at."""

SHORTEST, LONGEST = 25, 700
LONGEST_BYLINE = 100
"""Characters of a line with a day that is a byline; a lead with a day has more."""

WORDS = frozenset(
    (
        *("lead", "lede", "standfirst", "deck", "dek", "subhead", "subheading", "subheadline", "subtitle", "intro"),
        *("introtext", "summary", "teaser", "chapo", "excerpt", "abstract", "underline", "descp", "spot", "kicker"),
        *("sapo", "strapline", "subtitulo", "sortdec", "description", "blurb"),
    )
)
PHRASES = re.compile(r"\b(?:sub head(?:line|ing)?|sub title|sort dec)\b")
LABELS = ("class", "id", "data-testid", "data-gu-name", "itemprop")
BLOCKS = frozenset({"p", "div", "h2", "h3", "h4", "section", "header"})
BESIDE = 2
"""Elements right after the headline of which one may be a heading of lower rank: a deck without a label."""

_AFTER = XPath("following::*[self::p or self::div or self::h2 or self::h3 or self::h4 or self::section]")
_CUT = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+")
_LISTS = XPath("descendant::ul | descendant::ol | descendant::h1 | descendant::figure")


def leads(heading: HtmlElement) -> Iterator[str]:
    """What stands as a lead below the headline, in order."""
    passed = 0
    beside = [sibling for sibling in heading.itersiblings() if isinstance(sibling.tag, str)][:BESIDE]
    taken: set[HtmlElement] = set()
    for element in _AFTER(heading)[:MOST]:
        if any(parent in taken for parent in element.iterancestors()):
            continue
        text = " ".join(element.text_content().split())
        if _is_lead(element, text, unlabelled=element in beside and element.tag in {"h2", "h3", "h4"}):
            taken.add(element)
            yield text
        passed += len(" ".join((element.text or "").split()))
        if passed > REACH:
            return


def _is_lead(element: HtmlElement, text: str, *, unlabelled: bool) -> bool:
    if not SHORTEST <= len(text) <= LONGEST or is_furniture(text) or is_labelled(element) or _LISTS(element):
        return False
    if len(text) < LONGEST_BYLINE and written_day(text):
        return False
    return (unlabelled or _names_lead(element)) and not _is_elsewhere(element)


def _names_lead(element: HtmlElement) -> bool:
    for name in LABELS:
        words = [word.lower() for word in _CUT.split(element.get(name, "")[:400]) if word]
        if not WORDS.isdisjoint(words) or PHRASES.search(" ".join(words)):
            return True
    return False


def _is_elsewhere(element: HtmlElement) -> bool:
    """Whether it is about other articles: in a list, an aside, or itself a link."""
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    parents = {parent.tag for parent in element.iterancestors()}
    return 2 * linked > len(element.text_content()) or bool(parents & {"aside", "nav", "footer", "li", "a"})
