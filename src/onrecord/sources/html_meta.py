"""What a page says about its article: its own declarations, and trafilatura's reading where it declares nothing.

A date counts only where the page declares it to be the article's. On a page without one, a search of its text came
up with the year of the copyright line or of a sentence.
"""

from __future__ import annotations

import re
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from trafilatura import extract_metadata
from trafilatura.settings import Document as Extraction

from onrecord.sources.dates import iso_prefix
from onrecord.sources.html_dates import dates_below, outlets_day
from onrecord.sources.html_headline import headline, told
from onrecord.sources.json_ld import linked_article
from onrecord.sources.page import PageFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

# Names and properties of <meta>, lower-cased, best first.
PUBLISHED_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "citation_publication_date",
    "citation_date",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "publication_date",
    "publishdate",
    "publish-date",
    "pubdate",
    "dc.date",
    "date",
)
UPDATED_NAMES = (
    "article:modified_time",
    "og:article:modified_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "og:updated_time",
    "article.updated",
    "last-modified",
    "lastmod",
    "revised",
)
LANGUAGE_NAMES = ("content-language", "dc.language", "dcterms.language", "language", "og:locale")
TIMES = (
    '//time[@itemprop="datePublished" or @pubdate]/@datetime',
    '//*[@itemprop="datePublished"]/@content',
)
TIMES_UPDATED = ('//time[@itemprop="dateModified"]/@datetime', '//*[@itemprop="dateModified"]/@content')

MOST_BELOW = 6
"""Dates below a headline that are looked at."""

_ABSOLUTE = re.compile(r"https?://[^\s/]+\S*$", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


def page_facts(tree: HtmlElement) -> PageFacts:
    """Title, outlet, canonical URL, authors, dates and language of the page's article.

    What the page's readers see of headline and day comes before what it declares to others.
    """
    metas = _metas(tree)
    linked = linked_article(tree)
    outlet = _first(metas.get("og:site_name"), linked.publisher)
    read = _read(tree)
    url = _canonical(tree) or _first(read.url)
    outlet = outlet or _first(read.sitename)
    declared = (linked.headline, metas.get("og:title"), read.title, tree.findtext(".//title"))
    titles = [_without_outlet(_first(title), outlet) for title in declared]
    heading = headline(tree, titles, outlet)
    return PageFacts(
        title=told(heading, titles) if heading is not None else _first(*titles),
        outlet=outlet,
        url=url,
        author=_first("; ".join(linked.authors), read.author),
        published=_published([linked.published, *_named(metas, PUBLISHED_NAMES), *_found(tree, TIMES)], heading),
        updated=_date([linked.modified, *_named(metas, UPDATED_NAMES), *_found(tree, TIMES_UPDATED)]),
        language=_language([tree.get("lang"), *_named(metas, LANGUAGE_NAMES), linked.language]),
    )


def _read(tree: HtmlElement) -> Extraction:
    """What trafilatura reads, less its date."""
    try:
        return extract_metadata(tree, date_config={"extensive_search": False, "original_date": True})
    except Exception:  # a third party's heuristics on arbitrary markup: the article is there without them
        return Extraction()


def _metas(tree: HtmlElement) -> dict[str, str]:
    """Content of the page's <meta> by name or property; the first of a name counts."""
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        if name and element.get("content"):
            metas.setdefault(name.strip().lower(), element.get("content"))
    return metas


def _named(metas: dict[str, str], names: Iterable[str]) -> Iterator[str]:
    return (metas[name] for name in names if name in metas)


def _found(tree: HtmlElement, paths: Iterable[str]) -> Iterator[str]:
    return (str(value) for path in paths for value in tree.xpath(path))


def _first(*values: str | None) -> str | None:
    """The first that is not blank, on one line."""
    return next((flat for value in values if value and (flat := " ".join(value.split()))), None)


def _date(values: Iterable[str | None]) -> str | None:
    """The first date; or the same moment by another clock than UTC's, if a later one has it: it tells the local day."""
    dates = [date for value in values if (date := iso_prefix(value))]
    if not dates or not dates[0].endswith("+00:00"):
        return next(iter(dates), None)
    moment = datetime.fromisoformat(dates[0])
    return next((date for date in dates[1:] if _same_moment(date, moment) and not date.endswith("+00:00")), dates[0])


def _published(values: list[str | None], heading: HtmlElement | None) -> str | None:
    """The declared date; below the headline, the same by the outlet's own clock, or any where none is declared."""
    if heading is None:
        return _date(values)
    below = list(islice(dates_below(heading), MOST_BELOW))
    declared = _date([*values, *below]) if any(map(iso_prefix, values)) else next(iter(below), None)
    return outlets_day(declared, heading) if declared else None


def _same_moment(date: str, moment: datetime) -> bool:
    return "T" in date and datetime.fromisoformat(date) == moment


def _language(values: Iterable[str | None]) -> str | None:
    """A language tag as BCP 47 writes it (``en-GB``)."""
    stripped = (value.strip() for value in values if value)
    return next((value.replace("_", "-") for value in stripped if _LANGUAGE.fullmatch(value)), None)


def _canonical(tree: HtmlElement) -> str | None:
    links = tree.xpath('//link[@rel="canonical"]/@href')
    return next((link.strip() for link in map(str, links) if _ABSOLUTE.match(link.strip())), None)


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """A title without the outlet's name, which pages append to it."""
    if not title or not outlet:
        return title
    return re.sub(rf"\s+[|–—·:-]\s+{re.escape(outlet)}$", "", title, flags=re.IGNORECASE) or title
