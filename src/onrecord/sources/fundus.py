"""What the crawler fundus writes: an article's title, body in sections, authors, date; perhaps the page's address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BREAK = "\n\n"


def recognises(item: Mapping[str, object]) -> bool:
    """Whether there is a body of summary and sections, or the plain text of one under fundus's name."""
    body = item.get("body")
    return (isinstance(body, dict) and "sections" in body) or isinstance(item.get("plaintext"), str)


def fields(item: Mapping[str, object], where: str) -> dict[str, object]:
    """What the article says.

    Raises:
        DocumentError: if there is no text in it.
    """
    body = item.get("body")
    text = _BREAK.join(_paragraphs(body)) if isinstance(body, dict) else item.get("plaintext")
    if not isinstance(text, str) or not text.strip():
        raise DocumentError(where, "a fundus article without a text")
    page = item.get("html")
    page = page if isinstance(page, dict) else {}
    source = page.get("source_info")
    authors = item.get("authors")
    return {
        "text": text,
        "title": _string(item.get("title")),
        "url": next(filter(None, map(_string, (page.get("responded_url"), page.get("requested_url")))), None),
        "outlet": _string(source.get("publisher")) if isinstance(source, dict) else None,
        "author": "; ".join(map(str, authors)) if isinstance(authors, list) else _string(authors),
        "published": _string(item.get("publishing_date")),
        "language": _string(item.get("lang")),
    }


def _paragraphs(body: Mapping[str, object]) -> Iterator[str]:
    """The summary, then each section's headline and paragraphs."""
    yield from _strings(body.get("summary"))
    sections = body.get("sections")
    for section in sections if isinstance(sections, list) else ():
        if isinstance(section, dict):
            yield from _strings(section.get("headline"))
            yield from _strings(section.get("paragraphs"))


def _strings(value: object) -> Iterator[str]:
    listed = value if isinstance(value, list) else [value]
    return (item.strip() for item in listed if isinstance(item, str) and item.strip())


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
