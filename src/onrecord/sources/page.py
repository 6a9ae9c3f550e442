"""What is read from one HTML page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of its article, each None where it says nothing; dates are ISO prefixes."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """An article's text, paragraphs apart by blank lines, and the facts that stood around it."""

    text: str
    facts: PageFacts = PageFacts()
