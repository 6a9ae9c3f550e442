"""The dates that stand below a headline, where readers see them.

They count where the page declares no date, and where it declares a moment by UTC's clock alone: there the outlet's own
calendar may show another day, and it is that day which "on Friday" is counted from.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lxml.etree import XPath

from onrecord.sources.dates import iso_prefix, written_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

REACH = 1200
"""Characters of text after the headline within which a date is the article's own: byline and deck stand there."""

LONGEST_PIECE = 100
"""Characters of a piece of text with a date; a longer one is a sentence of the article."""

_UPDATED = re.compile(r"\b(?:updated?|modified|revised|edited|amended)\b", re.IGNORECASE)
_AFTER = XPath("following::text()[not(parent::script or parent::style or parent::title)]")
_TIMES = XPath("following::time[@datetime]")


def dates_below(heading: HtmlElement) -> Iterator[str]:
    """Dates that stand below the headline, nearest first, those of an update left out; ISO prefixes."""
    for moment in _TIMES(heading)[:3]:
        told = f"{moment.get('class', '')} {_before(moment)}"
        read = iso_prefix(moment.get("datetime"))
        if read and "T" in read and not _UPDATED.search(told) and not _is_elsewhere(moment):
            yield read
    yield from (day.isoformat() for day in days_below(heading))


def days_below(heading: HtmlElement) -> Iterator[date]:
    """Days written out below the headline."""
    passed = 0
    for text in _AFTER(heading):
        piece = " ".join(text.split())
        passed += len(piece)
        if passed > REACH:
            return
        if piece and len(piece) <= LONGEST_PIECE and not _is_elsewhere(text.getparent()):
            day = written_day(piece)
            if day is not None and not _UPDATED.search(
                f"{_before(text.getparent())} {piece.partition(str(day.year))[0]}"
            ):
                yield day


def outlets_day(declared: str, heading: HtmlElement) -> str:
    """The declared moment, or the outlet's own day where that is one off and the moment is told by UTC's clock."""
    if not declared.endswith("+00:00"):
        return declared
    day = date.fromisoformat(declared[:10])
    shown = next(days_below(heading), day)
    return shown.isoformat() if abs(shown - day) == timedelta(days=1) else declared


def _before(element: HtmlElement) -> str:
    """The words right before an element: a label such as "Updated:" may stand in one of its own."""
    previous = element.getprevious()
    parent = element.getparent()
    beside = "".join(previous.itertext()) + (previous.tail or "") if previous is not None else ""
    return (beside or (parent.text or "" if parent is not None else ""))[-40:]


def _is_elsewhere(element: HtmlElement) -> bool:
    """Whether it stands in what is about other articles."""
    return any(parent.tag in {"aside", "nav", "footer", "li"} for parent in (element, *element.iterancestors()))
